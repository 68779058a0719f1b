package site

import (
	"net/http"

	"anju/models"

	"github.com/labstack/echo/v4"
)

// personMark stands in the address of a search for places after the number of a person was taken out of it.
const personMark = "person"

// PlaceOnly answers a search for places (q) that holds the number of a person: it leads to the same page without the
// number, so that it leaves the address and no page, log or sign-in carries it on. sent tells that it answered.
func (s *Site) PlaceOnly(c echo.Context) (sent bool, err error) {
	r := c.Request()
	query := r.URL.Query()
	held := false
	for _, words := range query["q"] {
		held = held || models.TypedPerson(words)
	}
	if !held || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false, nil
	}
	query.Del("q")
	query.Del("after")
	query.Set(personMark, "1")
	return true, s.Redirect(c, r.URL.Path+"?"+query.Encode(), "")
}

// PersonTyped is what a search for places says at its field after PlaceOnly; nil otherwise. finds tells that the visitor
// may look for people.
func PersonTyped(c echo.Context, finds bool) error {
	switch {
	case c.QueryParam(personMark) == "":
		return nil
	case finds:
		return models.FaultAt("q", "这里只按地址和房号找。要按证件号或手机号找人，请用“找人”")
	}
	return models.FaultAt("q", "这里只按地址和房号找，不能填证件号和手机号")
}

// placePattern keeps most browsers from sending such a number at all; PlaceOnly knows more of them.
const placePattern = `(?!(?:.*\D)?(?:86)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?!\d))` +
	`(?!(?:.*\D)?[1-9]\d{5} ?(?:19|20)\d{2} ?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{3}[\dXx](?!\d)).*`

const placeTitle = "只按地址和房号找，不能填证件号和手机号"

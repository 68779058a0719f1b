package public

import (
	"bytes"
	"encoding/json"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// PostForm is the kind of draft that holds what a stranger posted.
const PostForm = "post"

// Post is what somebody posted before signing in.
type Post struct {
	Path   string     `json:"path"`
	Values url.Values `json:"values"`
	Mark   []byte     `json:"mark"` // hash of the mark of the browser that posted it
}

// ShowAgain is GET /again?d=REF: after signing in, what was posted before is one tap away.
func (d *Desk) ShowAgain(c echo.Context) error {
	body, err := d.Registry.Draft(site.Ctx(c), policy.Actor{}, PostForm, c.QueryParam("d"), d.Site.At(c))
	if err != nil {
		return err
	}
	var post Post
	if err := json.Unmarshal([]byte(body), &post); err != nil {
		return err
	}
	if mark := d.Site.PostMark(c, false); mark == "" || !bytes.Equal(store.Hash(mark), post.Mark) {
		return models.ErrNotFound
	}
	return d.Site.ShowAgain(c, post.Path, site.NewForm(post.Values))
}

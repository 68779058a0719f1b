package site

import (
	"net/http"
	"strconv"

	"anju/models"

	"github.com/labstack/echo/v4"
)

// RedrawChanged is Redraw for forms that change what somebody else may have changed meanwhile: 409, what was typed kept,
// and now says what stands; sent again, it is saved.
func (s *Site) RedrawChanged(c echo.Context, p Page, f Form, now string, err error) error {
	if !models.IsKind(err, models.Conflict) {
		return s.Redraw(c, p, f, err)
	}
	sh := p.shell()
	sh.Typed, sh.Faults = f, []models.Fault{{Message: "别人刚改过这条，您填的还没有存。" + now + "还要改成您填的，再点一次保存"}}
	return s.Render(c, http.StatusConflict, p)
}

// RedrawWait is Redraw for forms that send a code: when the errand has to wait, the same page says so at the field, with
// 429 and Retry-After, and keeps what was typed.
func (s *Site) RedrawWait(c echo.Context, p Page, f Form, field string, err error) error {
	e := models.AsError(err)
	if e == nil || e.Kind != models.TooMany {
		return s.Redraw(c, p, f, err)
	}
	c.Response().Header().Set("Retry-After", strconv.Itoa(max(seconds(e.RetryAfter), 1)))
	sh := p.shell()
	sh.Typed, sh.Faults = f, []models.Fault{{Field: field, Message: e.Message}}
	return s.Render(c, http.StatusTooManyRequests, p)
}

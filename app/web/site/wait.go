package site

import (
	"net/http"
	"strconv"

	"anju/models"

	"github.com/labstack/echo/v4"
)

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

package public

import (
	"net/http"

	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// Home is the front page with its three doors.
type Home struct{ site.Shell }

// Template names the page.
func (*Home) Template() string { return "common/home" }

// ShowHome is GET /.
func (d *Desk) ShowHome(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, &Home{Shell: site.Shell{Title: "首页"}})
}

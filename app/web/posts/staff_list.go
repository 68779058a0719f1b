package posts

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Staff are the grid workers and officers of the own areas.
type Staff struct {
	site.Shell
	Base string
	List []store.Colleague
}

// Template names the page.
func (*Staff) Template() string { return "common/post_list" }

// ShowStaff is GET /o/staff; the administrator has a list of his own.
func (d *Desk) ShowStaff(c echo.Context) error {
	if d.admin() {
		return d.Site.Redirect(c, "/a/users", "")
	}
	p := &Staff{Shell: site.Shell{Title: "网格交接", Audience: d.Audience, Wide: true, Tab: "staff"}, Base: d.Base}
	var err error
	if p.List, err = d.Read.ListWalkers(site.Ctx(c), d.scope(c)); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// StayDeclareDone says what happens next. It is the same for somebody new and for somebody known.
type StayDeclareDone struct {
	site.Shell
	No   string
	Days int // how long the landlord has
}

// Template names the page.
func (*StayDeclareDone) Template() string { return "tenant/stay_declare_done" }

// ShowStayDeclareDone is GET /d/{token}/register/done.
func (d *Desk) ShowStayDeclareDone(c echo.Context, door registry.Door) error {
	ref, kept, err := d.declareDraft(c, door)
	switch {
	case models.IsKind(err, models.NotFound):
		return d.Site.Redirect(c, declarePath(door, "", ""), "")
	case err != nil:
		return err
	case kept.Get("no") == "":
		return d.Site.Redirect(c, declarePath(door, "/check", ref), "")
	}
	return d.Site.Render(c, http.StatusOK, &StayDeclareDone{Shell: atDoor(door, "已收到"), No: kept.Get("no"), Days: d.Registry.Limits().DeclareDays})
}

package admin

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// Front is what there is to do for the administrator.
type Front struct {
	site.Shell
	Staff, Grids int
	Limits       int // that wait for a second administrator
	Sending      bool
	Missing      []string
	Alerts       []models.Alert
}

// Template names the page.
func (*Front) Template() string { return "admin/front_show" }

// ShowFront is GET /a.
func (d *Desk) ShowFront(c echo.Context) error {
	p := &Front{Shell: sheet("管理", "front"), Missing: d.missing()}
	staff, err := d.Read.ListStaff(site.Ctx(c), everything)
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	for _, s := range staff {
		seen[s.ID] = true
	}
	grids, err := d.Read.AreasAt(site.Ctx(c), models.LevelGrid)
	if err != nil {
		return err
	}
	p.Staff, p.Grids = len(seen), len(grids)
	changes, err := d.Read.LimitChanges(site.Ctx(c), d.Registry.Rules.Base().Key)
	if err != nil {
		return err
	}
	for _, change := range changes {
		if change.State == models.LimitWaiting {
			p.Limits++
		}
	}
	if p.Sending, err = d.Registry.SendingOn(site.Ctx(c)); err != nil {
		return err
	}
	if p.Alerts, err = d.Registry.Alerts(site.Ctx(c), d.Site.Actor(c), d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) missing() []string {
	if d.Missing == nil {
		return nil
	}
	return d.Missing()
}

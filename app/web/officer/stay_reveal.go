package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Reveal asks why a whole document number is needed, and shows it once.
type Reveal struct {
	site.Shell
	Ref, UnitRef string
	Name, Room   string
	Doc          string // drawn by masked while not shown
	Reasons      []site.Choice
	Ask          bool   // the code is asked again
	Number       string // the whole number, on the answer to the form only
	Reason       string
}

// Template names the page.
func (*Reveal) Template() string { return "officer/stay_reveal" }

// ShowReveal is GET /o/reveal/:stay.
func (d *Desk) ShowReveal(c echo.Context) error {
	p, _, err := d.reveal(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) reveal(c echo.Context) (*Reveal, store.Entry, error) {
	e, err := d.Read.Entry(site.Ctx(c), d.scope(c, policy.RosterView), c.Param("stay"))
	if err != nil {
		return nil, e, err
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
	if err != nil {
		return nil, e, err
	}
	if d.Site.Actor(c).Shift {
		return nil, e, models.Refuse(models.Forbidden, "走访班次里只看遮住的内容。要看全号，请在办公室重新登录")
	}
	// The page names the person before any number is shown: that is a look, too.
	if _, err := d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), unit.Ref, "查看证件号", d.Site.At(c)); err != nil {
		return nil, e, err
	}
	p := &Reveal{Shell: task("看完整证件号", site.Link{Href: "/o/u/" + unit.Ref, Word: "回这处房屋"}), Ref: e.Stay.Ref, UnitRef: unit.Ref,
		Name: e.Tenant.Name, Room: place(unit.Address, e.Room.No), Doc: e.Tenant.DocNo, Ask: !d.Site.Actor(c).Fresh}
	for _, reason := range registry.RevealReasons {
		p.Reasons = append(p.Reasons, site.Choice{Value: reason, Label: reason})
	}
	return p, e, nil
}

// TakeReveal is POST /o/reveal/:stay: the number is on this one answer, which the browser does not keep and which leads
// away by itself after a minute.
func (d *Desk) TakeReveal(c echo.Context) error {
	p, _, err := d.reveal(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if p.Ask && f.Get("reason") != "" {
		if f.Get("totp") == "" {
			return d.Site.Redraw(c, p, f, models.FaultAt("totp", "请再输一次动态码"))
		}
		if err := d.Site.Refresh(c, d.Registry, f.Get("totp")); err != nil {
			return d.Site.RedrawWait(c, p, f, "totp", err)
		}
		p.Ask = false
	}
	who := d.Site.Actor(c)
	if p.Ask {
		return d.Site.Redraw(c, p, f, models.FaultAt("reason", "请选查看原因，会写进记录，本人能看到。"))
	}
	number, err := d.Registry.RevealID(site.Ctx(c), who, p.Ref, f.Get("reason"), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	p.Number, p.Reason = number, f.Get("reason")
	c.Response().Header().Set("Refresh", "60; url=/o/u/"+p.UnitRef)
	return d.Site.Render(c, http.StatusOK, p)
}

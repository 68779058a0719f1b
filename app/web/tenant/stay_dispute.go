package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// NotMine lists what stands under the phone that is signed in, for somebody who cannot give the document because it is
// another's: his number was typed by mistake. It shows addresses and nothing else.
type NotMine struct {
	site.Shell
	Stays []notMine
}

type notMine struct {
	Ref, Address string
	Disputed     bool
}

// Template names the page.
func (*NotMine) Template() string { return "tenant/not_mine" }

// StayDispute asks once more before 不是我 is put down. It names no person and no room: whoever reads it may be a stranger
// to both.
type StayDispute struct {
	site.Shell
	Action, Address string
}

// Template names the page.
func (*StayDispute) Template() string { return "tenant/stay_dispute" }

// carried are the stays under the phone that is signed in which may still be disputed; the document is not asked.
func (d *Desk) carried(c echo.Context) ([]store.Entry, error) {
	at := d.Site.Moment(c)
	all, err := d.Read.ListEntries(site.Ctx(c), policy.ScopeOf(d.Site.Actor(c), policy.StaySelf, at), mostStays)
	kept := all[:0]
	for _, e := range all {
		if e.Stay.State != models.StayVoid && alive(e.Stay, at) {
			kept = append(kept, e)
		}
	}
	return kept, err
}

// ShowNotMine is GET /me/not-me.
func (d *Desk) ShowNotMine(c echo.Context) error {
	all, err := d.carried(c)
	if err != nil {
		return err
	}
	p := &NotMine{Shell: site.Shell{Title: "这不是我的登记", Audience: site.Tenant, Back: site.Link{Href: "/", Word: "返回首页"}}}
	for _, e := range all {
		unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
		if err != nil {
			return err
		}
		p.Stays = append(p.Stays, notMine{Ref: e.Stay.Ref, Address: unit.Address, Disputed: !e.Stay.DisputedAt.IsZero()})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// disputed is the stay named in the address with the address of its home.
func (d *Desk) disputed(c echo.Context) (store.Entry, models.Unit, error) {
	all, err := d.carried(c)
	if err != nil {
		return store.Entry{}, models.Unit{}, err
	}
	e, ok := find(all, c.Param("ref"))
	if !ok {
		return store.Entry{}, models.Unit{}, models.ErrNotFound
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
	return e, unit, err
}

// ShowStayDispute is GET /me/stays/{ref}/not-me.
func (d *Desk) ShowStayDispute(c echo.Context) error {
	e, unit, err := d.disputed(c)
	if err != nil {
		return err
	}
	p := &StayDispute{Shell: onMe("不是我"), Action: "/me/stays/" + e.Stay.Ref + "/not-me", Address: unit.Address}
	if !d.Site.Actor(c).DocOK {
		p.Back = site.Link{Href: "/me/not-me", Word: "返回"}
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeStayDispute is POST /me/stays/{ref}/not-me.
func (d *Desk) TakeStayDispute(c echo.Context) error {
	e, _, err := d.disputed(c)
	if err != nil {
		return err
	}
	filed, err := d.Registry.DisputeStay(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, d.Site.At(c))
	if err != nil {
		return err
	}
	next := "/me"
	if !d.Site.Actor(c).DocOK {
		next = "/me/not-me" // his record is closed to whoever cannot give the document
	}
	return d.Site.Redirect(c, next, "记下了“不是我”。"+filed.Due.Chinese()+"前，网格员核对后给您答复。查询号 "+filed.No+"。")
}

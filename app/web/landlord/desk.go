// Package landlord holds the pages of the 户主: his homes, their rosters, and everything he reports.
package landlord

import (
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Desk serves these pages.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page {
	return []site.Page{
		&Home{}, &Homes{}, &Messages{}, &Me{}, &Tenants{},
		&UnitRegister{}, &UnitMend{}, &Claim{}, &ClaimPeople{}, &Unit{}, &Door{}, &Room{}, &PlatePrint{}, &PlateWait{}, &Invite{}, &StayAway{}, &Proof{}, &DeskCode{}, &ProofPrint{},
		&CheckIn{}, &CheckInCheck{}, &CheckInDone{}, &CheckInMany{}, &CheckInPaste{},
		&Roster{}, &RosterPrint{}, &CheckOut{}, &Change{}, &Accept{},
	}
}

var backHome = site.Link{Href: "/h", Word: "返回首页"}

// mostHomes is how many homes one page lists; whoever has more is no private landlord and works by files.
const mostHomes = 200

// scope is what the one who asks may do this with, now.
func (d *Desk) scope(c echo.Context, act policy.Action) policy.Scope {
	return policy.ScopeOf(d.Site.Actor(c), act, d.Site.Moment(c))
}

// homes are the homes that the one who asks owns or manages.
func (d *Desk) homes(c echo.Context) ([]models.Unit, error) {
	return d.Read.ListUnits(site.Ctx(c), d.scope(c, policy.UnitView), 0, mostHomes)
}

// unit finds the home in the address; outside the scope it is not there.
func (d *Desk) unit(c echo.Context, act policy.Action) (models.Unit, error) {
	return d.Read.Unit(site.Ctx(c), d.scope(c, act), c.Param("ref"))
}

// entry finds the stay in the address and its home.
func (d *Desk) entry(c echo.Context, act policy.Action) (models.Unit, store.Entry, error) {
	unit, err := d.unit(c, act)
	if err != nil {
		return unit, store.Entry{}, err
	}
	e, err := d.Read.Entry(site.Ctx(c), d.scope(c, act), c.Param("stay"))
	if err == nil && e.Stay.UnitID != unit.ID {
		err = models.ErrNotFound
	}
	return unit, e, err
}

// at is the address of a page of a home; the parts are escaped, because a room may be called 东/1.
func at(unitRef string, parts ...string) string {
	path := "/h/u/" + url.PathEscape(unitRef)
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

// task is the shell of a page without tabs, on which one thing is done.
func task(title string, back site.Link) site.Shell {
	return site.Shell{Title: title, Audience: site.Landlord, Back: back}
}

package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/mask"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// DeskHome is a home at the counter: whose it is, who lives there, and what can be done for them.
type DeskHome struct {
	site.Shell
	Ref, Address, Code, Owner string
	Closed                    string // why nothing can be done for the landlord, "" when it can
	CanClaim, CanConfirm      bool
	Rooms                     []site.Row
	People                    []Person
}

// Template names the page.
func (*DeskHome) Template() string { return "officer/desk_home" }

// ShowDeskHome is GET /o/desk/u/:ref.
func (d *Desk) ShowDeskHome(c echo.Context) error {
	view, err := d.deskView(c)
	if err != nil {
		return err
	}
	u := view.Unit
	r := d.roster(view, d.Site.Moment(c), mayLook{})
	p := &DeskHome{Shell: task("窗口代办", toDesk), Ref: u.Ref, Address: u.Address, Code: u.ShortCode, Closed: models.CheckDesk(u), CanClaim: u.OwnerID != 0 && u.Claim == models.ClaimOpen,
		CanConfirm: len(allAtOnce(view, d.Site.Moment(c))) > 0, Owner: mask.Name(view.Owner.Name), People: r.people(false)}
	for _, room := range view.Rooms {
		tile := r.tile(room)
		p.Rooms = append(p.Rooms, site.Row{Word: room.No + " 房", Value: tile.Tag.Word, More: tile.Holds})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// deskView is the home in the address as the counter sees it; the look is put down.
func (d *Desk) deskView(c echo.Context) (registry.RosterView, error) {
	return d.Registry.DeskView(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
}

// deskEntry is the home and, where the address names one, the stay in it.
func (d *Desk) deskEntry(c echo.Context) (registry.RosterView, store.Entry, error) {
	view, err := d.deskView(c)
	if err != nil || c.Param("stay") == "" {
		return view, store.Entry{}, err
	}
	for _, e := range view.Entries {
		if e.Stay.Ref == c.Param("stay") {
			return view, e, nil
		}
	}
	return view, store.Entry{}, models.ErrNotFound
}

// will is what the form says of the landlord's or the tenant's wish.
func will(f site.Form) registry.Will {
	return registry.Will{Code: f.Get("code"), Slip: f.Get("slip")}
}

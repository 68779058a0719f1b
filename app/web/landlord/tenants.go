package landlord

import (
	"net/http"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Tenants are those who lived in one of the landlord's homes and left within the time the profile keeps them.
type Tenants struct {
	site.Shell
	Unit, Address, Room, Query string
	List                       []Former
	Days                       int
}

// Former is one of them: name and last four.
type Former struct {
	Stay, Name, Doc, Where string
	Left                   workday.Day
}

// Template names the page.
func (*Tenants) Template() string { return "landlord/tenants" }

const mostFormer = 1000 // stays looked at, newest first

// ShowTenants is GET /h/tenants?u=&room=.
func (d *Desk) ShowTenants(c echo.Context) error {
	return d.showTenants(c, c.QueryParam("u"), c.QueryParam("room"), "")
}

func (d *Desk) showTenants(c echo.Context, ref, room, query string) error {
	unit, units, err := d.tenantsUnit(c, ref)
	if err != nil {
		return err
	}
	p := &Tenants{Shell: task("从老房客里选", site.Link{Href: checkInAt(unit.Ref, room), Word: "返回入住登记"}), Unit: unit.Ref,
		Address: unit.Address, Room: room, Query: strings.TrimSpace(query), Days: d.Registry.Limits().RetentionDays}
	all, err := d.former(c, unit, units)
	if err != nil {
		return err
	}
	for _, e := range all {
		if !strings.HasPrefix(e.Tenant.Name, p.Query) {
			continue
		}
		p.List = append(p.List, Former{Stay: e.Stay.Ref, Name: e.Tenant.Name, Doc: idcard.Last4(e.Tenant.DocNo), Left: e.Stay.MovedOutOn,
			Where: place(units[e.Stay.UnitID].Label, e.Room.No, true)})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// tenantsUnit is the home into which somebody is to be entered, the first one where none is named.
func (d *Desk) tenantsUnit(c echo.Context, ref string) (models.Unit, map[int64]models.Unit, error) {
	units, err := d.homes(c)
	if err != nil {
		return models.Unit{}, nil, err
	}
	byID := map[int64]models.Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	for _, u := range units {
		if u.Ref == ref || ref == "" {
			return u, byID, nil
		}
	}
	return models.Unit{}, nil, models.ErrNotFound
}

// former lists each person of the same landlord once, by the newest stay, unless he lives in one of these homes now.
func (d *Desk) former(c echo.Context, target models.Unit, homes map[int64]models.Unit) ([]entry, error) {
	entries, err := d.Read.ListEntries(site.Ctx(c), policy.Scope{User: d.scope(c, policy.RosterView).User, At: d.Site.Moment(c)}, mostFormer)
	if err != nil {
		return nil, err
	}
	today := d.Site.Moment(c).Day()
	keep := today - workday.Day(d.Registry.Limits().RetentionDays)
	seen := map[string]bool{}
	for _, e := range entries {
		if e.Stay.LivesOn(today) {
			seen[string(e.Stay.DocIndex)] = true
		}
	}
	var all []entry
	for _, e := range entries {
		person := string(e.Stay.DocIndex)
		if homes[e.Stay.UnitID].OwnerID != target.OwnerID { // a helper carries nobody from one landlord to another
			continue
		}
		if seen[person] || e.Stay.State == models.StayVoid || !e.Stay.Over(today) || e.Stay.MovedOutOn < keep || e.Tenant.DocNo == "" {
			continue
		}
		seen[person] = true
		all = append(all, e)
	}
	return all, nil
}

// TakeTenant is POST /h/tenants: the person chosen goes into a draft on the server, his numbers stay there. With find it is the list
// of those whose names begin with q, which stands in no address.
func (d *Desk) TakeTenant(c echo.Context) error {
	f, err := site.ReadForm(c)
	if f.Has("find") { // without the signs that nobody sees
		return d.showTenants(c, f.Get("u"), f.Get("room"), f.Get("q"))
	}
	if err != nil {
		return err
	}
	unit, units, err := d.tenantsUnit(c, f.Get("u"))
	if err != nil {
		return err
	}
	all, err := d.former(c, unit, units)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Stay.Ref == f.Get("stay") {
			return d.draftFormer(c, unit, e, f.Get("room"))
		}
	}
	return models.ErrNotFound
}

func (d *Desk) draftFormer(c echo.Context, unit models.Unit, e entry, room string) error {
	y, m, day := dateWords(d.Site.Moment(c).Day())
	form := registry.StayForm{Room: room, Name: e.Tenant.Name, DocType: e.Tenant.DocType, DocNo: e.Tenant.DocNo, Country: e.Tenant.Country,
		Phone: e.Tenant.Phone, NoPhone: e.Tenant.Phone == "", MovedIn: "other", MovedInY: y, MovedInM: m, MovedInD: day, Term: e.Stay.Term, Relation: e.Stay.Relation,
		Guardian: e.Stay.Guardian, GuardPhone: e.Stay.GuardPhone}
	ref, err := d.keepDraft(c, "", draft{Unit: unit.Ref, People: []person{{StayForm: form, Held: true}}})
	if err != nil {
		return err
	}
	if room == "" { // the form asks for what is missing
		return d.Site.Redirect(c, at(unit.Ref, "checkin")+"?d="+ref+"&i=0", "")
	}
	return d.Site.Redirect(c, at(unit.Ref, "checkin", "check")+"?d="+ref, "")
}

package landlord

import (
	"context"
	"net/http"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Unit is one home with what its landlord may change of it.
type Unit struct {
	site.Shell
	Ref, Address, Place, Label, ShortCode, Kind, State string
	Open, Vacant, Occupied, Delisted, Anybody, Mend    bool
	Floors                                             []Floor
	Signed                                             []site.Row
	Notes                                              []Note
	Facts                                              []site.Row // what this kind of home alone has
	Site                                               bool       // a work site, with a last day
	Ends                                               workday.Day
	MendBy                                             string // by when it is to be put right, of an accepted home
	Answered                                           bool   // an accepted home was put right, and waits for the officer
	Anew                                               bool   // it was put right and has no plate until the officer looked at it
	Hangs                                              bool   // a plate of it was good before, and its code still is
	Grade                                              site.Tag
	GradeWhy                                           []models.GradeReason
	Every                                              int    // days between two visits
	Plate                                              string // the address on the plate at the door, where it is another one
}

// Template names the page.
func (*Unit) Template() string { return "landlord/unit" }

func (d *Desk) newUnit(c echo.Context, act policy.Action) (*Unit, error) {
	h, err := d.house(c, act)
	if err != nil {
		return nil, err
	}
	line, err := d.Read.Above(site.Ctx(c), h.unit)
	if err != nil {
		return nil, err
	}
	u := h.unit
	p := &Unit{Shell: site.Shell{Title: u.Address, Audience: site.Landlord, Tab: "home", Unit: u.Ref, Back: site.Link{Href: "/h?u=" + u.Ref, Word: "返回首页"}},
		Ref: u.Ref, Address: u.Address, Place: placeWords(line), Label: u.Label, ShortCode: u.ShortCode, Kind: wordOf(models.KindNames, u.Kind),
		State: u.StateName(), Open: u.DoorOpen(), Vacant: u.Occupancy == models.OccupancyVacant, Occupied: u.Occupancy == models.OccupancyOccupied,
		Delisted: u.Delisted(), Mend: u.State == models.UnitRectify, Anew: u.Resubmitted(), Hangs: u.DoorAnswers()}
	back, err := d.Read.LastReturn(site.Ctx(c), u.ID)
	if err != nil {
		return nil, err
	}
	if p.Answered = u.Rectifying() && !p.Mend; p.Mend && (u.Rectifying() || back.MendBy != 0) {
		p.MendBy = mendWords(back.MendBy, h.today)
	}
	if u.PlateStale() && !back.AsksAddress() {
		p.Plate = u.PlateAddress
	}
	p.Facts, p.Site, p.Ends = site.KindFacts(u), models.AsksOf(u.Kind).End, u.EndsOn
	if err := d.fillGrade(c, p, u); err != nil {
		return nil, err
	}
	p.Floors, _ = h.rack()
	if p.Notes, err = h.notes(nil); err != nil {
		return nil, err
	}
	for _, e := range h.entries {
		p.Anybody = p.Anybody || e.Stay.OnRoster(h.today)
	}
	for _, pledge := range pledges {
		one, err := d.Read.Pledged(site.Ctx(c), u.ID, pledge.Kind)
		if err != nil {
			return nil, err
		}
		if one.ID != 0 {
			p.Signed = append(p.Signed, site.Row{Word: pledge.Title, Value: one.SignedAt.Day().ChineseFull() + "签", More: "第 " + one.Version + " 版"})
		}
	}
	return p, nil
}

// ShowUnit is GET /h/u/:ref.
func (d *Desk) ShowUnit(c echo.Context) error {
	p, err := d.newUnit(c, policy.UnitView)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// Relabel is POST /h/u/:ref/label, another short name.
func (d *Desk) Relabel(c echo.Context) error {
	p, err := d.newUnit(c, policy.UnitChange)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Registry.Relabel(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Get("label"), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(p.Ref), "改好了：短名叫“"+f.Get("label")+"”。")
}

// TakeEnd is POST /h/u/:ref/end: ends_on_y, _m and _d, until when a work site stands.
func (d *Desk) TakeEnd(c echo.Context) error {
	p, err := d.newUnit(c, policy.UnitChange)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Registry.EndUnit(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Get("ends_on_y"), f.Get("ends_on_m"), f.Get("ends_on_d"), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(p.Ref), "改好了。住在这里的人，租期也跟着改了。")
}

// SayVacant is POST /h/u/:ref/vacant: vacant=1 空置, vacant=0 有人住.
func (d *Desk) SayVacant(c echo.Context) error {
	return d.sayUnit(c, "vacant", d.Registry.SayVacant, "记下了：现在空置。", "记下了：有人住。")
}

// Delist is POST /h/u/:ref/listing: off=1 停租, off=0 恢复出租.
func (d *Desk) Delist(c echo.Context) error {
	return d.sayUnit(c, "off", d.Registry.Delist, "停租了。要再出租，点恢复出租。", "恢复出租了。")
}

// sayUnit is the errand of one button with two meanings.
func (d *Desk) sayUnit(c echo.Context, field string, verb func(context.Context, policy.Actor, string, bool, time.Time) error, on, off string) error {
	unit, err := d.unit(c, policy.UnitChange)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	said := off
	if f.Get(field) == "1" {
		said = on
	}
	if err := verb(site.Ctx(c), d.Site.Actor(c), unit.Ref, f.Get(field) == "1", d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, at(unit.Ref), said)
}

// TakeHung is POST /h/u/:ref/hung: the plate with the new address hangs at the door.
func (d *Desk) TakeHung(c echo.Context) error {
	unit, err := d.unit(c, policy.DoorHang)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if err := d.Registry.HangPlate(site.Ctx(c), d.Site.Actor(c), unit.Ref, f.Get("address"), d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, at(unit.Ref), "记下了：门上的门牌是新地址。")
}

// Door asks once more before a plate is replaced.
type Door struct {
	site.Shell
	Ref, Address, ShortCode string
}

// Template names the page.
func (*Door) Template() string { return "landlord/door_reissue" }

// ShowDoor is GET /h/u/:ref/door.
func (d *Desk) ShowDoor(c echo.Context) error {
	unit, err := d.unit(c, policy.DoorReissue)
	if err != nil {
		return err
	}
	if unit.CheckPlate() != nil {
		return d.plateWait(c, unit, "换门牌")
	}
	back := site.Link{Href: at(unit.Ref), Word: "返回这处房子"}
	return d.Site.Render(c, http.StatusOK, &Door{Shell: task("换门牌", back), Ref: unit.Ref, Address: unit.Address, ShortCode: unit.ShortCode})
}

// TakeDoor is POST /h/u/:ref/door.
func (d *Desk) TakeDoor(c echo.Context) error {
	unit, err := d.unit(c, policy.DoorReissue)
	if err != nil {
		return err
	}
	if err := d.Registry.ReissueDoor(site.Ctx(c), d.Site.Actor(c), unit.Ref, d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, at(unit.Ref, "plate"), "")
}

package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/mask"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// StayConfirm is 我还住这里 for the phone that was just proved.
type StayConfirm struct {
	site.Shell
	Action, Address, Path string
	Stays                 []doorStay
}

// doorStay is one stay behind a door, as the person himself may see it there: the room, and whose it is only where one
// phone carries several.
type doorStay struct {
	Ref, Room, Name string
	Since           workday.Day
	Left            workday.Day // a check-out that may still be recalled
}

// Template names the page.
func (*StayConfirm) Template() string { return "tenant/stay_confirm" }

func doorStays(all []store.Entry, at workday.Moment) []doorStay {
	var stays []doorStay
	for _, e := range all {
		s := doorStay{Ref: e.Stay.Ref, Room: e.Room.No, Since: e.Stay.MovedInOn}
		if len(all) > 1 {
			s.Name = mask.Name(e.Tenant.Name)
		}
		if e.Stay.Recallable(at) {
			s.Left = e.Stay.MovedOutOn
		}
		stays = append(stays, s)
	}
	return stays
}

// ShowStayConfirm is GET /d/{token}/stay. The phone is enough here, without the last four of the document: the page says
// nothing but the address and the room, and the tap ends nothing. Leaving asks for them (stay_left.go).
func (d *Desk) ShowStayConfirm(c echo.Context, door registry.Door) error {
	own, err := d.ownHere(c, door)
	if err != nil {
		return err
	}
	if len(own) == 0 {
		return d.askPhone(c, door, "stay")
	}
	return d.Site.Render(c, http.StatusOK, &StayConfirm{
		Shell: atDoor(door, "我还住这里"), Action: doorPath(door) + "/stay", Path: doorPath(door), Address: door.Place(), Stays: doorStays(own, d.Site.Moment(c)),
	})
}

// TakeStayConfirm is POST /d/{token}/stay: a phone to send the code to, or the stay that goes on.
func (d *Desk) TakeStayConfirm(c echo.Context, door registry.Door) error {
	f, err := site.ReadForm(c)
	if err != nil || f.Has("phone") {
		return d.takePhone(c, door, f, err, "stay")
	}
	own, err := d.ownHere(c, door)
	if err != nil {
		return err
	}
	e, ok := find(own, f.Get("stay"))
	if !ok {
		return d.askPhone(c, door, "stay")
	}
	if err := d.stillHere(c, e); err != nil {
		return err
	}
	return d.Site.Redirect(c, doorPath(door), "记下了：您还住在 "+door.Room(e.Room.No)+"。")
}

// stillHere confirms a stay, or takes back a check-out that somebody entered too early.
func (d *Desk) stillHere(c echo.Context, e store.Entry) error {
	if e.Stay.Recallable(d.Site.Moment(c)) {
		return d.Registry.RecallCheckOut(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, d.Site.At(c))
	}
	return d.Registry.ConfirmStay(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, d.Site.At(c))
}

func find(own []store.Entry, ref string) (store.Entry, bool) {
	for _, e := range own {
		if e.Stay.Ref == ref {
			return e, true
		}
	}
	return store.Entry{}, false
}

// TakeMeConfirm is POST /me/stays/{ref}/confirm: 我还住这里, or the recall of a check-out.
func (d *Desk) TakeMeConfirm(c echo.Context) error {
	e, unit, handled, err := d.ownStay(c, c.Param("ref"))
	if handled {
		return err
	}
	if err := d.stillHere(c, e); err != nil {
		return err
	}
	return d.Site.Redirect(c, "/me", "记下了：您还住在 "+unit.Address+" "+e.Room.No+" 房。")
}

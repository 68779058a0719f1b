package tenant

import (
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// doorForm names the drafts of the pages that ask for a phone at the door; they keep it out of every address.
const doorForm = "door"

// DoorPhone asks for the phone before a page behind the plate that is about one person.
type DoorPhone struct {
	site.Shell
	Action string
	Words  string
	Path   string // of the door
	None   bool   // the phone that is signed in stands on no stay here
	Code   string // address of the page for the code, when one is on its way already
}

// Template names the page.
func (*DoorPhone) Template() string { return "tenant/door_phone" }

var doorErrands = map[string][2]string{
	"stay": {"我还住这里", "先验证手机，再点一下就好。"},
	"left": {"我已经搬走", "先验证手机，再选哪天搬走。"},
}

func newDoorPhone(door registry.Door, errand string, none bool) *DoorPhone {
	words := doorErrands[errand]
	return &DoorPhone{Shell: atDoor(door, words[0]), Words: words[1], Path: doorPath(door), Action: doorPath(door) + "/" + errand, None: none}
}

// sendDoorCode sends the code and keeps the phone for the next page. The answer is the same for every phone.
func (d *Desk) sendDoorCode(c echo.Context, door registry.Door, f site.Form, errand string) error {
	keep := func() (string, error) {
		body := url.Values{"phone": {f.Get("phone")}, "to": {errand}, "door": {door.Unit.Ref}}
		ref, err := d.Registry.KeepDraft(site.Ctx(c), policy.Actor{}, doorForm, "", body.Encode(), d.Site.At(c))
		return doorPath(door) + "/code?d=" + url.QueryEscape(ref), err
	}
	err := d.Registry.SendCode(site.Ctx(c), d.Site.Actor(c), f.Get("phone"))
	p := newDoorPhone(door, errand, false)
	if models.IsKind(err, models.TooMany) {
		code, e := keep()
		if e != nil {
			return e
		}
		p.Code = code
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "phone", err)
	}
	code, err := keep()
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, code, "")
}

// ownHere are the stays in this home that carry the phone of whoever is signed in, those that are over left out unless
// the check-out may still be recalled. Nobody signed in has none.
func (d *Desk) ownHere(c echo.Context, door registry.Door) ([]store.Entry, error) {
	who, at := d.Site.Actor(c), d.Site.Moment(c)
	if len(who.Phone) == 0 {
		return nil, nil
	}
	all, err := d.Read.ListEntries(site.Ctx(c), policy.ScopeOf(who, policy.StaySelf, at), mostStays)
	if err != nil {
		return nil, err
	}
	var here []store.Entry
	for _, e := range all {
		if e.Stay.UnitID == door.Unit.ID && alive(e.Stay, at) {
			here = append(here, e)
		}
	}
	return here, nil
}

// mostStays are as many stays as one phone is shown.
const mostStays = 50

func alive(s models.Stay, at workday.Moment) bool {
	return !s.Over(at.Day()) || s.Recallable(at)
}

// askPhone draws the page that asks for the phone, to strangers and to those whose phone stands on no stay here.
func (d *Desk) askPhone(c echo.Context, door registry.Door, errand string) error {
	return d.Site.Render(c, http.StatusOK, newDoorPhone(door, errand, len(d.Site.Actor(c).Phone) > 0))
}

// takePhone reads the page that asks for the phone.
func (d *Desk) takePhone(c echo.Context, door registry.Door, f site.Form, fault error, errand string) error {
	if fault != nil {
		return d.Site.Redraw(c, newDoorPhone(door, errand, false), f, fault)
	}
	return d.sendDoorCode(c, door, f, errand)
}

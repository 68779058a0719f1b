package officer

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// DeskChange is 变更 for a landlord at the counter: room, phone, relation, end of the lease.
type DeskChange struct {
	site.Shell
	Path, Name, Room, Relation string
	Correct                    string // where an officer puts a number right; "" = it is not his
	Phone, LeaseEnd            string // the last four; the day as stored
	Rev                        int64
	Rooms, Relations           []site.Choice
	Guardian                   bool // of a child: whom to ask is still to be written
	stay, ref                  string
	phone                      string // kept when the field is left empty; never drawn
}

// Template names the page.
func (*DeskChange) Template() string { return "officer/desk_change" }

// PhoneHint says that an empty field keeps the phone.
func (p *DeskChange) PhoneHint() string {
	if p.Phone == "" {
		return "现在没有"
	}
	return "现在的尾号 " + p.Phone + "。不改就空着"
}

func (d *Desk) newDeskChange(c echo.Context) (*DeskChange, error) {
	view, e, err := d.deskEntry(c)
	if err != nil {
		return nil, err
	}
	if gone(e.Stay, d.Site.Moment(c)) {
		return nil, models.Refuse(models.Conflict, "这一位已经搬走了。要是又住回来，请再登记一次")
	}
	p := &DeskChange{Shell: task("变更", backTo(view.Unit.Ref)), Path: stayAt(view.Unit.Ref, e, "change"), Name: e.Tenant.Name, Room: e.Room.No,
		Relation: e.Stay.Relation, Rev: e.Stay.Rev, Relations: []site.Choice{{Label: "不填"}}, ref: view.Unit.Ref, stay: e.Stay.Ref,
		Guardian: e.Stay.AsksGuardian(e.Tenant, d.Site.Moment(c).Day())}
	if p.phone, err = d.Read.PhoneOf(site.Ctx(c), e); err != nil {
		return nil, err
	}
	p.Phone = idcard.Last4(p.phone)
	if d.may(c, policy.StayCorrect) {
		p.Correct = "/o/stays/" + e.Stay.Ref + "/correct"
	}
	if !e.Stay.LeaseEnd.IsZero() {
		p.LeaseEnd = e.Stay.LeaseEnd.String()
	}
	for _, room := range view.Rooms {
		p.Rooms = append(p.Rooms, site.Choice{Value: room.No, Label: room.No})
	}
	known := e.Stay.Relation == ""
	for _, word := range models.Relations {
		p.Relations = append(p.Relations, site.Choice{Value: word, Label: word})
		known = known || word == e.Stay.Relation
	}
	if !known { // one written in a file is kept
		p.Relations = append(p.Relations, site.Choice{Value: e.Stay.Relation, Label: e.Stay.Relation})
	}
	return p, nil
}

// ShowDeskChange is GET /o/desk/u/:ref/stays/:stay/change.
func (d *Desk) ShowDeskChange(c echo.Context) error {
	p, err := d.newDeskChange(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeDeskChange is POST to the same address.
func (d *Desk) TakeDeskChange(c echo.Context) error {
	p, err := d.newDeskChange(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	var change registry.StayChange
	if err == nil {
		change, err = p.change(f, d.Site.Moment(c).Day())
	}
	if err == nil {
		err = d.Registry.DeskChange(site.Ctx(c), d.Site.Actor(c), p.stay, change, will(f), f.Once(), d.Site.At(c))
	}
	if err != nil {
		return d.Site.RedrawChanged(c, p, f, "现在是 "+p.Room+" 房。", err)
	}
	return d.Site.Redirect(c, "/o/desk/u/"+p.ref, "改好了："+p.Name+"的信息。")
}

func (p *DeskChange) change(f site.Form, today workday.Day) (registry.StayChange, error) {
	rev, err := strconv.ParseInt(f.Get("rev"), 10, 64)
	if err != nil || rev == 0 {
		rev = -1 // a form without its rev is older than any
	}
	change := registry.StayChange{Rev: rev, Room: f.Get("room"), Phone: f.Get("phone"), NoPhone: f.On("no_phone"), Relation: f.Get("relation"),
		Guardian: f.Get("guardian_name"), GuardPhone: f.Get("guardian_phone")}
	if change.Phone == "" && !change.NoPhone {
		change.Phone, change.NoPhone = p.phone, p.phone == ""
	}
	change.LeaseEnd, err = typedDay("lease_end", f.Get("lease_end"), today, true)
	return change, err
}

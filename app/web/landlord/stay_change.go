package landlord

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// Change is 改信息: room, phone, relation, end of the lease. The document number is not among it.
type Change struct {
	site.Shell
	Ref, Stay, Name, Doc  string
	Rev                   int64
	Rooms                 []site.Choice
	Room, Relation, Phone string // Phone is the last four
	Year, Month, Day      string // of the end of the lease, as stored or typed
	Guardian              bool   // of a child: whom to ask is still to be written
	phone                 string // kept when the field is left empty; never drawn
}

// Template names the page.
func (*Change) Template() string { return "landlord/stay_change" }

// Relations are the words for the relation to the lessee; one written in a file is kept.
func (p *Change) Relations() []site.Choice {
	all := relationChoices()
	for _, c := range all {
		if c.Value == p.Relation {
			return all
		}
	}
	return append(all, site.Choice{Value: p.Relation, Label: p.Relation})
}

// PhoneHint says that an empty field keeps the phone.
func (p *Change) PhoneHint() string {
	if p.Phone == "" {
		return "现在没有。有了就填上"
	}
	return "现在的尾号 " + p.Phone + "。不改就空着"
}

func (d *Desk) newChange(c echo.Context) (*Change, error) {
	h, err := d.house(c, policy.StayChange)
	if err != nil {
		return nil, err
	}
	_, e, err := d.entry(c, policy.StayChange)
	if err != nil {
		return nil, err
	}
	if e.Stay.Over(h.today) {
		return nil, models.Refuse(models.Conflict, "这一位已经搬走了。要是又住回来，请再登记一次")
	}
	number, err := d.Read.PhoneOf(site.Ctx(c), e)
	if err != nil {
		return nil, err
	}
	p := &Change{Shell: task("改信息", site.Link{Href: at(h.unit.Ref, "roster"), Word: "返回名册"}), Ref: h.unit.Ref, Stay: e.Stay.Ref, Rev: e.Stay.Rev,
		Name: e.Tenant.Name, Doc: idcard.Last4(e.Tenant.DocNo), Phone: idcard.Last4(number), Room: e.Room.No, Relation: e.Stay.Relation,
		phone: number, Guardian: e.Stay.AsksGuardian(e.Tenant, h.today)}
	for _, r := range h.rooms {
		p.Rooms = append(p.Rooms, site.Choice{Value: r.No, Label: r.No})
	}
	if end := e.Stay.LeaseEnd; !end.IsZero() {
		y, m, day := end.Date()
		p.Year, p.Month, p.Day = strconv.Itoa(y), strconv.Itoa(int(m)), strconv.Itoa(day)
	}
	return p, nil
}

// ShowChange is GET /h/u/:ref/stays/:stay/edit.
func (d *Desk) ShowChange(c echo.Context) error {
	p, err := d.newChange(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeChange is POST to the same address. An empty phone keeps the one that is there; 没有手机 takes it out.
func (d *Desk) TakeChange(c echo.Context) error {
	p, err := d.newChange(c)
	if err != nil {
		return err
	}
	now := p.now()
	f, err := site.ReadForm(c)
	p.Year, p.Month, p.Day = f.Get("lease_end_y"), f.Get("lease_end_m"), f.Get("lease_end_d")
	if err == nil {
		err = d.Registry.ChangeStay(site.Ctx(c), d.Site.Actor(c), p.Stay, p.change(f), d.Site.At(c))
	}
	if err != nil {
		return d.Site.RedrawChanged(c, p, f, now, err)
	}
	return d.Site.Redirect(c, at(p.Ref, "roster")+"#s-"+p.Stay, "改好了："+p.Name+"的信息。")
}

// now tells what stands in the register.
func (p *Change) now() string {
	words := "现在是 " + p.Room + " 房"
	if p.Phone == "" {
		words += "，没有手机"
	} else {
		words += "，手机尾号 " + p.Phone
	}
	if p.Relation != "" {
		words += "，关系" + p.Relation
	}
	if p.Year != "" {
		words += "，租约到 " + p.Year + " 年 " + p.Month + " 月 " + p.Day + " 日"
	}
	return words + "。"
}

func (p *Change) change(f site.Form) registry.StayChange {
	rev, _ := strconv.ParseInt(f.Get("rev"), 10, 64)
	if rev == 0 {
		rev = -1 // a form without its rev is older than any
	}
	change := registry.StayChange{Rev: rev, Room: f.Get("room"), Phone: f.Get("phone"), NoPhone: f.On("no_phone"), Relation: f.Get("relation"),
		Guardian: f.Get("guardian_name"), GuardPhone: f.Get("guardian_phone")}
	if change.Phone == "" && !change.NoPhone {
		change.Phone, change.NoPhone = p.phone, p.phone == ""
	}
	if p.Year+p.Month+p.Day != "" {
		change.LeaseEnd = registry.DayForm{Choice: "other", Y: p.Year, M: p.Month, D: p.Day}
	}
	return change
}

package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Accept asks the landlord about somebody who registered himself: 是我的房客, or not.
type Accept struct {
	site.Shell
	Ref, Stay, Name, Room string
	Doc, Phone, Derived   string
	Via                   string
	Guardian              string
	MovedIn, Last         workday.Day
	Handled               bool // nothing left to do
	Looking               bool // 不是我的房客 was said: the grid looks
	Warnings              []string
}

// Template names the page.
func (*Accept) Template() string { return "landlord/stay_accept" }

var viaWords = map[string]string{models.ViaDoor: "扫门上的码", models.ViaCode: "输房屋编号", models.ViaInvite: "您发的登记卡", models.ViaVisit: "网格员上门时登的", models.ViaSheet: "社区的老名册里有"}

func (d *Desk) newAccept(c echo.Context) (*Accept, error) {
	h, err := d.house(c, policy.StayAccept)
	if err != nil {
		return nil, err
	}
	_, e, err := d.entry(c, policy.StayAccept)
	if err != nil {
		return nil, err
	}
	number, err := d.Read.PhoneOf(site.Ctx(c), e)
	if err != nil {
		return nil, err
	}
	back := site.Link{Href: "/h?u=" + h.unit.Ref, Word: "返回首页"}
	p := &Accept{Shell: task("是您的房客吗", back), Ref: h.unit.Ref, Stay: e.Stay.Ref, Name: e.Tenant.Name, Room: e.Room.No,
		Doc: idcard.Last4(e.Tenant.DocNo), Phone: idcard.Last4(number), Derived: derived(e.Tenant), Via: viaWords[e.Stay.DeclaredVia],
		Guardian: e.Stay.Guardian, MovedIn: e.Stay.MovedInOn}
	if !e.Stay.DeclaredAt.IsZero() {
		p.Last = e.Stay.DeclaredAt.Day() + workday.Day(h.limits.DeclareDays)
	}
	p.Looking = e.Stay.State == models.StayReturned
	p.Handled = e.Stay.State != models.StayDeclared && !p.Looking
	if limit, n := e.Room.CapOf(h.unit.Kind, h.limits), len(h.in(e.Room)); n > limit && !p.Handled {
		p.Warnings = append(p.Warnings, capWords(e.Room.No, limit, n))
	}
	return p, nil
}

// ShowAccept is GET /h/u/:ref/pending/:stay.
func (d *Desk) ShowAccept(c echo.Context) error {
	p, err := d.newAccept(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeAccept is POST to the same address: answer=yes, or answer=no with a reason.
func (d *Desk) TakeAccept(c echo.Context) error {
	p, err := d.newAccept(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if f.Get("answer") != "no" {
		if err := d.Registry.AcceptStay(site.Ctx(c), d.Site.Actor(c), p.Stay, d.Site.At(c)); err != nil {
			return err
		}
		return d.Site.Redirect(c, "/h?u="+p.Ref, "登记好了："+p.Room+" 房·"+p.Name+"。")
	}
	if err := d.Registry.RejectStay(site.Ctx(c), d.Site.Actor(c), p.Stay, f.Text("reason"), d.Site.At(c)); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/h?u="+p.Ref, "记下了：不是您的房客。网格员会上门看，您不用再办。")
}

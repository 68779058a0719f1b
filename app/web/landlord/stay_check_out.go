package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// CheckOut asks once more before somebody is checked out, and on which day he left.
type CheckOut struct {
	site.Shell
	Ref, Stay, Name, Room string
	MovedIn, Today, Until workday.Day
	Texted                bool
}

// Template names the page.
func (*CheckOut) Template() string { return "landlord/stay_check_out" }

// TodayWords say which day today is.
func (p *CheckOut) TodayWords() string { return "今天是 " + p.Today.ChineseFull() }

func (d *Desk) newCheckOut(c echo.Context) (*CheckOut, error) {
	unit, e, err := d.entry(c, policy.StayCheckOut)
	if err != nil {
		return nil, err
	}
	today := d.Site.Moment(c).Day()
	back := site.Link{Href: at(unit.Ref, "roster"), Word: "返回名册"}
	return &CheckOut{Shell: task("退房登记", back), Ref: unit.Ref, Stay: e.Stay.Ref, Name: e.Tenant.Name, Room: e.Room.No, MovedIn: e.Stay.MovedInOn,
		Today: today, Until: today + workday.Day(d.Registry.Limits().RecallDays), Texted: e.Tenant.Phone != ""}, nil
}

// ShowCheckOut is GET /h/u/:ref/stays/:stay/checkout.
func (d *Desk) ShowCheckOut(c echo.Context) error {
	p, err := d.newCheckOut(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeCheckOut is POST to the same address.
func (d *Desk) TakeCheckOut(c echo.Context) error {
	p, err := d.newCheckOut(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		day := registry.DayForm{Choice: f.Get("moved_out"), Y: f.Get("moved_out_y"), M: f.Get("moved_out_m"), D: f.Get("moved_out_d")}
		err = d.Registry.CheckOut(site.Ctx(c), d.Site.Actor(c), p.Stay, day, d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(p.Ref, "roster"), "退房登记好了："+p.Room+" 房·"+p.Name+"。点错了，7 天内到“已搬走”里撤回。")
}

// RecallCheckOut is POST /h/u/:ref/stays/:stay/recall, within 7 days.
func (d *Desk) RecallCheckOut(c echo.Context) error {
	unit, e, err := d.entry(c, policy.StayRecall)
	if err != nil {
		return err
	}
	if err := d.Registry.RecallCheckOut(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, at(unit.Ref, "roster")+"#s-"+e.Stay.Ref, "撤回了："+e.Tenant.Name+"还住在 "+e.Room.No+" 房。")
}

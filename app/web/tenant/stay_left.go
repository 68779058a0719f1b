package tenant

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// StayLeft is 我已经搬走, at the door or from 我的登记.
type StayLeft struct {
	site.Shell
	Action, Address string
	Stays           []doorStay
	Choices         []site.Choice // which one, where the phone carries several
	Days            int           // how long it may be recalled
}

// Template names the page.
func (*StayLeft) Template() string { return "tenant/stay_left" }

func (d *Desk) newStayLeft(c echo.Context, shell site.Shell, action, address string, own []store.Entry) *StayLeft {
	p := &StayLeft{Shell: shell, Action: action, Address: address, Days: d.Registry.Limits().RecallDays, Stays: doorStays(own, d.Site.Moment(c))}
	for _, s := range p.Stays {
		p.Choices = append(p.Choices, site.Choice{Value: s.Ref, Label: s.Room + " 房 " + s.Name})
	}
	return p
}

// staying leaves out those who said already that they left.
func staying(own []store.Entry) []store.Entry {
	var still []store.Entry
	for _, e := range own {
		if e.Stay.State != models.StayLeaving {
			still = append(still, e)
		}
	}
	return still
}

func dayForm(f site.Form, name string) registry.DayForm {
	return registry.DayForm{Choice: f.Get(name), Y: f.Get(name + "_y"), M: f.Get(name + "_m"), D: f.Get(name + "_d")}
}

// ShowStayLeft is GET /d/{token}/left. The phone alone does not end a stay: it may have had another owner.
func (d *Desk) ShowStayLeft(c echo.Context, door registry.Door) error {
	own, err := d.ownHere(c, door)
	if err != nil {
		return err
	}
	if own = staying(own); len(own) == 0 {
		return d.askPhone(c, door, "left")
	}
	if !d.Site.Actor(c).DocOK {
		return d.showDoc(c, doorPath(door)+"/left")
	}
	return d.Site.Render(c, http.StatusOK, d.newStayLeft(c, atDoor(door, "我已经搬走"), doorPath(door)+"/left", door.Place(), own))
}

// TakeStayLeft is POST /d/{token}/left: a phone to send the code to, or the day of leaving.
func (d *Desk) TakeStayLeft(c echo.Context, door registry.Door) error {
	f, err := site.ReadForm(c)
	if f.Has("phone") {
		return d.takePhone(c, door, f, err, "left")
	}
	own, e := d.ownHere(c, door)
	if e != nil {
		return e
	}
	if own = staying(own); len(own) == 0 {
		return d.askPhone(c, door, "left")
	}
	if !d.Site.Actor(c).DocOK {
		return d.showDoc(c, doorPath(door)+"/left")
	}
	p := d.newStayLeft(c, atDoor(door, "我已经搬走"), doorPath(door)+"/left", door.Place(), own)
	return d.checkOut(c, p, own, f, err, doorPath(door))
}

// checkOut takes the day and which stay, and leads on.
func (d *Desk) checkOut(c echo.Context, p *StayLeft, own []store.Entry, f site.Form, fault error, next string) error {
	if fault != nil {
		return d.Site.Redraw(c, p, f, fault)
	}
	ref := f.Get("stay")
	if len(own) == 1 {
		ref = own[0].Stay.Ref
	}
	e, ok := find(own, ref)
	if !ok {
		return d.Site.Redraw(c, p, f, models.FaultAt("stay", "请选是哪一间"))
	}
	if err := d.Registry.CheckOut(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, dayForm(f, "moved_out"), d.Site.At(c)); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, next, "退房登记好了："+p.Address+" "+e.Room.No+" 房。"+strconv.Itoa(p.Days)+" 天内反悔，到“我的登记”撤回。")
}

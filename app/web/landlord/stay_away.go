package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// StayAway records that a tenant is away for a while, or back.
type StayAway struct {
	site.Away
	Ref, Stay, Name, Room string
}

// Template names the page.
func (*StayAway) Template() string { return "landlord/stay_away" }

func (d *Desk) newStayAway(c echo.Context) (*StayAway, error) {
	unit, e, err := d.entry(c, policy.StayAway)
	if err != nil {
		return nil, err
	}
	p := &StayAway{Ref: unit.Ref, Stay: e.Stay.Ref, Name: e.Tenant.Name, Room: e.Room.No}
	p.Shell = task("暂离", site.Link{Href: at(unit.Ref, "roster"), Word: "返回名册"})
	p.Action = at(unit.Ref, "stays", e.Stay.Ref, "away")
	if e.Stay.Going(d.Site.Moment(c).Day()) {
		p.Until, p.Said = e.Stay.AwayTo, models.SaidNames[e.Stay.AwaySaid]
	}
	return p, nil
}

// ShowStayAway is GET /h/u/:ref/stays/:stay/away.
func (d *Desk) ShowStayAway(c echo.Context) error {
	p, err := d.newStayAway(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeStayAway is POST to the same address; here=1 says that the person is back.
func (d *Desk) TakeStayAway(c echo.Context) error {
	p, err := d.newStayAway(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	words := p.Room + " 房·" + p.Name + "：记下暂离了。"
	switch {
	case err != nil:
	case f.On("here"):
		words = p.Room + " 房·" + p.Name + "回来了，记下了。"
		err = d.Registry.ComeBack(site.Ctx(c), d.Site.Actor(c), p.Stay, d.Site.At(c))
	default:
		err = d.Registry.SayAway(site.Ctx(c), d.Site.Actor(c), p.Stay, f.AwayForm(), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(p.Ref, "roster")+"#s-"+p.Stay, words)
}

package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// StayAway lets a tenant say that he is away for a while, or back.
type StayAway struct {
	site.Away
	Ref, Address, Room string
}

// Template names the page.
func (*StayAway) Template() string { return "tenant/stay_away" }

func (d *Desk) newStayAway(c echo.Context) (*StayAway, bool, error) {
	e, unit, handled, err := d.ownStay(c, c.Param("ref"))
	if handled {
		return nil, true, err
	}
	today := d.Site.Moment(c).Day()
	if e.Stay.State == models.StayLeaving || e.Stay.Over(today) {
		return nil, true, d.Site.Redirect(c, "/me", "")
	}
	p := &StayAway{Ref: e.Stay.Ref, Address: unit.Address, Room: e.Room.No}
	p.Shell, p.Action = onMe("离开几天"), "/me/stays/"+e.Stay.Ref+"/away"
	if e.Stay.Going(today) {
		p.Until, p.Said = e.Stay.AwayTo, models.SaidNames[e.Stay.AwaySaid]
	}
	return p, false, nil
}

// ShowStayAway is GET /me/stays/{ref}/away.
func (d *Desk) ShowStayAway(c echo.Context) error {
	p, handled, err := d.newStayAway(c)
	if handled {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeStayAway is POST to the same address; here=1 says that he is back.
func (d *Desk) TakeStayAway(c echo.Context) error {
	p, handled, err := d.newStayAway(c)
	if handled {
		return err
	}
	f, err := site.ReadForm(c)
	words := "记下了。回来那天，点一下“回来了”。"
	switch {
	case err != nil:
	case f.On("here"):
		words = "欢迎回来，记下了。"
		err = d.Registry.ComeBack(site.Ctx(c), d.Site.Actor(c), p.Ref, d.Site.At(c))
	default:
		err = d.Registry.SayAway(site.Ctx(c), d.Site.Actor(c), p.Ref, f.AwayForm(), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/me", words)
}

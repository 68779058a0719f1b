package landlord

import (
	"net/http"
	"slices"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Home is the front desk: what is to be done today, three big buttons, and the 房态图 of one home.
type Home struct {
	site.Shell
	Greeting string
	Today    workday.Day
	Errands  []Errand
	More     int // errands behind 看全部
	Ref      string
	Address  string
	Homes    int
	Delisted bool
	Floors   []Floor
	Police   []site.Row // how many stand how with the police
	Tally    Tally
	CheckIn  string
}

// Template names the page.
func (*Home) Template() string { return "landlord/home" }

const firstErrands = 5

// ShowHome is GET /h; ?u= picks another home, ?all=1 shows every errand, ?pick=1 the list of homes.
func (d *Desk) ShowHome(c echo.Context) error {
	units, err := d.homes(c)
	if err != nil {
		return err
	}
	if c.QueryParam("pick") != "" && len(units) > 1 {
		return d.choose(c, units, "换一处", func(u models.Unit) string { return "/h?u=" + u.Ref })
	}
	now := d.Site.At(c)
	p := &Home{Shell: site.Shell{Title: "户主首页", Audience: site.Landlord, Tab: "home"}, Today: workday.DayOf(now), Homes: len(units)}
	p.Greeting = greeting(d.Site.Actor(c).Name, now)
	claims, err := d.claimErrands(c, units)
	if err != nil {
		return err
	}
	if len(units) == 0 {
		if len(claims) > 0 && c.QueryParam("later") == "" {
			return d.Site.Redirect(c, claims[0].Href, "")
		}
		p.Errands = claims
		return d.Site.Render(c, http.StatusOK, p)
	}
	h, err := d.fill(c, picked(units, c.QueryParam("u")))
	if err != nil {
		return err
	}
	if p.Errands, err = d.errands(c, len(units) > 1); err != nil {
		return err
	}
	plates, err := d.plateErrands(c, units)
	if err != nil {
		return err
	}
	p.Errands = slices.Concat(claims, p.Errands, plates)
	if c.QueryParam("all") == "" && len(p.Errands) > firstErrands {
		p.More = len(p.Errands) // the whole number: 看全部 N 件
	}
	p.Ref, p.Unit, p.Address = h.unit.Ref, h.unit.Ref, h.unit.Address
	p.Delisted = h.unit.Delisted()
	p.CheckIn = checkInAt(h.unit.Ref, "")
	p.Floors, p.Tally = h.rack()
	if h.police, err = d.Registry.Standings(site.Ctx(c), h.entries); err != nil {
		return err
	}
	p.Police = h.twoCounts()
	return d.Site.Render(c, http.StatusOK, p)
}

// Shown are the errands on the page: five, unless all were asked for.
func (p *Home) Shown() []Errand {
	if p.More > 0 {
		return p.Errands[:firstErrands]
	}
	return p.Errands
}

func picked(units []models.Unit, ref string) models.Unit {
	for _, u := range units {
		if u.Ref == ref {
			return u
		}
	}
	return units[0]
}

func greeting(name string, now time.Time) string {
	word := "晚上好"
	switch hour := now.In(workday.Shanghai).Hour(); {
	case hour >= 5 && hour < 12:
		word = "上午好"
	case hour >= 12 && hour < 18:
		word = "下午好"
	}
	if name == "" {
		return "您好，" + word
	}
	return name + "，" + word
}

// Homes is the list of one's homes, to choose one.
type Homes struct {
	site.Shell
	List []HomeLine
}

// HomeLine is one home in it.
type HomeLine struct{ Label, Address, State, Href string }

// Template names the page.
func (*Homes) Template() string { return "landlord/homes" }

func (d *Desk) choose(c echo.Context, units []models.Unit, title string, to func(models.Unit) string) error {
	p := &Homes{Shell: site.Shell{Title: title, Audience: site.Landlord, Tab: "home", Back: backHome}}
	for _, u := range units {
		p.List = append(p.List, HomeLine{Label: u.Label, Address: u.Address, State: u.StateName(), Href: to(u)})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

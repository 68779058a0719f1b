package officer

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// VisitWeek is the plan of a week on paper: which houses, by road in walking order, and why. No name stands on it.
type VisitWeek struct {
	site.Shell
	registry.VisitWeek
	Roads  []WeekRoad
	Looks  []string // what the season says to look at
	limits models.Limits
}

// WeekRoad are the homes of one road.
type WeekRoad struct {
	Name  string
	Homes []WeekLine
}

// WeekLine is one home.
type WeekLine struct {
	Ref, Address, Kind, Last string
	Grade                    site.Tag
}

// Template names the page.
func (*VisitWeek) Template() string { return "print/visit_week" }

// ShowWeek is GET /o/visits/week.
func (d *Desk) ShowWeek(c echo.Context) error {
	week, err := d.Registry.PlanWeek(site.Ctx(c), d.Site.Actor(c), 0, d.Site.Moment(c).Day(), d.Site.At(c))
	if err != nil {
		return err
	}
	p := &VisitWeek{Shell: task("本周走访单", site.Link{Href: "/o/visits", Word: "回走访"}), VisitWeek: week, limits: d.Registry.Limits()}
	for _, code := range week.Season.Lines {
		kind, _ := models.HazardKindOf(code)
		p.Looks = append(p.Looks, kind.Asks)
	}
	for _, h := range week.Homes {
		road, _ := models.Walk(h.Unit.Address)
		if n := len(p.Roads); n == 0 || p.Roads[n-1].Name != road {
			p.Roads = append(p.Roads, WeekRoad{Name: road})
		}
		line := WeekLine{Ref: h.Unit.Ref, Address: h.Unit.Address, Last: "还没去过"}
		for _, k := range models.KindNames {
			if k[0] == h.Unit.Kind {
				line.Kind = k[1]
			}
		}
		if h.VisitedOn != 0 {
			line.Last = h.VisitedOn.Chinese() + "去过"
		}
		words := models.GradeWords[h.Grade]
		if line.Grade, err = site.NewTag(words[1], words[0]); err != nil {
			return err
		}
		last := &p.Roads[len(p.Roads)-1]
		last.Homes = append(last.Homes, line)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// mostSlips is how many slips are printed at once.
const mostSlips = 40

// ShowWeekSlips is GET /o/visits/week/slips: a slip for each home of the plan, the time left open.
func (d *Desk) ShowWeekSlips(c echo.Context) error {
	week, err := d.Registry.PlanWeek(site.Ctx(c), d.Site.Actor(c), 0, d.Site.Moment(c).Day(), d.Site.At(c))
	if err != nil {
		return err
	}
	p := &VisitSlips{Shell: task("到访单", site.Link{Href: "/o/visits/week", Word: "回本周走访单"})}
	for _, h := range week.Homes[:min(len(week.Homes), mostSlips)] {
		slip, err := d.slip(c, h.Unit)
		if err != nil {
			return err
		}
		p.Slips = append(p.Slips, slip)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// Word is how many homes there are.
func (p *VisitWeek) Word() string { return strconv.Itoa(len(p.VisitWeek.Homes)) + " 户" }

// Days is how often a home of a grade is visited.
func (p *VisitWeek) Days(grade string) int { return models.VisitEvery(models.Grade(grade), p.limits) }

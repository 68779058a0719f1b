package officer

import (
	"strings"

	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// DeskFront is the counter: find the home of whoever stands there, key a stack of slips, print new ones.
type DeskFront struct {
	site.Shell
	Q     string
	List  []HomeRow
	More  bool
	Desks []site.Choice
	Finds bool // he may look for people
	Keyed int  // slips that the visitor keyed today
}

// Template names the page.
func (*DeskFront) Template() string { return "officer/desk_front" }

var toDesk = site.Link{Href: "/o/desk", Word: "回窗口"}

// ShowDesk is GET /o/desk. One home alone is opened at once.
func (d *Desk) ShowDesk(c echo.Context) error {
	p, err := d.deskFront(c)
	if err != nil {
		return err
	}
	if p.Q = strings.TrimSpace(c.QueryParam("q")); len(p.Q) > 100 {
		p.Q = ""
	}
	if p.Q != "" {
		var next int64
		if p.List, next, err = d.find(c, policy.DeskServe, p.Q, 0, "/o/desk/u/"); err != nil {
			return err
		}
		if p.More = next > 0; len(p.List) == 1 {
			return d.Site.Redirect(c, p.List[0].Href, "")
		}
	}
	return d.showPlaces(c, p, p.Finds)
}

func (d *Desk) deskFront(c echo.Context) (*DeskFront, error) {
	p := &DeskFront{Shell: sheet("窗口代办", "desk"), Finds: d.may(c, policy.PersonFind)}
	desks, err := d.Registry.DesksOf(site.Ctx(c), d.Site.Actor(c), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	for _, a := range desks {
		p.Desks = append(p.Desks, site.Choice{Value: a.Ref, Label: a.Name})
	}
	p.Keyed, err = d.keyedToday(c)
	return p, err
}

func (d *Desk) keyedToday(c echo.Context) (int, error) {
	return d.Read.SlipsKeyed(site.Ctx(c), d.Site.Actor(c).UserID, workday.At(d.Site.Moment(c).Day().Start()))
}

package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Search looks for a person in one's areas. The words come by a form, so that no name or number stands in an address.
type Search struct {
	site.Shell
	Reasons []site.Choice
	Done    bool // a search was made
	List    []FoundRow
	More    bool
}

// FoundRow is one stay of somebody who was found.
type FoundRow struct {
	Tag                      site.Tag
	Href, Name, Place, Since string
	Doc, Phone               string // drawn by masked
}

// Template names the page.
func (*Search) Template() string { return "officer/person_find" }

func newSearch() *Search {
	p := &Search{Shell: task("找人", site.Link{Href: "/o/properties", Word: "回房屋列表"})}
	for _, reason := range registry.RevealReasons {
		p.Reasons = append(p.Reasons, site.Choice{Value: reason, Label: reason})
	}
	return p
}

// ShowSearch is GET /o/search.
func (d *Desk) ShowSearch(c echo.Context) error { return d.Site.Render(c, http.StatusOK, newSearch()) }

// TakeSearch is POST /o/search: the answer is this one page, which the browser does not keep.
func (d *Desk) TakeSearch(c echo.Context) error {
	p := newSearch()
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	found, err := d.Registry.FindPeople(site.Ctx(c), d.Site.Actor(c), f.Get("words"), f.Get("reason"), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	p.Done, p.More, p.Typed = true, found.More, f
	for _, e := range found.Entries {
		unit := found.Units[e.Stay.UnitID]
		tag, err := foundTag(e.Stay, d.Site.Moment(c))
		if err != nil {
			return err
		}
		p.List = append(p.List, FoundRow{Tag: tag, Href: "/o/u/" + unit.Ref, Name: e.Tenant.Name, Place: place(unit.Address, e.Room.No),
			Since: e.Stay.MovedInOn.String(), Doc: e.Tenant.DocNo, Phone: e.Tenant.Phone})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func foundTag(s models.Stay, now workday.Moment) (site.Tag, error) {
	switch {
	case s.State == models.StayDeclared:
		return site.NewTag("info", "等确认")
	case s.State == models.StayReturned:
		return site.NewTag("warn", "户主说不是")
	case gone(s, now):
		return site.NewTag("none", "已搬走")
	}
	return site.NewTag("ok", "在住")
}

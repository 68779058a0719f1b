package officer

import (
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// Visit is the form of what was found at a door, with a task behind it or without.
type Visit struct {
	site.Shell
	Action   string
	Place    string
	Why      string // the task, "" without one
	Results  []site.Choice
	People   []Seen
	Rooms    []site.Choice
	DocTypes []site.Choice
	Adding   bool // somebody unlisted was begun: the box stands open
	unit     string
	flag     string
}

// Seen is one person of the roster with two boxes.
type Seen struct {
	Ref, Room, Name string
	Met, Left       bool
}

// Template names the page.
func (*Visit) Template() string { return "officer/visit_record" }

// ShowItemVisit is GET /o/items/:ref/visit.
func (d *Desk) ShowItemVisit(c echo.Context) error {
	p, err := d.itemVisit(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeItemVisit is POST /o/items/:ref/visit.
func (d *Desk) TakeItemVisit(c echo.Context) error {
	p, err := d.itemVisit(c)
	if err != nil {
		return err
	}
	return d.record(c, p, "/o/items/"+p.flag)
}

// ShowHomeVisit is GET /o/u/:ref/visit.
func (d *Desk) ShowHomeVisit(c echo.Context) error {
	p, err := d.homeVisit(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeHomeVisit is POST /o/u/:ref/visit.
func (d *Desk) TakeHomeVisit(c echo.Context) error {
	p, err := d.homeVisit(c)
	if err != nil {
		return err
	}
	return d.record(c, p, "/o/u/"+p.unit)
}

func (d *Desk) itemVisit(c echo.Context) (*Visit, error) {
	row, err := d.Read.FlagByRef(site.Ctx(c), d.scope(c, policy.VisitRecord), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	p := &Visit{Shell: task("记走访", site.Link{Href: "/o/items/" + row.Ref, Word: "回这一件"}), Action: "/o/items/" + row.Ref + "/visit",
		Place: place(row.Address, row.RoomNo), Why: row.Evidence + "。", unit: row.UnitRef, flag: row.Ref}
	return p, d.fillVisit(c, p)
}

func (d *Desk) homeVisit(c echo.Context) (*Visit, error) {
	unit, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.VisitRecord), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	p := &Visit{Shell: task("记走访", site.Link{Href: "/o/u/" + unit.Ref, Word: "回这处房屋"}), Action: "/o/u/" + unit.Ref + "/visit",
		Place: unit.Address, unit: unit.Ref}
	return p, d.fillVisit(c, p)
}

func (d *Desk) fillVisit(c echo.Context, p *Visit) error {
	view, err := d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), p.unit, "走访", d.Site.At(c))
	if err != nil {
		return err
	}
	for _, person := range d.roster(view, d.Site.Moment(c), false).people(false) {
		p.People = append(p.People, Seen{Ref: person.Ref, Room: person.Room, Name: person.Name})
	}
	for _, room := range view.Rooms {
		p.Rooms = append(p.Rooms, site.Choice{Value: room.No, Label: room.No + " 房"})
	}
	for _, r := range models.VisitResults {
		p.Results = append(p.Results, site.Choice{Value: r[0], Label: r[1]})
	}
	for _, t := range idcard.Types() {
		p.DocTypes = append(p.DocTypes, site.Choice{Value: t.Code, Label: t.Name})
	}
	return nil
}

func (d *Desk) record(c echo.Context, p *Visit, back string) error {
	f, err := site.ReadForm(c)
	p.keep(f)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	form := registry.VisitForm{Result: f.Get("result"), Heads: f.Get("heads"), Note: f.Text("note"), FlagRef: p.flag, Seen: f.All("seen"), Gone: f.All("gone")}
	if p.Adding {
		form.AddFound = readFound(f)
	}
	if err := d.Registry.RecordVisit(site.Ctx(c), d.Site.Actor(c), p.unit, form, f.Get("_once"), d.Site.At(c)); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, back, "走访记好了："+models.VisitWord(form.Result)+"。")
}

// keep draws the ticks and the open box again.
func (p *Visit) keep(f site.Form) {
	seen, gone := f.All("seen"), f.All("gone")
	for i := range p.People {
		p.People[i].Met, p.People[i].Left = slices.Contains(seen, p.People[i].Ref), slices.Contains(gone, p.People[i].Ref)
	}
	p.Adding = f.Get("name") != "" || f.Get("doc_no") != "" || f.Get("phone") != ""
}

func readFound(f site.Form) *registry.StayForm {
	return &registry.StayForm{
		Room: f.Get("room"), Name: f.Get("name"), DocType: f.Get("doc_type"), DocNo: f.Get("doc_no"), DocX: f.On("doc_x"),
		Country: f.Get("doc_country"), Phone: f.Get("phone"), NoPhone: f.On("no_phone"), MovedIn: f.Get("moved_in"),
		MovedInY: f.Get("moved_in_y"), MovedInM: f.Get("moved_in_m"), MovedInD: f.Get("moved_in_d"),
		Guardian: f.Get("guardian_name"), GuardPhone: f.Get("guardian_phone"),
	}
}

package officer

import (
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// Assign asks before a home leaves its grid for another, and says what goes along.
type Assign struct {
	site.Shell
	Ref, Address string
	From, To     string // names of grids
	Grid         string // ref of the new one
	Facts        []site.Row
}

// Template names the page.
func (*Assign) Template() string { return "officer/unit_assign" }

// TakeAssign is POST /o/u/:ref/assign: one tap on a grid. A home that has a grid already is asked about first, until sure
// comes along.
func (d *Desk) TakeAssign(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err == nil && !f.On("sure") {
		p, e := d.newAssign(c, f.Get("grid"))
		if e != nil {
			return e
		}
		if p != nil {
			return d.Site.Render(c, http.StatusOK, p)
		}
	}
	if err == nil {
		err = d.Registry.AssignGrid(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), f.Get("grid"), d.Site.At(c))
	}
	if err != nil {
		p, e := d.home(c)
		if e != nil {
			return e
		}
		return d.Site.Redraw(c, p, f, err)
	}
	area, err := d.Read.AreaByRef(site.Ctx(c), f.Get("grid"))
	if err != nil {
		return err
	}
	// The home may now lie outside one's own grids; the list is always one's own.
	return d.Site.Redirect(c, "/o/queue", "划好了，现在归"+area.Name+"。")
}

// newAssign is what goes from one grid to another with a home; nil where there is nothing to ask: it has no grid yet, or this
// is none of the grids that its page offers.
func (d *Desk) newAssign(c echo.Context, grid string) (*Assign, error) {
	u, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.UnitAssign), c.Param("ref"))
	if err != nil || u.GridID == 0 {
		return nil, err
	}
	_, beside, err := d.Read.Around(site.Ctx(c), u)
	if err != nil {
		return nil, err
	}
	p := &Assign{Shell: task("改划网格", toUnit(u.Ref)), Ref: u.Ref, Address: u.Address}
	for _, g := range beside {
		switch {
		case g.ID == u.GridID:
			p.From = g.Name
		case g.Ref == grid && g.Level == models.LevelGrid:
			p.To, p.Grid = g.Name, g.Ref
		}
	}
	if p.Grid == "" {
		return nil, nil
	}
	entries, err := d.Read.Entries(site.Ctx(c), u.ID)
	if err != nil {
		return nil, err
	}
	lives := 0
	for _, e := range entries {
		if e.Stay.LivesOn(d.Site.Moment(c).Day()) {
			lives++
		}
	}
	flags, err := d.Read.ListUnitFlags(site.Ctx(c), d.scope(c, policy.RosterView), u.ID)
	p.Facts = []site.Row{{Word: "房屋", Value: "1 处", Num: true}, {Word: "住着", Value: fmt.Sprintf("%d 人", lives), Num: true},
		{Word: "待办", Value: fmt.Sprintf("%d 件", len(flags)), Num: true}, {Word: "现在归", Value: p.From}, {Word: "划到", Value: p.To}}
	return p, err
}

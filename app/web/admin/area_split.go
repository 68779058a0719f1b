package admin

import (
	"fmt"
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// AreaCut is a new grid made of some homes of another.
type AreaCut struct {
	site.Shell
	Area    models.Area
	Address string
	Looked  bool
	Homes   []HomeTick // to choose from; none where the whole stretch goes
	N, Left int
	Of      int
	Staff   []string
	Zones   []site.Choice
	Ask     bool
}

// mostTicks is how many homes are listed with a box each: a longer stretch goes as a whole, or is looked for more narrowly.
const mostTicks = 150

// Template names the page.
func (*AreaCut) Template() string { return "admin/area_split" }

func (d *Desk) areaCut(c echo.Context) (*AreaCut, error) {
	a, err := d.area(c)
	if err != nil {
		return nil, err
	}
	if a.Level != models.LevelGrid {
		return nil, models.ErrNotFound
	}
	p := &AreaCut{Shell: task("拆分"+a.Name, toArea(a)), Area: a, Address: "/a/areas/" + a.Ref, Zones: zoneChoices, Ask: !d.Site.Actor(c).Fresh}
	look, err := d.Registry.LookAtArea(site.Ctx(c), d.Site.Actor(c), a, d.Site.At(c))
	p.Of, p.Staff = look.Homes, look.Staff
	return p, err
}

// ShowAreaCut is GET /a/areas/:ref/split.
func (d *Desk) ShowAreaCut(c echo.Context) error {
	p, err := d.areaCut(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeAreaCut is POST /a/areas/:ref/split: name, grid_code, zone, worker_name, worker_phone, staff, from and to are addresses; looked
// and home are the boxes of the homes between them. With save it is done, else it is looked at.
func (d *Desk) TakeAreaCut(c echo.Context) error {
	p, err := d.areaCut(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	between, err := d.Registry.HomesBetween(site.Ctx(c), d.Site.Actor(c), p.Area, f.Get("from"), f.Get("to"), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if len(between) == 0 {
		return d.Site.Redraw(c, p, f, models.FaultAt("from", "这一段没有房子。请看看门牌写对没有，例如：青禾路 18 号"))
	}
	same := f.Get("looked") == f.Get("from")+"|"+f.Get("to") // the boxes on the screen are those of this stretch
	ticked := f.All("home")
	var chosen []string
	for _, h := range between {
		on := !same || len(between) > mostTicks || slices.Contains(ticked, h.Ref)
		if on {
			chosen = append(chosen, h.Ref)
		}
		if len(between) <= mostTicks {
			p.Homes = append(p.Homes, HomeTick{HomePlace: h, On: on})
		}
	}
	p.Looked, p.N, p.Left = true, len(chosen), p.Of-len(chosen)
	form := registry.SplitForm{Area: areaForm(f.With("code", f.Get("grid_code"))), Homes: chosen, Staff: f.On("staff")}
	if f.Get("save") == "" || !same {
		if err = d.Registry.AreaCodeFree(site.Ctx(c), d.Site.Actor(c), f.Get("grid_code"), d.Site.At(c)); err != nil {
			return d.Site.Redraw(c, p, f, codeField(err))
		}
		p.Typed = f
		return d.Site.Render(c, http.StatusOK, p)
	}
	if err = d.Site.Again(c, d.Registry, &p.Ask, f); err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	made, err := d.Registry.SplitGrid(site.Ctx(c), d.Site.Actor(c), p.Area.Ref, form, d.Site.At(c))
	if err == error(registry.ErrAreaMoving) {
		err = models.FaultAt("name", registry.ErrAreaMoving.Message)
	}
	return d.afterGo(c, p, f, codeField(err), "/a/areas/"+made.Ref, fmt.Sprintf("拆好了。%d 处房屋几分钟里过来。", len(chosen)))
}

// codeField puts a fault of the code of the new grid at the field of this page.
func codeField(err error) error {
	if e := models.AsError(err); e != nil {
		return named(*e, "code", "grid_code")
	}
	return err
}

// named is a refusal with the name that a field has on the page: code is a one-time code, and never drawn again.
func named(e models.Error, from, to string) error {
	e.Faults = slices.Clone(e.Faults)
	for i := range e.Faults {
		if e.Faults[i].Field == from {
			e.Faults[i].Field = to
		}
	}
	return &e
}

// Range is the stretch that the boxes belong to.
func (p *AreaCut) Range() string { return p.Typed.Get("from") + "|" + p.Typed.Get("to") }

// HomeTick is a home that can be chosen.
type HomeTick struct {
	store.HomePlace
	On bool
}

package admin

import (
	"net/http"
	"sort"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// Grids is the tree of areas, and the form for one more.
type Grids struct {
	site.Shell
	Tree    []AreaRow
	Parents []site.Choice
	Levels  []site.Choice
	Zones   []site.Choice
	Ask     bool // the code is asked again
}

// AreaRow is one area, indented by its depth.
type AreaRow struct {
	models.Area
	LevelWord, Indent string
}

// Template names the page.
func (*Grids) Template() string { return "admin/area_add" }

// ShowGrids is GET /a/grids.
func (d *Desk) ShowGrids(c echo.Context) error {
	p, err := d.grids(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) grids(c echo.Context) (*Grids, error) {
	areas, err := d.Read.ListAreas(site.Ctx(c), everything, "")
	if err != nil {
		return nil, err
	}
	p := &Grids{Shell: sheet("网格", "grids"), Ask: !d.Site.Actor(c).Fresh, Parents: []site.Choice{{Value: "", Label: "没有上级（最上面一级）"}}, Zones: zoneChoices}
	for _, level := range []string{models.LevelCity, models.LevelCounty, models.LevelSubdistrict, models.LevelCommunity, models.LevelGrid} {
		p.Levels = append(p.Levels, site.Choice{Value: level, Label: models.LevelNames[level]})
	}
	p.Tree = tree(areas)
	for _, a := range p.Tree {
		if a.Level != models.LevelGrid {
			p.Parents = append(p.Parents, site.Choice{Value: a.Code, Label: a.Indent + a.Name})
		}
	}
	return p, nil
}

// tree puts each area below its parent, siblings by code.
func tree(areas []models.Area) []AreaRow {
	below := map[int64][]models.Area{}
	for _, a := range areas {
		below[a.ParentID] = append(below[a.ParentID], a)
	}
	var rows []AreaRow
	var walk func(parent int64, indent string)
	walk = func(parent int64, indent string) {
		children := below[parent]
		sort.Slice(children, func(i, j int) bool { return children[i].Code < children[j].Code })
		for _, a := range children {
			rows = append(rows, AreaRow{Area: a, LevelWord: models.LevelNames[a.Level], Indent: indent})
			walk(a.ID, indent+"　")
		}
	}
	walk(0, "")
	return rows
}

// TakeGrid is POST /a/grids.
func (d *Desk) TakeGrid(c echo.Context) error {
	p, err := d.grids(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Site.Again(c, d.Registry, &p.Ask, f)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	area := areaForm(f)
	if _, err := d.Registry.AddArea(site.Ctx(c), d.Site.Actor(c), f.Get("parent_code"), area, d.Site.At(c)); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/a/grids", "加好了："+area.Name+"。")
}

package admin

import (
	"net/http"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// AreaGo is an area on its way to another place: where to, what goes along, and the yes.
type AreaGo struct {
	site.Shell
	Area    models.Area
	Address string
	Do      AreaWay
	Where   []site.Choice
	Look    []site.Row // what goes along; shown before the yes
	To      string     // its name
	Ask     bool
}

// AreaWay is what is done to an area: 移 or 并.
type AreaWay struct {
	Key, Word, Label, Hint, Lack, Yes, Done string
	After                                   []string // what happens then, in sentences
}

// Template names the page.
func (*AreaGo) Template() string { return "admin/area_move" }

// The ways.
var (
	WayMove = AreaWay{Key: "move", Word: "移到别处", Label: "移到哪个下面", Hint: "只能在同一个市里移", Lack: "请先选移到哪个下面", Yes: "移过去", Done: "移好了。房屋几分钟里跟过去。",
		After: []string{"房屋、名册、待办、反映都跟过去，编码和门牌不变。", "管上一级的工作人员换成新地方的；管这里的人不变。", "以前日子的人数，以后都算在新的上级里。"}}
	WayMerge = AreaWay{Key: "merge", Word: "并到别的网格", Label: "并到哪个网格", Hint: "只列同一个社区的网格", Lack: "请先选并到哪个网格", Yes: "并过去", Done: "并好了。房屋几分钟里跟过去。",
		After: []string{"这个网格今天结束，旧的网址和编码以后都到并入的网格。", "房屋、名册、待办、反映都跟过去，门牌不变。", "管这里的工作人员以后管并入的网格。", "以前日子的人数，以后都算在并入的网格里，社区的总数不变。"}}
)

func (d *Desk) areaGo(c echo.Context, way AreaWay) (*AreaGo, error) {
	a, err := d.area(c)
	if err != nil {
		return nil, err
	}
	if a.Level != models.LevelGrid && (way.Key != WayMove.Key || a.Level != models.LevelCommunity) {
		return nil, models.ErrNotFound
	}
	p := &AreaGo{Shell: task(a.Name+way.Word, toArea(a)), Area: a, Address: "/a/areas/" + a.Ref, Do: way, Ask: !d.Site.Actor(c).Fresh,
		Where: []site.Choice{{Value: "", Label: "请选"}}}
	if way.Key == WayMerge.Key {
		beside, err := d.Read.AreasUnder(site.Ctx(c), a.ParentID)
		for _, b := range beside {
			if b.ID != a.ID && b.Level == models.LevelGrid {
				p.Where = append(p.Where, site.Choice{Value: b.Ref, Label: b.Name})
			}
		}
		return p, err
	}
	return p, d.parents(c, p)
}

// parents offers the places in the same city under which an area may stand, each with what it lies in.
func (d *Desk) parents(c echo.Context, p *AreaGo) error {
	line, err := d.Read.AreaLine(site.Ctx(c), p.Area.ID)
	if err != nil {
		return err
	}
	scope := everything
	if line[0].Level == models.LevelCity {
		scope = policy.Scope{Areas: []policy.Area{{ID: line[0].ID, Level: policy.City}}}
	}
	all, err := d.Read.ListAreas(site.Ctx(c), scope, "")
	names := map[int64]string{}
	for _, b := range all {
		names[b.ID] = b.Name
	}
	for _, b := range all {
		fits := b.Level == models.LevelCommunity
		if p.Area.Level == models.LevelCommunity {
			fits = models.LevelRank(b.Level) < models.LevelRank(models.LevelCommunity)
		}
		if fits && b.ID != p.Area.ParentID {
			p.Where = append(p.Where, site.Choice{Value: b.Ref, Label: strings.TrimSpace(names[b.ParentID] + " " + b.Name)})
		}
	}
	return err
}

// ShowAreaGo is GET /a/areas/:ref/move and /merge.
func (d *Desk) ShowAreaGo(way AreaWay) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.areaGo(c, way)
		if err != nil {
			return err
		}
		return d.Site.Render(c, http.StatusOK, p)
	}
}

// TakeAreaGo is POST /a/areas/:ref/move and /merge with to; with save it is done, else it is looked at.
func (d *Desk) TakeAreaGo(way AreaWay) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.areaGo(c, way)
		if err != nil {
			return err
		}
		f, err := site.ReadForm(c)
		if err != nil {
			return d.Site.Redraw(c, p, f, err)
		}
		for _, w := range p.Where {
			if w.Value == f.Get("to") && w.Value != "" {
				p.To = w.Label
			}
		}
		if p.To == "" {
			return d.Site.Redraw(c, p, f, models.FaultAt("to", d.noPlace(c, p, f.Get("to"))))
		}
		if p.Look, err = d.areaFacts(c, p.Area); err != nil {
			return err
		}
		if f.Get("save") == "" {
			p.Typed = f
			return d.Site.Render(c, http.StatusOK, p)
		}
		if err = d.Site.Again(c, d.Registry, &p.Ask, f); err != nil {
			return d.Site.RedrawWait(c, p, f, "totp", err)
		}
		verb := d.Registry.MoveArea
		if way.Key == WayMerge.Key {
			verb = d.Registry.MergeGrid
		}
		err = verb(site.Ctx(c), d.Site.Actor(c), p.Area.Ref, f.Get("to"), d.Site.At(c))
		return d.afterGo(c, p, f, err, p.Address, way.Done)
	}
}

// noPlace says why a place is none to go to: nothing was chosen, or the area stands there already.
func (d *Desk) noPlace(c echo.Context, p *AreaGo, to string) string {
	if up, err := d.Read.Area(site.Ctx(c), p.Area.ParentID); err == nil && to == up.Ref && p.Do.Key == WayMove.Key {
		return "已经在" + up.Name + "下面，不用再移"
	}
	return p.Do.Lack
}

// afterGo answers a form about an area: one that has to wait until the homes have arrived is kept.
func (d *Desk) afterGo(c echo.Context, p site.Page, f site.Form, err error, next, done string) error {
	if err == error(registry.ErrAreaMoving) {
		err = models.FaultAt("to", registry.ErrAreaMoving.Message)
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, next, done)
}

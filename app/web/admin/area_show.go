package admin

import (
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// AreaShow is one area: what lies in it as numbers, what is below it, what became of it, and its name to be changed.
type AreaShow struct {
	site.Shell
	Area    models.Area // zero above the top
	Address string
	Level   string
	Up      []site.Link
	Facts   []site.Row
	Below   []AreaPart
	History []string
	Moving  string // what is on its way, "" for nothing
	Zones   []site.Choice
	Ask     bool
	CanMove bool
	IsGrid  bool
}

// AreaPart is an area below, with the number of its homes.
type AreaPart struct {
	site.Link
	Level string
	Homes int
}

// Template names the page.
func (*AreaShow) Template() string { return "admin/area_show" }

var zoneChoices = []site.Choice{{Value: "", Label: "不分"}, {Value: "urban", Label: "建成区"}, {Value: "rural", Label: "农村"}}

// area finds the area of the address. Errors: Conflict of one that ended: what was asked of it is not done to its successor.
func (d *Desk) area(c echo.Context) (models.Area, error) {
	a, err := d.Read.AreaByRef(site.Ctx(c), c.Param("ref"))
	if err == nil && a.Ref != c.Param("ref") {
		err = models.Refuse(models.Conflict, "这个网格已经并到"+a.Name+"，不用再办")
	}
	return a, err
}

func toArea(a models.Area) site.Link {
	return site.Link{Href: "/a/areas/" + a.Ref, Word: "回" + a.Name}
}

// ShowAreas is GET /a/areas: what stands at the top.
func (d *Desk) ShowAreas(c echo.Context) error {
	p := &AreaShow{Shell: task("地区", site.Link{Href: "/a/grids", Word: "回网格"})}
	if err := d.below(c, p); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// ShowArea is GET /a/areas/:ref; the address of an area that ended leads to the one that goes on.
func (d *Desk) ShowArea(c echo.Context) error {
	a, err := d.Read.AreaByRef(site.Ctx(c), c.Param("ref"))
	if err != nil {
		return err
	}
	if a.Ref != c.Param("ref") {
		return d.Site.Redirect(c, "/a/areas/"+a.Ref, "原来的网格已经并到这里。")
	}
	p, err := d.areaPage(c, a)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) areaPage(c echo.Context, a models.Area) (*AreaShow, error) {
	p := &AreaShow{Shell: task(a.Name, site.Link{Href: "/a/areas", Word: "回地区"}), Area: a, Address: "/a/areas/" + a.Ref, Level: models.LevelNames[a.Level], Zones: zoneChoices,
		Ask: !d.Site.Actor(c).Fresh, IsGrid: a.Level == models.LevelGrid, CanMove: a.Level == models.LevelGrid || a.Level == models.LevelCommunity}
	line, err := d.Read.AreaLine(site.Ctx(c), a.ID)
	if err != nil {
		return nil, err
	}
	for _, up := range line[:len(line)-1] {
		p.Back = toArea(up)
		p.Up = append(p.Up, site.Link{Href: "/a/areas/" + up.Ref, Word: up.Name})
	}
	if p.Facts, err = d.areaFacts(c, a); err != nil {
		return nil, err
	}
	if err := d.history(c, p); err != nil {
		return nil, err
	}
	return p, d.below(c, p)
}

// areaFacts are what lies in an area, in numbers that tell of no single home, and who works there.
func (d *Desk) areaFacts(c echo.Context, a models.Area) ([]site.Row, error) {
	look, err := d.Registry.LookAtArea(site.Ctx(c), d.Site.Actor(c), a, d.Site.At(c))
	if err != nil {
		return nil, err
	}
	staff := "没有人"
	for i, name := range look.Staff {
		if i == 0 {
			staff = name
		} else {
			staff += "、" + name
		}
	}
	return []site.Row{{Word: "编码", Value: a.Code, Num: true}, {Word: "房屋", Value: fmt.Sprintf("%d 处", look.Homes)},
		{Word: "住着", Value: fewPeople(look.People)}, {Word: "待办提示", Value: fmt.Sprintf("%d 件", look.Flags)},
		{Word: "申请反映", Value: fmt.Sprintf("%d 件", look.Requests)}, {Word: "工作人员", Value: staff}}, nil
}

// fewPeople tells a number of people by tens: who compares two areas learns of no single home.
func fewPeople(n int) string {
	switch {
	case n == 0:
		return "没有人"
	case n < 10:
		return "不到 10 人"
	case n%10 == 0:
		return fmt.Sprintf("%d 人左右", n)
	}
	return fmt.Sprintf("%d 多人", n/10*10)
}

func (d *Desk) below(c echo.Context, p *AreaShow) error {
	areas, err := d.Read.AreasUnder(site.Ctx(c), p.Area.ID)
	if err != nil {
		return err
	}
	homes, err := d.Read.HomesUnder(site.Ctx(c), areas)
	for _, a := range areas {
		p.Below = append(p.Below, AreaPart{Link: site.Link{Href: "/a/areas/" + a.Ref, Word: a.Name}, Level: models.LevelNames[a.Level], Homes: homes[a.ID]})
	}
	return err
}

// historyShown is how many changes of an area its page tells, the last ones.
const historyShown = 10

func (d *Desk) history(c echo.Context, p *AreaShow) error {
	moves, err := d.Read.AreaMoves(site.Ctx(c), p.Area.ID, historyShown)
	if err != nil {
		return err
	}
	for _, m := range moves {
		from, err := d.Read.Area(site.Ctx(c), m.AreaID)
		if err != nil {
			return err
		}
		to, err := d.Read.Area(site.Ctx(c), m.ToID)
		if err != nil {
			return err
		}
		words := moveWords(m, from, to)
		if m.DoneAt.IsZero() {
			p.Moving = words + "：房屋正在搬，已经搬了 " + fmt.Sprint(m.Homes) + " 处。过一会儿再来看。"
		} else {
			words += fmt.Sprintf("，房屋 %d 处", m.Homes)
		}
		p.History = append(p.History, m.MadeAt.Day().ChineseFull()+"："+words)
	}
	return nil
}

func moveWords(m models.AreaMove, from, to models.Area) string {
	switch m.Kind {
	case models.AreaMerged:
		return from.Name + "并到" + to.Name
	case models.AreaSplit:
		return from.Name + "拆出" + to.Name
	}
	return from.Name + "移到" + to.Name + "下面"
}

// TakeArea is POST /a/areas/:ref: another name, zone, or others whom people call.
func (d *Desk) TakeArea(c echo.Context) error {
	a, err := d.area(c)
	if err != nil {
		return err
	}
	p, err := d.areaPage(c, a)
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
	if err := d.Registry.ChangeArea(site.Ctx(c), d.Site.Actor(c), a.Ref, areaForm(f), d.Site.At(c)); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, p.Address, "改好了。")
}

// areaForm is what a form says of an area itself.
func areaForm(f site.Form) models.Area {
	return models.Area{Code: f.Get("code"), Level: f.Get("level"), Name: f.Get("name"), Zone: f.Get("zone"), PostName: f.Get("post_name"),
		PostPhone: f.Get("post_phone"), OfficerName: f.Get("officer_name"), WorkerName: f.Get("worker_name"), WorkerPhone: f.Get("worker_phone")}
}

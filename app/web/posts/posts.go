package posts

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Posts are what one staff member was, is and will be, from when to when.
type Posts struct {
	site.Shell
	Base, Ref, Name, Title2 string
	List                    []PostLine
	CanHand, CanGive        bool
	CanEnd, Own             bool // Own: the visitor's own account, which another administrator changes
	Ask                     bool
	Roles, Areas            []site.Choice
}

// PostLine is one post.
type PostLine struct {
	ID             int64
	Role, Area     string
	From, To       string
	Tag            site.Tag
	Running, Yours bool
}

// Template names the page.
func (*Posts) Template() string { return "common/post_show" }

// ShowPosts is GET …/:ref.
func (d *Desk) ShowPosts(c echo.Context) error {
	p, err := d.posts(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) posts(c echo.Context) (*Posts, error) {
	one, err := d.colleague(c)
	if err != nil {
		return nil, err
	}
	p := &Posts{Shell: d.task("职责："+one.Name, d.back()), Base: d.Base, Ref: one.Ref, Name: one.Name, Title2: one.Title, CanGive: d.admin(), Own: one.ID == d.Site.Actor(c).UserID, Ask: !d.Site.Actor(c).Fresh}
	held, err := d.Read.Posts(site.Ctx(c), one.ID)
	if err != nil {
		return nil, err
	}
	now := d.Site.Moment(c)
	for _, h := range held {
		line, err := postLine(h, now)
		if err != nil {
			return nil, err
		}
		line.Yours = one.ID == d.Site.Actor(c).UserID
		p.List = append(p.List, line)
		p.CanHand = p.CanHand || registry.Hands(h.Grant, now)
		p.CanEnd = p.CanEnd || p.CanGive && line.Running && !line.Yours
	}
	if !p.CanGive {
		return p, nil
	}
	for _, r := range registry.StaffRoles {
		p.Roles = append(p.Roles, site.Choice{Value: r[0], Label: r[1]})
	}
	areas, err := d.Read.ListAreas(site.Ctx(c), d.scope(c), "")
	p.Areas = append(p.Areas, site.Choice{Label: "不管区域（只有管理员）"})
	for _, a := range areas {
		p.Areas = append(p.Areas, site.Choice{Value: a.Code, Label: models.LevelNames[a.Level] + "·" + a.Name})
	}
	return p, err
}

func (d *Desk) back() site.Link {
	if d.admin() {
		return site.Link{Href: "/a/users", Word: "回人员列表"}
	}
	return site.Link{Href: d.Base, Word: "回网格交接"}
}

func postLine(h store.Post, now workday.Moment) (PostLine, error) {
	line := PostLine{ID: h.ID, Role: roleWord(h.Grant.Role), Area: h.AreaName, From: h.Grant.From.Chinese(), Running: h.Grant.To == 0 || h.Grant.To > now}
	switch day := (h.Grant.To - 1).Day(); {
	case h.Grant.To == 0:
	case h.Grant.To == workday.At(day.End()):
		line.To = day.Chinese() // a person reads the last day, never the day after (RULES 3)
	default:
		line.To = h.Grant.To.Chinese()
	}
	class, word := "ok", "在岗"
	switch {
	case !line.Running:
		class, word = "none", "到期了"
	case h.Grant.From > now:
		class, word = "info", "还没开始"
	}
	var err error
	line.Tag, err = site.NewTag(class, word, "user")
	return line, err
}

// TakePost is POST …/:ref: another post, from a day to a day.
func (d *Desk) TakePost(c echo.Context) error {
	return d.take(c, func(p *Posts, f site.Form) (string, error) {
		form := registry.GiveForm{Role: f.Get("role"), AreaCode: f.Get("area_code"), Choice: choice(f, "from"), From: ymd(f, "from"), Until: ymd(f, "until")}
		return "加好了：" + p.Name + "。", d.Registry.GivePost(site.Ctx(c), d.Site.Actor(c), p.Ref, form, d.Site.At(c))
	})
}

// TakeEnd is POST …/:ref/end: post ends now.
func (d *Desk) TakeEnd(c echo.Context) error {
	return d.take(c, func(p *Posts, f site.Form) (string, error) {
		id, _ := strconv.ParseInt(f.Get("post"), 10, 64)
		return "停了：" + p.Name + "的这项职责。他已经退出。", d.Registry.EndPost(site.Ctx(c), d.Site.Actor(c), p.Ref, id, d.Site.At(c))
	})
}

func (d *Desk) take(c echo.Context, do func(*Posts, site.Form) (string, error)) error {
	p, err := d.posts(c)
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
	words, err := do(p, f)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, d.Base+"/"+p.Ref, words)
}

// choice is other once a day was typed: an empty one means from now on.
func choice(f site.Form, name string) string {
	for _, part := range ymd(f, name) {
		if part != "" {
			return "other"
		}
	}
	return "today"
}

func ymd(f site.Form, name string) [3]string {
	return [3]string{f.Get(name + "_y"), f.Get(name + "_m"), f.Get(name + "_d")}
}

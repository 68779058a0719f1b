package posts

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Hand shows what goes with the posts of somebody before they go, and asks to whom and from when.
type Hand struct {
	site.Shell
	Base, Ref, Name string
	Posts           []HandLine
	Sum             []site.Row
	Named           []string // areas whose plate names him as the officer
	Contact         bool     // there is a grid of a grid worker: landlords read whom to call
	Worker, Phone   string   // whom they read now, where all the grids say the same
	To              []site.Choice
	Takers          string // who stands among them, and what to do for another
	Ask             bool
}

// HandLine is one post that can be handed over, with what goes with it.
type HandLine struct {
	ID    int64
	Words string
	Load  string
	On    bool
}

// Template names the page.
func (*Hand) Template() string { return "common/post_hand" }

// ShowHand is GET …/:ref/hand.
func (d *Desk) ShowHand(c echo.Context) error {
	p, err := d.hand(c, nil)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) hand(c echo.Context, ticked []string) (*Hand, error) {
	one, err := d.colleague(c)
	if err != nil {
		return nil, err
	}
	p := &Hand{Shell: d.task("网格交接："+one.Name, site.Link{Href: d.Base + "/" + one.Ref, Word: "回他的职责"}), Base: d.Base, Ref: one.Ref, Name: one.Name, Ask: !d.Site.Actor(c).Fresh}
	held, err := d.Read.Posts(site.Ctx(c), one.ID)
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(h store.Post) bool { return !registry.Hands(h.Grant, d.Site.Moment(c)) || !d.within(c, h) })
	if len(held) == 0 {
		return nil, models.Refuse(models.Conflict, "他现在没有能交出去的片区")
	}
	loads, err := d.Registry.PostLoads(site.Ctx(c), d.Site.Actor(c), one.ID, held, d.Site.At(c))
	if err != nil {
		return nil, err
	}
	var sum models.PostLoad
	for _, h := range held {
		load := loads[h.ID]
		sum = sum.Add(load)
		p.Posts = append(p.Posts, HandLine{ID: h.ID, Words: roleWord(h.Grant.Role) + "·" + h.AreaName, Load: loadWords(load),
			On: ticked == nil || slices.Contains(ticked, strconv.FormatInt(h.ID, 10))})
		if h.Grant.AreaID == 0 {
			continue
		}
		area, err := d.Read.Area(site.Ctx(c), h.Grant.AreaID)
		if err != nil {
			return nil, err
		}
		if area.OfficerName == one.Name {
			p.Named = append(p.Named, area.Name)
		}
		if h.Grant.Role == policy.Auxiliary {
			p.contact(area)
		}
	}
	p.Sum = loadRows(sum)
	p.To = append(p.To, site.Choice{Label: "请选接手的人"})
	takers, err := d.Registry.PostTakers(site.Ctx(c), d.Site.Actor(c), one.ID, held, d.Site.At(c))
	for _, other := range takers {
		p.To = append(p.To, site.Choice{Value: other.Ref, Label: other.Name + "·" + other.Title})
	}
	if !d.admin() {
		p.Takers = "只列在您的范围里当过这一职的人。没有要找的人，请管理员先给他加职责。"
	}
	return p, err
}

// contact gathers whom landlords call.
func (p *Hand) contact(area models.Area) {
	switch {
	case !p.Contact:
		p.Contact, p.Worker, p.Phone = true, area.WorkerName, area.WorkerPhone
	case p.Worker != area.WorkerName || p.Phone != area.WorkerPhone:
		p.Worker, p.Phone = "", ""
	}
}

// within says whether a post lies in the areas of the visitor: a supervisor sees no others.
func (d *Desk) within(c echo.Context, h store.Post) bool {
	if d.admin() {
		return true
	}
	areas, err := d.Read.ListAreas(site.Ctx(c), d.scope(c), "")
	return err == nil && slices.ContainsFunc(areas, func(a models.Area) bool { return a.ID == h.Grant.AreaID })
}

func loadWords(l models.PostLoad) string {
	return fmt.Sprintf("待办 %d 件，本周要走 %d 户，走访草稿 %d 份，没答复的反映 %d 件", l.Flags, l.Homes, l.Drafts, l.Reports)
}

func loadRows(l models.PostLoad) []site.Row {
	rows := []site.Row{}
	for _, r := range []struct {
		word, unit string
		n          int
	}{{"待办", " 件", l.Flags}, {"本周要走", " 户", l.Homes}, {"走访草稿", " 份", l.Drafts}, {"没答复的反映", " 件", l.Reports}, {"抽查要查", " 户", l.Checks}} {
		rows = append(rows, site.Row{Word: r.word, Value: strconv.Itoa(r.n) + r.unit, Num: true})
	}
	return rows
}

// TakeHand is POST …/:ref/hand: post (several), to, worker_name, worker_phone, day_y, day_m and day_d.
func (d *Desk) TakeHand(c echo.Context) error {
	f, err := site.ReadForm(c)
	p, e := d.hand(c, f.All("post"))
	if e != nil {
		return e
	}
	if err == nil {
		err = d.Site.Again(c, d.Registry, &p.Ask, f)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	form := registry.PostForm{To: f.Get("to"), Choice: choice(f, "day"), Y: f.Get("day_y"), M: f.Get("day_m"), D: f.Get("day_d"), WorkerName: f.Get("worker_name"), WorkerPhone: f.Get("worker_phone")}
	for _, id := range f.All("post") {
		n, _ := strconv.ParseInt(id, 10, 64)
		form.Posts = append(form.Posts, n)
	}
	if err := d.Registry.HandPosts(site.Ctx(c), d.Site.Actor(c), p.Ref, form, d.Site.At(c)); err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	words := "交接好了。" + p.Name + "已经退出，交出去的看不到了；接手的人打开待办就看到。"
	if form.Choice == "other" {
		words = "记下了，到那天零点交接。那天以前" + p.Name + "照常办。"
	}
	return d.Site.Redirect(c, d.Base+"/"+p.Ref, words)
}

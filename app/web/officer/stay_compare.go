package officer

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Compare is one person in two homes, side by side: which is right. A home outside the visitor's areas is not shown.
type Compare struct {
	site.Shell
	Ref, With, Name string
	Rows            []CompareRow
	There           bool // both are shown
	Half            bool // 两处都住 is put down for this home and not yet for the other
	HereRef         string
	ThereRef        string
	Community       string // that looks after the home that is not shown
	CommunityPhone  string
	More            []site.Link // further homes of the person
	Results         []site.Choice
	Reasons, Weeks  []site.Choice
	stay            string // ref of the entry of the flag
}

// CompareRow is one fact of both entries.
type CompareRow struct {
	Word, Here, There string
	Num               bool // the last four of a number
	Differs           bool
}

// Template names the page.
func (*Compare) Template() string { return "officer/stay_compare" }

// ShowCompare is GET /o/compare/:ref, the ref of the flag.
func (d *Desk) ShowCompare(c echo.Context) error {
	p, done, err := d.compare(c, c.QueryParam("with"))
	if err != nil {
		return err
	}
	if done {
		return d.Site.Redirect(c, "/o/items/"+c.Param("ref"), "")
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// compare builds the page; done says that the flag is closed and there is nothing to compare.
func (d *Desk) compare(c echo.Context, with string) (p *Compare, done bool, err error) {
	row, err := d.Read.FlagByRef(site.Ctx(c), d.scope(c, policy.StayCompare), c.Param("ref"))
	if err != nil || !row.Open() {
		return nil, err == nil, err
	}
	pair, err := d.Registry.ViewPair(site.Ctx(c), d.Site.Actor(c), row.Ref, with, d.Site.At(c))
	if err != nil {
		return nil, false, err
	}
	p = &Compare{Shell: task("核对两处登记", toQueue), Ref: row.Ref, Name: pair.Here.Tenant.Name, stay: pair.Here.Stay.Ref, There: !pair.Outside, Half: pair.Here.Stay.InBoth(), HereRef: pair.Here.Unit.Ref,
		ThereRef: pair.There.Unit.Ref, With: pair.There.Stay.Ref, Community: pair.Community.Name, CommunityPhone: pair.Community.PostPhone,
		Results: pairChoices(models.DoubleResults), Weeks: pairChoices(models.DoubleWeeks)}
	p.Reasons = reasons(models.DoubleReasons)
	for _, e := range pair.More {
		p.More = append(p.More, site.Link{Href: "/o/compare/" + row.Ref + "?with=" + url.QueryEscape(e.Stay.Ref), Word: "再看一处：" + e.Room.No + " 房"})
	}
	p.Rows = d.compareRows(c, pair)
	return p, false, nil
}

// pairChoices are the choices of a form from their values and words.
func pairChoices(words [][2]string) (all []site.Choice) {
	for _, w := range words {
		all = append(all, site.Choice{Value: w[0], Label: w[1]})
	}
	return all
}

// compareRows sets the facts of both entries beside each other; those that differ are marked.
func (d *Desk) compareRows(c echo.Context, pair registry.Pair) []CompareRow {
	here, there := d.sideFacts(c, pair.Here), d.sideFacts(c, pair.There)
	rows := make([]CompareRow, len(here))
	for i, f := range here {
		rows[i] = f
		if !pair.Outside {
			rows[i].There, rows[i].Differs = there[i].Here, f.Here != there[i].Here
		}
	}
	return rows
}

// sideFacts are the facts of one entry, each as Here.
func (d *Desk) sideFacts(c echo.Context, s registry.Side) []CompareRow {
	grid, community := "", ""
	for _, area := range s.Line {
		switch area.Level {
		case models.LevelGrid:
			grid = area.Name
		case models.LevelCommunity:
			community = area.Name
		}
	}
	_, tag := d.roster(s.RosterView, d.Site.Moment(c), mayLook{}).tagOf(stayUnflagged(s.Entry))
	confirmed := "还没有"
	if !s.Stay.ConfirmedAt.IsZero() {
		confirmed = s.Stay.ConfirmedAt.Day().ChineseFull() + "，" + models.HowNames[s.Stay.ConfirmedHow]
	}
	rows := []CompareRow{
		{Word: "姓名", Here: s.Tenant.Name}, {Word: "证件号", Here: s.Tenant.DocNo, Num: true}, {Word: "手机", Here: s.Tenant.Phone, Num: true},
		{Word: "社区", Here: community}, {Word: "网格", Here: grid}, {Word: "房屋", Here: place(s.Unit.Address, s.Room.No)},
		{Word: "户主", Here: mask.Name(s.Owner.Name)}, {Word: "状态", Here: tag.Word}, {Word: "入住", Here: s.Stay.MovedInOn.ChineseFull()},
		{Word: "最近确认", Here: confirmed},
	}
	for _, fact := range site.TwoFacts(s.Stay, s.Police[s.Stay.ID], d.Site.Moment(c)) {
		rows = append(rows, CompareRow{Word: fact.Word, Here: strings.TrimSpace(fmt.Sprint(fact.Value) + " " + fact.More)})
	}
	return rows
}

// stayUnflagged leaves out of the state what both have in common: that they are compared.
func stayUnflagged(e store.Entry) models.Stay {
	s := e.Stay
	s.ID = -1 // no flag sits on it; 0 is that of a room
	return s
}

// TakeCompare is POST /o/compare/:ref.
func (d *Desk) TakeCompare(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if led, err := d.tapped(c, f); led || err != nil {
		return err
	}
	p, done, lost := d.compare(c, f.Get("with"))
	if lost != nil {
		return lost
	}
	if done {
		return models.Refuse(models.Conflict, "这件已经办结，不用再办")
	}
	leads, words := "/o/items/"+p.Ref, "记下了："+models.WordOf(models.DoubleResults, f.Get("result"))+"。"
	if f.Get("result") == models.DoubleOther && d.may(c, policy.StayCorrect) {
		leads, words = "/o/stays/"+p.stay+"/correct", "记下了：不是同一个人。这一条的证件填错了，就在这里更正；没错就不用改。"
	}
	redraw := func(err error) error { return d.Site.Redraw(c, p, f, err) }
	return d.tap(c, f, leads, words, redraw, func(ctx context.Context) error {
		_, err := d.Registry.SettleDouble(ctx, d.Site.Actor(c), p.Ref, registry.DoubleForm{Result: f.Get("result"), With: f.Get("with"),
			Reason: f.Get("reason"), Week: f.Get("week"), Word: f.Text("word"), Half: f.Get("half")}, d.Site.At(c))
		return err
	})
}

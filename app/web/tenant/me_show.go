package tenant

import (
	"fmt"
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Me is 我的登记: what stands in the register under the phone that is signed in.
type Me struct {
	site.Shell
	Homes    []meHome
	Requests []meRequest
	Lessons  bool   // texts about the law are sent to this number
	OnPage   bool   // it reads of its duties here instead of by text
	Stopped  bool   // three texts in a row did not arrive at this number
	From     string // which page has the form for it
}

// Template names the page.
func (*Me) Template() string { return "tenant/me_show" }

// meHome is one own stay.
type meHome struct {
	Ref, Address, Room string
	Tag                site.Tag
	Rows               []site.Row
	Advice             string // what the police returned it for
	Living             bool   // may be corrected and left
	Due                bool   // a confirmation is due
	Left               workday.Day
	Back               workday.Day // of an absence that runs or is ahead
	Disputed           bool
	Mending            bool // its landlord puts the registration of the home right
	Views              []meView
	Amended            []string // what an officer put right
	Full               []meView // looks at the whole number, shown first
	More               int      // how many looks there are in all, when more than shown
	Proof              bool     // staff accepted the home
	Checking           bool     // they did, and look at it anew
	Reported           workday.Day
	Receipt            string // 核验码
}

// askedDays before a stay turns stale its person is asked.
const askedDays = 15

// own are the stays of whoever is signed in, once he has shown on this device that the document is his. handled is true
// when he was sent to show it.
func (d *Desk) own(c echo.Context) (all []store.Entry, handled bool, err error) {
	who, at := d.Site.Actor(c), d.Site.Moment(c)
	all, err = d.Read.ListEntries(site.Ctx(c), policy.ScopeOf(who, policy.StaySelf, at), mostStays)
	if err != nil {
		return nil, true, err
	}
	if len(all) > 0 && !who.DocOK {
		next := "/me"
		if c.Request().Method == http.MethodGet {
			next = c.Request().URL.RequestURI()
		}
		return nil, true, d.showDoc(c, next)
	}
	kept := all[:0]
	for _, e := range all {
		if e.Stay.State != models.StayVoid {
			kept = append(kept, e)
		}
	}
	return kept, false, nil
}

// showDoc leads to the question for the last four of the document and from there to a page.
func (d *Desk) showDoc(c echo.Context, next string) error {
	return d.Site.Redirect(c, "/login/doc?next="+url.QueryEscape(next), "")
}

// ownStay is the stay named in the address. handled is true when the answer has been given.
func (d *Desk) ownStay(c echo.Context, ref string) (store.Entry, models.Unit, bool, error) {
	all, handled, err := d.own(c)
	if handled {
		return store.Entry{}, models.Unit{}, true, err
	}
	e, ok := find(all, ref)
	if !ok {
		return store.Entry{}, models.Unit{}, true, models.ErrNotFound
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
	return e, unit, err != nil, err
}

var backToMe = site.Link{Href: "/me", Word: "返回我的登记"}

func onMe(title string) site.Shell {
	return site.Shell{Title: title, Audience: site.Tenant, Back: backToMe}
}

// ShowMe is GET /me.
func (d *Desk) ShowMe(c echo.Context) error {
	all, handled, err := d.own(c)
	if handled {
		return err
	}
	p := &Me{Shell: site.Shell{Title: "我的登记", Audience: site.Tenant, Back: site.Link{Href: "/", Word: "返回首页"}}}
	police, err := d.Registry.Standings(site.Ctx(c), all)
	if err != nil {
		return err
	}
	for _, e := range all {
		home, door, err := d.meHome(c, e, police[e.Stay.ID])
		if err != nil {
			return err
		}
		if door != "" && len(p.Homes) == 0 {
			p.Back = site.Link{Href: "/d/" + door, Word: "返回门牌页"}
		}
		p.Homes = append(p.Homes, home)
	}
	if p.Requests, err = d.meRequests(c); err != nil {
		return err
	}
	if p.Lessons, err = d.Read.WantsEducation(site.Ctx(c), d.Site.Actor(c).Phone, d.Registry.Limits().EducationBasis); err != nil {
		return err
	}
	phone := d.Site.Actor(c).Phone
	if p.OnPage, err = d.Read.DutyOnPage(site.Ctx(c), phone); err != nil {
		return err
	}
	stopped, err := d.Read.StoppedNumbers(site.Ctx(c), [][]byte{phone})
	if err != nil {
		return err
	}
	p.Stopped = len(all) > 0 && stopped[string(phone)]
	return d.Site.Render(c, http.StatusOK, p)
}

const viewsShown = 3

func (d *Desk) meHome(c echo.Context, e store.Entry, police models.Standing) (home meHome, door string, err error) {
	ctx, at := site.Ctx(c), d.Site.Moment(c)
	unit, err := d.Read.UnitByID(ctx, e.Stay.UnitID)
	if err != nil {
		return home, "", err
	}
	s := e.Stay
	home = meHome{
		Ref: s.Ref, Address: unit.Address, Room: e.Room.No, Tag: meTag(s, at), Rows: meRows(e, d.Site.Actor(c), at),
		Living: !s.Over(at.Day()) && s.State != models.StayLeaving, Disputed: !s.DisputedAt.IsZero(),
		Proof: unit.HasProof() && s.Reported(at), Checking: unit.DoorAnswers() && !unit.HasProof(), Reported: s.ReportedAt.Day(), Receipt: s.ReceiptNo,
	}
	home.Rows, home.Advice = append(home.Rows, site.TwoFacts(s, police, at)...), site.PoliceAdvice(police)
	home.Mending = home.Living && unit.Rectifying()
	home.Due = home.Living && s.Reported(at) && !home.Disputed && at.Day() >= s.LastKnown(at)+workday.Day(d.Registry.Limits().StaleDays-askedDays)
	if s.Going(at.Day()) {
		home.Back = s.AwayTo
	}
	if s.Recallable(at) {
		home.Left = s.MovedOutOn
	}
	views, err := d.views(c, e)
	if err != nil {
		return home, "", err
	}
	if home.Amended, err = d.amended(c, e); err != nil {
		return home, "", err
	}
	for _, v := range views {
		if v.Number != "" && len(home.Full) < viewsShown {
			home.Full = append(home.Full, v)
		}
	}
	home.Views = views[:min(len(views), viewsShown)]
	if len(views) > viewsShown {
		home.More = len(views)
	}
	if unit.DoorAnswers() {
		door = unit.DoorToken
	}
	return home, door, nil
}

func meTag(s models.Stay, at workday.Moment) site.Tag {
	class, word := "ok", "在住"
	switch {
	case s.Over(at.Day()) || s.State == models.StayLeaving:
		class, word = "none", "已搬走"
	case !s.DisputedAt.IsZero():
		class, word = "warn", "核对中"
	case s.State == models.StayDeclared:
		class, word = "info", "等户主确认"
	case s.State == models.StayReturned:
		class, word = "warn", "等网格员核对"
	case s.AwayOn(at.Day()):
		class, word = "none", "暂离"
	}
	tag, _ := site.NewTag(class, word)
	if word == "已搬走" {
		tag.Icon = "out"
	}
	return tag
}

// meRows are the facts of an own stay. The phone is the one that is signed in: the stay was found by it, while the
// person's row may still hold an older one.
func meRows(e store.Entry, who policy.Actor, at workday.Moment) []site.Row {
	s := e.Stay
	rows := []site.Row{
		{Word: "姓名", Value: e.Tenant.Name},
		{Word: "证件号", Value: site.Masked(e.Tenant.DocNo), Num: true},
		{Word: "手机", Value: site.Masked(who.PhoneEnd), Num: true},
		{Word: "住进来", Value: s.MovedInOn.String(), More: longWords(s.MovedInOn, at.Day())},
	}
	if !s.MovedOutOn.IsZero() {
		return append(rows, site.Row{Word: "搬走", Value: s.MovedOutOn.String()})
	}
	if !s.ConfirmedAt.IsZero() {
		rows = append(rows, site.Row{Word: "最近确认", Value: s.ConfirmedAt.Day().Chinese(), More: howWords[s.ConfirmedHow]})
	}
	if s.Going(at.Day()) {
		rows = append(rows, site.Row{Word: "暂离", Value: "到 " + s.AwayTo.Chinese() + "回来", More: models.SaidNames[s.AwaySaid]})
	}
	return rows
}

var howWords = map[string]string{models.HowSelf: "您本人", models.HowDesk: "您本人到窗口", models.HowEach: "户主", models.HowAll: "户主一起点的", models.HowVisit: "网格员上门"}

// longWords writes how long somebody has lived somewhere, in whole months: 1 年 8 个月.
func longWords(from, to workday.Day) string {
	if to < from {
		return ""
	}
	fy, fm, fd := from.Date()
	ty, tm, td := to.Date()
	months := (ty-fy)*12 + int(tm) - int(fm)
	if td < fd {
		months--
	}
	switch {
	case months < 1:
		return fmt.Sprintf("%d 天", int(to-from)+1)
	case months < 12:
		return fmt.Sprintf("%d 个月", months)
	case months%12 == 0:
		return fmt.Sprintf("%d 年", months/12)
	}
	return fmt.Sprintf("%d 年 %d 个月", months/12, months%12)
}

// meRequest is one own request in the list and on its page.
type meRequest struct {
	store.Request
	Title string
	Tag   site.Tag
}

// LastDay is the day by which somebody answers, as a person reads it.
func (q meRequest) LastDay() workday.Day { return (q.DueAt - 1000).Day() }

var kindWords = map[string]string{
	registry.RequestReport: "报修求助", registry.RequestLegalAid: "法律援助", registry.RequestCorrect: "更正", registry.RequestDispute: "不是我",
}

const mostRequests = 50

func (d *Desk) meRequests(c echo.Context) ([]meRequest, error) {
	scope := policy.ScopeOf(d.Site.Actor(c), policy.StaySelf, d.Site.Moment(c))
	to := []string{registry.ToLandlord, registry.ToGrid, registry.ToPolice, registry.ToLegal}
	all, err := d.Read.ListRequests(site.Ctx(c), scope, to, mostRequests)
	if err != nil {
		return nil, err
	}
	var shown []meRequest
	for _, q := range all {
		title, mine := kindWords[q.Kind]
		if !mine {
			continue // what others filed about him is not his request
		}
		if q.Topic != "" {
			title += "：" + q.Topic
		}
		r := meRequest{Request: q, Title: title}
		r.Tag, _ = site.NewTag("info", "办理中", "clock")
		if !q.AnsweredAt.IsZero() {
			r.Tag, _ = site.NewTag("ok", "已答复")
		}
		shown = append(shown, r)
	}
	return shown, nil
}

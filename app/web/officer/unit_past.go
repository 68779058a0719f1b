package officer

import (
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

const (
	pastShown = 5 // on the page of the home
	pastPage  = 40
	sentShown = 10
)

// Past is what was done about a home, newest first: what, as what, when; nobody is named.
type Past struct {
	site.Shell
	Address, Next, First string
	Steps                []Step
}

// Template names the page.
func (*Past) Template() string { return "officer/unit_past" }

// ShowPast is GET /o/u/:ref/past; ?before= goes on below an entry.
func (d *Desk) ShowPast(c echo.Context) error {
	u, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.UnitPast), c.Param("ref"))
	if err != nil {
		return err
	}
	before := d.afterID(c, "before")
	entries, err := d.Read.HomePast(site.Ctx(c), u.ID, before, pastPage+1)
	if err != nil {
		return err
	}
	p := &Past{Shell: task("房子的经过", site.Link{Href: "/o/u/" + u.Ref, Word: "回这处房子"}), Address: u.Address}
	if before > 0 {
		p.First = "/o/u/" + u.Ref + "/past"
	}
	if len(entries) > pastPage {
		entries = entries[:pastPage]
		p.Next = "/o/u/" + u.Ref + "/past?before=" + d.placeID(entries[pastPage-1].ID)
	}
	p.Steps = d.pastSteps(c, entries, u)
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) pastSteps(c echo.Context, entries []models.AuditEntry, u models.Unit) []Step {
	var steps []Step
	for _, e := range entries {
		steps = append(steps, Step{When: e.At.Told(d.Site.Moment(c)), What: e.Words(), Note: e.Who(u.OwnerID)})
	}
	return steps
}

// homePast reads what lies behind a home: what was done, the texts about it, and the checks by lot; it answers its pledges. A
// child worker sees the child alone.
func (d *Desk) homePast(c echo.Context, p *Home, u models.Unit) ([]site.Row, error) {
	if !d.may(c, policy.UnitPast) {
		return nil, nil
	}
	ctx := site.Ctx(c)
	entries, err := d.Read.HomePast(ctx, u.ID, 0, pastShown+1)
	if err != nil {
		return nil, err
	}
	if p.MorePast = len(entries) > pastShown; p.MorePast {
		entries = entries[:pastShown]
	}
	p.Past = d.pastSteps(c, entries, u)
	notices, err := d.Read.HomeNotices(ctx, u.ID, sentShown)
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		when := n.SentAt
		if when.IsZero() {
			when = n.CreatedAt
		}
		p.Texts = append(p.Texts, Step{When: when.Told(d.Site.Moment(c)), What: noticeWord(n.Kind), Note: sentNote(n)})
	}
	checks, err := d.Read.HomeChecks(ctx, u.ID, sentShown)
	if err != nil {
		return nil, err
	}
	for _, s := range checks {
		p.Checks = append(p.Checks, Step{When: s.CheckedAt.Told(d.Site.Moment(c)), What: fmt.Sprintf("抽查：%d 人对上 %d 人，%d 条对 %d 条", s.People, s.Agreed, s.Fields, s.Right)})
	}
	return d.homePledges(c, u)
}

var pledgeNames = []struct{ kind, word string }{{models.PledgeSafety, "治安责任书"}, {models.PledgeFire, "消防承诺书"}}

func (d *Desk) homePledges(c echo.Context, u models.Unit) ([]site.Row, error) {
	signed, err := d.Read.HomePledges(site.Ctx(c), u.ID)
	if err != nil {
		return nil, err
	}
	var rows []site.Row
	last := map[string]models.Pledge{}
	for i := len(signed) - 1; i >= 0; i-- {
		last[signed[i].Kind] = signed[i]
	}
	for _, name := range pledgeNames {
		row := site.Row{Word: name.word, Value: "还没签"}
		if s, is := last[name.kind]; is {
			row.Value, row.More = s.SignedAt.Day().ChineseFull()+"签", "第 "+s.Version+" 版"
		}
		rows = append(rows, row)
	}
	return rows, nil
}

var noticeStates = map[string]string{
	models.NoticeQueued: "排队中", models.NoticeHeld: "先放着", models.NoticeSending: "正在发", models.NoticeSent: "发出了", models.NoticeDelivered: "送到了",
	models.NoticeFailed: "没发成", models.NoticeExpired: "过期没发", models.NoticeCancelled: "不用发了",
}

// sentNote says how a text went.
func sentNote(n store.HomeNotice) string {
	if n.CarriedBy != 0 {
		return noticeStates[n.State] + "，和别处的房子一条说的"
	}
	return noticeStates[n.State]
}

// noticeWords say what a text is about, and to which side it went.
var noticeWords = map[string]string{
	"R01": "提醒户主：快到期了还没登记", "R02": "提醒户主：过期了还没登记", "R03": "告诉户主：网格员要上门", "R04": "告诉房客：户主替他登记了", "R05": "提醒户主：名册很久没确认",
	"R06": "提醒房客：很久没确认", "R07": "提醒户主：租约快到期", "R08": "提醒户主：租约到期还住着", "R09": "告诉房客：户主办了退房", "R10": "提醒户主：说空着，册上有人", "R11": "提醒户主：住得太挤",
	"R12": "提醒户主：外国人 24 小时登记", "R18": "告诉户主：要来走访", "R22": "提醒户主：消防自查",
}

func noticeWord(kind string) string {
	if words, known := noticeWords[kind]; known {
		return words
	}
	return "其他提醒"
}

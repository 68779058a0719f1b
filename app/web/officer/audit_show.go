package officer

import (
	"net/http"
	"net/url"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

const auditPage = 30

// AuditPage is the search of the audit: who did what, when, at which home, in plain words; nobody of any roster is on it.
type AuditPage struct {
	site.Shell
	Staff, Actions []site.Choice
	Y, M, D        string
	List           []AuditLine
	First, Next    string
	Today          bool // nothing was asked: the day of today
}

// AuditLine is one entry.
type AuditLine struct{ When, Who, What, Place, Why string }

// Template names the page.
func (*AuditPage) Template() string { return "officer/audit_show" }

// searched are the actions that can be asked for, in the order of the list.
var searched = []policy.Action{policy.StayReveal, policy.PhoneReveal, policy.PersonFind, policy.ListExport, policy.ListReveal, policy.RosterPrint, policy.VisitRecord, policy.FlagClose, policy.UnitAccept, policy.UnitReturn,
	policy.UnitMend, policy.UnitAssign, policy.UnitHand, policy.DoorReissue, policy.StayCheckIn, policy.StayChange, policy.StayCheckOut, policy.RosterConfirm, policy.StayPolice, policy.StayCorrect, policy.PersonMerge, policy.StayCompare, policy.StayHold, policy.FlagRemind, policy.ListImport, policy.DeskServe,
	policy.HazardMend, policy.HazardPhoto, policy.HazardDrop, policy.SampleDraw, policy.SampleCheck, policy.HandoverMake, policy.HandoverTake, policy.CampaignMake, policy.AlarmSend, policy.PostHand, policy.AuditView, "sign_in"}

// reasoned are the actions whose reason a supervisor weighs: what somebody chose from a list, or wrote on a list that left.
// Other words were written to one person and are not for him.
var reasoned = []policy.Action{policy.StayReveal, policy.PhoneReveal, policy.PersonFind, policy.ListExport, policy.ListReveal, policy.StayCorrect,
	policy.PersonMerge, policy.StayCompare, policy.HandoverMake, policy.RosterPrint}

// ShowAudit is GET /o/audit?staff=&action=&y=&m=&d=&code=&ref=&before=. Each look is put down itself.
func (d *Desk) ShowAudit(c echo.Context) error {
	typed := url.Values{}
	for _, name := range []string{"staff", "action", "day_y", "day_m", "day_d", "code", "ref"} {
		if v := c.QueryParam(name); v != "" {
			typed.Set(name, v)
		}
	}
	p := &AuditPage{Shell: task("查操作记录", site.Link{Href: "/o/work", Word: "回工作质量"}), Today: len(typed) == 0}
	p.Typed = site.NewForm(typed)
	staff, err := d.Read.ListColleagues(site.Ctx(c), d.scope(c, policy.AuditView), registry.Audited...)
	if err != nil {
		return err
	}
	names := p.choices(staff, typed)
	q := registry.AuditQuery{Staff: typed.Get("staff"), Action: typed.Get("action"), Code: typed.Get("code"), Ref: typed.Get("ref"), N: auditPage + 1}
	q.Before = d.afterID(c, "before")
	day, fault := askedDay(typed)
	var faults models.Faults
	faults.Add("day", fault)
	q.Day = day
	if !token.ValidRef(q.Ref) && q.Ref != "" {
		faults.Add("ref", "没有这个记录号，请整个复制过来")
	}
	rows, err := []store.AuditRow(nil), faults.Err()
	if err == nil {
		rows, err = d.Registry.SearchAudit(site.Ctx(c), d.Site.Actor(c), q, d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, p.Typed, err)
	}
	p.fill(d, rows, names, typed, q.Before)
	return d.Site.Render(c, http.StatusOK, p)
}

func (p *AuditPage) choices(staff []store.Colleague, typed url.Values) map[int64]string {
	names := map[int64]string{}
	p.Staff, p.Actions = []site.Choice{{Label: "所有人"}}, []site.Choice{{Label: "所有动作"}}
	for _, s := range staff {
		names[s.ID] = s.Name
		p.Staff = append(p.Staff, site.Choice{Value: s.Ref, Label: s.Name + "·" + s.Title, On: s.Ref == typed.Get("staff")})
	}
	for _, act := range searched {
		p.Actions = append(p.Actions, site.Choice{Value: string(act), Label: models.AuditWord(string(act)), On: string(act) == typed.Get("action")})
	}
	return names
}

func (p *AuditPage) fill(d *Desk, rows []store.AuditRow, names map[int64]string, typed url.Values, before int64) {
	if before > 0 {
		p.First = "/o/audit?" + typed.Encode()
	}
	if len(rows) > auditPage {
		rows = rows[:auditPage]
		more := url.Values{}
		for name := range typed {
			more.Set(name, typed.Get(name))
		}
		more.Set("before", d.placeID(rows[auditPage-1].ID))
		p.Next = "/o/audit?" + more.Encode()
	}
	for _, e := range rows {
		line := AuditLine{When: e.At.Chinese(), Who: e.Who(e.OwnerID), What: e.Words()}
		if name := names[e.UserID]; name != "" {
			line.Who += "·" + name
		}
		if e.ShortCode != "" {
			line.Place = e.AreaName + "·房屋编号 " + token.GroupShortCode(e.ShortCode)
		}
		if slices.Contains(reasoned, policy.Action(e.Action)) {
			line.Why = mask.Note(e.Reason)
		}
		if e.Action == string(policy.PersonFind) {
			line.What += "：" + e.Detail // how he looked, and how many he saw
		}
		p.List = append(p.List, line)
	}
}

// askedDay reads the day in the address; none is no fault.
func askedDay(typed url.Values) (workday.Day, string) {
	if typed.Get("day_y")+typed.Get("day_m")+typed.Get("day_d") == "" {
		return 0, ""
	}
	return registry.ReadDay(typed.Get("day_y"), typed.Get("day_m"), typed.Get("day_d"))
}

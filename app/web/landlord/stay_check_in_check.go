package landlord

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// CheckInCheck is 核对: what was understood, before anything is saved. It never carries a whole number.
type CheckInCheck struct {
	site.Shell
	Ref, D   string
	People   []Checked
	Warnings []string
	Add      string // address of the form for one more
	Left     int    // people of the draft who are not filled in yet and do not stand here
	Mend     string // address of the form of the first of them
}

// Checked is one person on it.
type Checked struct {
	Title string
	I     int
	Rows  []CheckedRow
}

// CheckedRow is one answer with its 改.
type CheckedRow struct {
	Word, Value, More string
	Tail              string // last four of a number
	Field, Change     string
}

// Template names the page.
func (*CheckInCheck) Template() string { return "landlord/stay_check_in_check" }

// Steps shows where the page stands.
func (*CheckInCheck) Steps() []site.Choice { return steps(2) }

// ShowCheckInCheck is GET /h/u/:ref/checkin/check?d=….
func (d *Desk) ShowCheckInCheck(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	ref := c.QueryParam("d")
	one, err := d.loadDraft(c, ref, h.unit.Ref)
	if err != nil {
		return err
	}
	if one.Done != "" {
		return d.Site.Redirect(c, doneAt(h.unit.Ref, one.Done), "")
	}
	if len(one.People) == 0 {
		return models.ErrNotFound
	}
	if len(one.forms()) == 0 {
		return d.Site.Redirect(c, at(h.unit.Ref, "checkin")+"?d="+ref, "")
	}
	return d.Site.Render(c, http.StatusOK, d.newCheck(c, h, ref, one))
}

// confirmCheckIn saves the draft through the verb; the draft then keeps nothing but where it led, so that a second tap
// shows the same receipt.
func (d *Desk) confirmCheckIn(c echo.Context, h *house, f site.Form, ref string, one draft) error {
	if len(one.forms()) == 0 {
		return models.ErrNotFound
	}
	done, err := d.Registry.CheckIn(site.Ctx(c), d.Site.Actor(c), h.unit.Ref, one.forms(), f.Once(), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, d.newCheck(c, h, ref, one), f, err)
	}
	if _, err := d.keepDraft(c, ref, draft{Unit: h.unit.Ref, Done: done.StayRef}); err != nil {
		return err
	}
	return d.Site.Redirect(c, doneAt(h.unit.Ref, done.StayRef), "")
}

func doneAt(unitRef, stayRef string) string {
	return at(unitRef, "checkin", "done") + "?s=" + stayRef
}

func (d *Desk) newCheck(c echo.Context, h *house, ref string, one draft) *CheckInCheck {
	p := &CheckInCheck{Shell: task("核对入住登记", site.Link{}), Ref: h.unit.Ref, D: ref}
	p.Back = site.Link{Href: p.change(slices.IndexFunc(one.People, func(p person) bool { return p.settled() != nil }), ""), Word: "返回修改"}
	p.Add = at(h.unit.Ref, "checkin") + "?d=" + ref + "&i=" + strconv.Itoa(len(one.People))
	unsettled := func(p person) bool { return p.settled() == nil }
	if p.Left = len(one.People) - len(one.forms()); p.Left > 0 {
		p.Mend = p.change(slices.IndexFunc(one.People, unsettled), "")
	}
	inRoom := map[string]int{}
	for i, person := range one.People {
		form := person.settled()
		if form == nil {
			continue
		}
		// Faults are judged when the form is sent and again when it is saved; here the facts are shown.
		facts, _ := d.Registry.ReadStay(*form, h.rooms, d.Site.At(c))
		p.People = append(p.People, p.checked(i, len(one.forms()), *form, facts))
		inRoom[facts.Room.No]++
		p.Warnings = append(p.Warnings, h.warnings(facts, inRoom[facts.Room.No])...)
	}
	return p
}

func (p *CheckInCheck) change(i int, field string) string {
	path := at(p.Ref, "checkin") + "?d=" + p.D + "&i=" + strconv.Itoa(i)
	if field != "" {
		path += "#f-" + field
	}
	return path
}

// checked is the i-th person of the draft; n stand on the page.
func (p *CheckInCheck) checked(i, n int, f registry.StayForm, facts registry.StayFacts) Checked {
	one, row := Checked{Title: "房客", I: i}, len(p.People)
	if n > 1 {
		one.Title = fmt.Sprintf("第 %d 位", row+1)
	}
	end := rowEnd(row)
	add := func(r CheckedRow) {
		r.Change, r.Field = p.change(i, r.Field), r.Field+end
		one.Rows = append(one.Rows, r)
	}
	add(CheckedRow{Word: "房间", Value: f.Room + " 房", Field: "room"})
	add(CheckedRow{Word: "姓名", Value: facts.Tenant.Name, Field: "name"})
	add(CheckedRow{Word: "证件", Value: idcard.TypeName(facts.Tenant.DocType), More: countryWord(facts.Tenant.Country), Field: "doc_type"})
	add(CheckedRow{Word: "证件号", Tail: idcard.Last4(facts.Tenant.DocNo), More: derived(facts.Tenant), Field: "doc_no"})
	if facts.Tenant.Phone == "" {
		add(CheckedRow{Word: "手机号", Value: "没有手机", Field: "phone"})
	} else {
		add(CheckedRow{Word: "手机号", Tail: idcard.Last4(facts.Tenant.Phone), Field: "phone"})
	}
	add(CheckedRow{Word: "入住", Value: facts.MovedIn.ChineseFull(), Field: "moved_in"})
	if f.Term != "" {
		add(CheckedRow{Word: "打算住", Value: termWord(f.Term), Field: "term"})
	}
	if facts.Relation != "" {
		add(CheckedRow{Word: "关系", Value: facts.Relation, Field: "relation"})
	}
	if facts.Guardian != "" || facts.GuardPhone != "" {
		add(CheckedRow{Word: "监护人", Value: facts.Guardian, Field: "guardian_name"})
	}
	if facts.GuardPhone != "" {
		add(CheckedRow{Word: "他的手机", Tail: idcard.Last4(facts.GuardPhone), Field: "guardian_phone"})
	}
	return one
}

// derived is what the number itself says: 男，1996 年 3 月生.
func derived(t models.Tenant) string {
	if t.Birth.IsZero() {
		return ""
	}
	y, m, _ := t.Birth.Date()
	words := fmt.Sprintf("%d 年 %d 月生", y, int(m))
	if t.Sex != "" {
		words = t.Sex + "，" + words
	}
	return words
}

// warnings are words, never a refusal: a true check-in is always taken. nth counts those of this draft in the same room.
func (h *house) warnings(facts registry.StayFacts, nth int) []string {
	var all []string
	people, limit := 0, facts.Room.CapOf(h.unit.Kind, h.limits)
	key := idcard.Key(facts.Tenant.DocType, facts.Tenant.DocNo)
	for _, e := range h.in(facts.Room) {
		if idcard.Key(e.Tenant.DocType, e.Tenant.DocNo) != key {
			people++
		}
	}
	if n := people + nth; n > limit && facts.Room.ID != 0 {
		all = append(all, capWords(facts.Room.No, limit, n))
	}
	if facts.MovedIn < h.today.AddYears(-1) {
		y, _, _ := facts.MovedIn.Date()
		all = append(all, fmt.Sprintf("入住是 %d 年吗？请再看一眼。", y))
	}
	if facts.Foreign {
		all = append(all, "外国人住进来 24 小时内，要到派出所办住宿登记。这里登了，那边也要办。")
	}
	return all
}

// capWords warn of a full room (UX F4).
func capWords(room string, limit, n int) string {
	return fmt.Sprintf("%s 房最多 %d 人，加上这位是 %d 人。可以先登记，之后会提醒您调整。", room, limit, n)
}

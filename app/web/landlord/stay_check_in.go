package landlord

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/token"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// CheckIn is the form of 入住登记: one short page, because it is done again and again.
type CheckIn struct {
	site.Shell
	Ref                string
	D                  string // of the draft; nothing is kept under it before the form is sent
	I                  int    // which person of the draft
	Rooms              []site.Choice
	Today              workday.Day
	Term               string      // preselected
	Ends               workday.Day // of a work site: how long everybody stays, so nobody is asked
	DocKept, PhoneKept string      // last four of what is kept in the draft and not drawn
	GuardKept          string
	Open               bool // the disclosure with document, relation and guardian
	Echo               []string
	Wrong              bool          // the last digit of the echo is in doubt
	Drawn              string        // the numbers that stand in their fields: one of these that comes back empty was taken out
	Nth                int           // the person is the n-th to be entered together
	Names, Phones      []site.Choice // found in pasted words, whose they are is not said: one tap fills one in
}

// Template names the page.
func (*CheckIn) Template() string { return "landlord/stay_check_in" }

// mostChips: with more rooms a list is shorter than buttons.
const mostChips = 6

func (h *house) newCheckIn(ref string, one draft, i int) *CheckIn {
	p := &CheckIn{Shell: task("入住登记", backHome), Ref: h.unit.Ref, D: cmp.Or(ref, token.NewRef()), I: i, Today: h.today, Rooms: h.roomChoices(), Term: h.usualTerm(), Ends: h.unit.EndsOn}
	if len(one.People) > 0 {
		p.Nth = i + 1
	}
	if len(one.forms()) > 0 {
		p.Back = site.Link{Href: at(h.unit.Ref, "checkin", "check") + "?d=" + ref, Word: "返回核对"}
	}
	if i < len(one.People) {
		kept := one.People[i]
		p.DocKept, p.PhoneKept, p.GuardKept = idcard.Last4(kept.DocNo), idcard.Last4(kept.Phone), idcard.Last4(kept.GuardPhone)
		p.Typed = shownForm(kept.StayForm, h.today)
	}
	return p
}

// roomChoices are all rooms, those with space first; a full room can be chosen too.
func (h *house) roomChoices() []site.Choice {
	var free, full []site.Choice
	for _, r := range h.rooms {
		people, limit := len(h.in(r)), r.CapOf(h.unit.Kind, h.limits)
		switch {
		case people < limit && lettable(r):
			free = append(free, site.Choice{Value: r.No, Label: fmt.Sprintf("%s 空 %d 位", r.No, limit-people)})
		case people < limit:
			full = append(full, site.Choice{Value: r.No, Label: r.No})
		default:
			full = append(full, site.Choice{Value: r.No, Label: r.No + " 已住满"})
		}
	}
	return append(free, full...)
}

// usualTerm is 半年以上 when the last three check-ins of this home were so, otherwise nothing.
func (h *house) usualTerm() string {
	recent := slices.Clone(h.entries)
	slices.SortStableFunc(recent, func(a, b entry) int { return int(b.Stay.ID - a.Stay.ID) })
	if len(recent) < 3 {
		return ""
	}
	for _, e := range recent[:3] {
		if e.Stay.Term != "long" {
			return ""
		}
	}
	return "long"
}

// ShowCheckIn is GET /h/u/:ref/checkin; ?room= and ?on= carry over, ?d= and ?i= open a draft again.
func (d *Desk) ShowCheckIn(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	var one draft
	ref := c.QueryParam("d")
	if ref != "" {
		if one, err = d.loadDraft(c, ref, h.unit.Ref); err != nil {
			return err
		}
	}
	if one.Done != "" {
		return d.Site.Redirect(c, doneAt(h.unit.Ref, one.Done), "")
	}
	i := one.index(c.QueryParam("i"))
	if c.QueryParam("i") == "" && len(one.People) > 0 { // the address of a form that was sent with a fault
		if i = one.next(); i < 0 {
			return d.Site.Redirect(c, at(h.unit.Ref, "checkin", "check")+"?d="+ref, "")
		}
	}
	p := h.newCheckIn(ref, one, i)
	if p.I == len(one.People) {
		h.carryOver(p, one, c)
	} else if found := one.People[p.I]; found.open() {
		_, err := d.judge(c, h, found.StayForm, one.others(p.I))
		p.showPasted(found, one, err)
	}
	p.dress()
	return d.Site.Render(c, http.StatusOK, p)
}

// carryOver fills in what the landlord has said already: room, day and term of the person before, or of the address.
func (h *house) carryOver(p *CheckIn, one draft, c echo.Context) {
	last := registry.StayForm{Room: c.QueryParam("room"), Term: p.Term}
	if day, err := workday.ParseDay(c.QueryParam("on")); err == nil {
		last = settle(last, registry.StayFacts{MovedIn: day})
	}
	if n := len(one.People); n > 0 {
		last = one.People[n-1].StayForm
	}
	p.Typed = shownForm(registry.StayForm{Room: last.Room, Term: last.Term, MovedIn: last.MovedIn,
		MovedInY: last.MovedInY, MovedInM: last.MovedInM, MovedInD: last.MovedInD}, h.today)
}

// checkInHouse is the home in the address, unless it is off the market.
func (d *Desk) checkInHouse(c echo.Context) (*house, error) {
	h, err := d.house(c, policy.StayCheckIn)
	if err == nil && h.unit.Delisted() {
		return nil, models.Refuse(models.Conflict, "这处房子已停租。要再出租，先在“这处房子”里点恢复出租")
	}
	return h, err
}

// TakeCheckIn is POST /h/u/:ref/checkin: the form goes to the check page, the check page with confirm=1 to the register.
func (d *Desk) TakeCheckIn(c echo.Context) error {
	h, err := d.checkInHouse(c)
	if err != nil {
		return err
	}
	f, typedErr := site.ReadForm(c)
	ref := f.Get("d")
	one, err := d.openDraft(c, ref, h.unit.Ref)
	if err != nil {
		return err
	}
	switch {
	case one.Done != "":
		return d.Site.Redirect(c, doneAt(h.unit.Ref, one.Done), "")
	case f.Get("confirm") == "1":
		return d.confirmCheckIn(c, h, f, ref, one)
	case f.Has("drop") && len(one.People) > 1:
		i := one.index(f.Get("drop"))
		if i < len(one.People) {
			one.People = slices.Delete(one.People, i, i+1)
		}
		return d.toCheck(c, h, ref, one)
	}
	i := one.index(f.Get("i"))
	f = one.give(f)
	p := h.newCheckIn(ref, one, i)
	f, typedErr = d.takePerson(c, h, f, &one, i, typedErr)
	if typedErr == nil {
		return d.onward(c, h, ref, one)
	}
	e := models.AsError(typedErr)
	if e == nil {
		return typedErr
	}
	if p.D, err = d.keepDraft(c, ref, one); err != nil {
		return err
	}
	p.Typed, p.Faults = f, e.Faults
	p.dress()
	return d.Site.Redraw(c, p, f, typedErr)
}

// takePerson reads one person into the draft, right or wrong. A number left empty is the one kept. It answers the form as
// it is to be drawn should there be a fault.
func (d *Desk) takePerson(c echo.Context, h *house, f site.Form, one *draft, i int, unreadable error) (site.Form, error) {
	typed := readPerson(f, "")
	held, was := false, (*registry.StayForm)(nil)
	if i < len(one.People) {
		was = one.People[i].settled()
		old := one.People[i].StayForm
		for _, name := range strings.Fields(f.Get("drawn")) {
			if number := numbers(&old)[name]; number != nil {
				*number = ""
			}
		}
		held = one.People[i].Held && typed.DocNo == ""
		typed.DocNo = cmp.Or(typed.DocNo, old.DocNo)
		if !typed.NoPhone {
			typed.Phone = cmp.Or(typed.Phone, old.Phone)
		}
		if typed.Guardian != "" {
			typed.GuardPhone = cmp.Or(typed.GuardPhone, old.GuardPhone)
		}
	}
	facts, err := d.judge(c, h, typed, one.others(i))
	if unreadable != nil {
		err = unreadable
	}
	one.Unit = h.unit.Ref
	if err != nil {
		one.put(i, person{StayForm: dated(typed, h.today), Held: held, Faulty: true, Was: was})
		if !held { // what he typed himself is drawn again where it is wrong; a number of the register never is
			f = redraw(f, err, typed)
		}
		return f, err
	}
	one.put(i, person{StayForm: settle(typed, facts), Held: held})
	return f, nil
}

// numbers are the fields of a person that are drawn only where they are wrong.
func numbers(p *registry.StayForm) map[string]*string {
	return map[string]*string{"doc_no": &p.DocNo, "phone": &p.Phone, "guardian_phone": &p.GuardPhone}
}

func redraw(f site.Form, err error, typed registry.StayForm) site.Form {
	e := models.AsError(err)
	if e == nil {
		return f
	}
	for _, fault := range e.Faults {
		if number := numbers(&typed)[fault.Field]; number != nil {
			f = f.With(fault.Field, *number)
		}
	}
	return f
}

func (d *Desk) toCheck(c echo.Context, h *house, ref string, one draft) error {
	one.Unit = h.unit.Ref
	ref, err := d.keepDraft(c, ref, one)
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, at(h.unit.Ref, "checkin", "check")+"?d="+ref, "")
}

// dress works out what depends on the values drawn.
func (p *CheckIn) dress() {
	f := p.Typed
	for i, kept := range []*string{&p.DocKept, &p.PhoneKept, &p.GuardKept} {
		if name := []string{"doc_no", "phone", "guardian_phone"}[i]; f.Get(name) != "" {
			*kept, p.Drawn = "", p.Drawn+name+" "
		}
	}
	for _, name := range []string{"relation", "guardian_name", "guardian_phone", "doc_country", "no_phone"} {
		p.Open = p.Open || f.Get(name) != "" || p.Fault(name) != ""
	}
	p.Open = p.Open || p.Fault("doc_type") != "" || f.Get("doc_type") != "" && f.Get("doc_type") != "111"
	if number := idcard.Normalise(f.Get("doc_no")); len([]rune(number)) == 18 {
		p.Echo = idcard.Groups(number)
		p.Wrong = strings.HasPrefix(p.Fault("doc_no"), "最后一位")
	}
}

// Named is a fault with the name of its field, where the sentence alone would not say in the summary what is meant.
func (p *CheckIn) Named(f models.Fault) string { return named(f) }

func named(f models.Fault) string {
	field := strings.TrimRight(f.Field, "_23456789")
	for _, start := range []string{"最后一位", "少 ", "多了 ", "前两位"} {
		if !strings.HasPrefix(f.Message, start) {
			continue
		}
		switch field {
		case "doc_no":
			return "身份证号码" + f.Message
		case "phone":
			return "手机号" + f.Message
		case "guardian_phone":
			return "监护人手机号" + f.Message
		}
	}
	return f.Message
}

package landlord

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// draft is a check-in between the form and its confirmation. It lies sealed on the server, so that the pages after the
// form never carry a whole number, not even hidden.
type draft struct {
	Unit   string   `json:"unit"`
	People []person `json:"people,omitempty"`
	Names  []string `json:"names,omitempty"` // found in pasted words, but whose they are is not said
	Phones []string `json:"phones,omitempty"`
	Done   string   `json:"done,omitempty"` // the stay it led to; nothing else is kept then
}

// person is one form of it.
type person struct {
	registry.StayForm
	Held   bool `json:"held,omitempty"`   // numbers of a former tenant: masked when the form is drawn again
	Pasted bool `json:"pasted,omitempty"` // as it was found in pasted words: nobody has looked at it yet
	Faulty bool `json:"faulty,omitempty"` // as it was typed, with a fault
	// Was is how he stood before he was changed with a fault: what counts until the fault is mended.
	Was *registry.StayForm `json:"was,omitempty"`
}

// open says whether something is still to be filled in or mended.
func (p person) open() bool { return p.Pasted || p.Faulty }

// settled is the form of him that can be entered; nil when there is none yet.
func (p person) settled() *registry.StayForm {
	if p.open() {
		return p.Was
	}
	return &p.StayForm
}

const checkInDraft = "check_in"

// loadDraft reads a draft of this home; one of another home is not there.
func (d *Desk) loadDraft(c echo.Context, ref, unitRef string) (draft, error) {
	var one draft
	body, err := d.Registry.Draft(site.Ctx(c), d.Site.Actor(c), checkInDraft, ref, d.Site.At(c))
	if err != nil {
		return one, err
	}
	if err := json.Unmarshal([]byte(body), &one); err != nil {
		return one, err
	}
	if one.Unit != unitRef {
		return one, models.ErrNotFound
	}
	return one, nil
}

// openDraft is loadDraft for a form that was sent: nothing may be kept under its ref yet.
func (d *Desk) openDraft(c echo.Context, ref, unitRef string) (draft, error) {
	one, err := d.loadDraft(c, ref, unitRef)
	if one.Unit == "" && models.IsKind(err, models.NotFound) {
		return draft{}, nil
	}
	return one, err
}

func (d *Desk) keepDraft(c echo.Context, ref string, one draft) (string, error) {
	body, err := json.Marshal(one)
	if err != nil {
		return "", err
	}
	return d.Registry.KeepDraft(site.Ctx(c), d.Site.Actor(c), checkInDraft, ref, string(body), d.Site.At(c))
}

// forms are the forms that the verb takes.
func (one draft) forms() []registry.StayForm {
	forms := make([]registry.StayForm, 0, len(one.People))
	for _, p := range one.People {
		if f := p.settled(); f != nil {
			forms = append(forms, *f)
		}
	}
	return forms
}

// put lays a person in his place.
func (one *draft) put(i int, p person) {
	if i < len(one.People) {
		one.People[i] = p
	} else {
		one.People = append(one.People, p)
	}
}

// next is the first person with something left to mend; -1 when there is none.
func (one draft) next() int { return slices.IndexFunc(one.People, person.open) }

// others are all but the i-th.
func (one draft) others(i int) []person {
	return slices.Delete(slices.Clone(one.People), min(i, len(one.People)), min(i+1, len(one.People)))
}

// index reads which person of the draft is meant: 0 is the first; a number that is not there means one more.
func (one draft) index(typed string) int {
	i, err := strconv.Atoi(typed)
	if err != nil || i < 0 || i > len(one.People) {
		return len(one.People)
	}
	return i
}

// readPerson reads the fields of DESIGN 4.4; end is the _2, _3 … of the five-row form.
func readPerson(f site.Form, end string) registry.StayForm {
	return registry.StayForm{
		Room: f.Get("room"), Name: f.Get("name" + end), DocType: f.Get("doc_type" + end), DocNo: f.Get("doc_no" + end),
		DocX: f.On("doc_x" + end), Country: f.Get("doc_country" + end), Phone: f.Get("phone" + end), NoPhone: f.On("no_phone" + end),
		MovedIn: f.Get("moved_in"), MovedInY: f.Get("moved_in_y"), MovedInM: f.Get("moved_in_m"), MovedInD: f.Get("moved_in_d"),
		Term: f.Get("term"), Relation: f.Get("relation"), Guardian: f.Get("guardian_name" + end), GuardPhone: f.Get("guardian_phone" + end),
	}
}

// settle keeps a person as he was understood: numbers in their one form, and the day by its date, because 今天 means
// something else after midnight.
func settle(f registry.StayForm, facts registry.StayFacts) registry.StayForm {
	f.Name, f.DocType, f.DocNo, f.DocX = facts.Tenant.Name, facts.Tenant.DocType, facts.Tenant.DocNo, false
	f.Phone, f.Country, f.Guardian, f.GuardPhone = facts.Tenant.Phone, facts.Tenant.Country, facts.Guardian, facts.GuardPhone
	y, m, d := facts.MovedIn.Date()
	f.MovedIn, f.MovedInY, f.MovedInM, f.MovedInD = "other", strconv.Itoa(y), strconv.Itoa(int(m)), strconv.Itoa(d)
	return f
}

// dated says the day of today and yesterday by its date, because they mean something else after midnight.
func dated(f registry.StayForm, today workday.Day) registry.StayForm {
	if back := slices.Index([]string{"today", "yesterday"}, f.MovedIn); back >= 0 {
		y, m, d := (today - workday.Day(back)).Date()
		f.MovedIn, f.MovedInY, f.MovedInM, f.MovedInD = "other", strconv.Itoa(y), strconv.Itoa(int(m)), strconv.Itoa(d)
	}
	return f
}

// shownForm is a kept person as the form shows him: all but the numbers.
func shownForm(p registry.StayForm, today workday.Day) site.Form {
	if day, ok := dateOf(p); ok && p.MovedIn == "other" && (day == today || day == today-1) {
		p.MovedIn = map[workday.Day]string{today: "today", today - 1: "yesterday"}[day]
		p.MovedInY, p.MovedInM, p.MovedInD = "", "", ""
	}
	f := site.Form{}
	for name, value := range map[string]string{
		"room": p.Room, "name": p.Name, "doc_type": p.DocType, "doc_country": p.Country, "moved_in": p.MovedIn,
		"moved_in_y": p.MovedInY, "moved_in_m": p.MovedInM, "moved_in_d": p.MovedInD,
		"term": p.Term, "relation": p.Relation, "guardian_name": p.Guardian,
	} {
		if value != "" {
			f = f.With(name, value)
		}
	}
	if p.NoPhone {
		f = f.With("no_phone", "1")
	}
	return f
}

func dateOf(p registry.StayForm) (workday.Day, bool) {
	y, errY := strconv.Atoi(p.MovedInY)
	m, errM := strconv.Atoi(p.MovedInM)
	d, errD := strconv.Atoi(p.MovedInD)
	if errY != nil || errM != nil || errD != nil {
		return 0, false
	}
	return workday.Date(y, time.Month(m), d)
}

// twice says in one sentence that this person stands in this home's roster already, or in the draft; "" when not.
func (h *house) twice(facts registry.StayFacts, others []person) string {
	key := idcard.Key(facts.Tenant.DocType, facts.Tenant.DocNo)
	for _, e := range h.entries {
		if idcard.Key(e.Tenant.DocType, e.Tenant.DocNo) == key && stillThere(e, facts.MovedIn) && !e.Stay.Waiting() {
			return e.Tenant.Name + "已经登记在 " + e.Room.No + " 房，不用再登"
		}
	}
	for _, p := range others {
		if idcard.Key(p.DocType, p.DocNo) == key {
			return "和" + p.Name + "的证件号码一样，请对一对"
		}
	}
	return ""
}

// stillThere says whether a stay still counts on or after a day; coming back on the day of leaving is a new one.
func stillThere(e store.Entry, from workday.Day) bool {
	s := e.Stay
	if s.State == models.StayVoid {
		return false
	}
	return s.MovedOutOn.IsZero() || s.MovedOutOn > from && s.MovedInOn != s.MovedOutOn
}

package officer

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Correct is 更正: what is right in the entry of a person. A whole number is never shown; one left empty is kept.
type Correct struct {
	site.Shell
	Ref, UnitRef, Name, Place string
	DocType, Country          string
	Doc, Phone                string // the last four
	Left                      bool   // he moved out: that day can be put right too
	Rev                       int64
	Reasons                   []site.Choice
	Done                      []string // what was put right before
	Merges                    []site.Link
	Others                    bool // somebody else stands on the roster with whom he could be merged
	line                      store.Entry
}

// Template names the page.
func (*Correct) Template() string { return "officer/stay_correct" }

// DocTypes are the kinds of document.
func (*Correct) DocTypes() []site.Choice { return (*DeskSlip)(nil).DocTypes() }

// KeepHint says that an empty field keeps the number.
func (*Correct) KeepHint(last4 string) string {
	if last4 == "" {
		return "现在没有"
	}
	return "现在的尾号 " + last4 + "。不改就空着"
}

// officerEntry is a stay of the visitor's areas with its home; the look is put down.
func (d *Desk) officerEntry(c echo.Context, act policy.Action, ref string) (registry.RosterView, store.Entry, error) {
	e, err := d.Read.Entry(site.Ctx(c), d.scope(c, act), ref)
	if err != nil {
		return registry.RosterView{}, e, err
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
	if err != nil {
		return registry.RosterView{}, e, err
	}
	view, err := d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), unit.Ref, "更正登记", d.Site.At(c))
	return view, e, err
}

func toUnit(ref string) site.Link { return site.Link{Href: "/o/u/" + ref, Word: "回这处房屋"} }

func reasons(words []string) (all []site.Choice) {
	for _, word := range words {
		all = append(all, site.Choice{Value: word, Label: word})
	}
	return all
}

func (d *Desk) correct(c echo.Context) (*Correct, error) {
	view, e, err := d.officerEntry(c, policy.StayCorrect, c.Param("ref"))
	if err != nil {
		return nil, err
	}
	p := &Correct{Shell: task("更正登记", toUnit(view.Unit.Ref)), Ref: e.Stay.Ref, UnitRef: view.Unit.Ref, Name: e.Tenant.Name, Place: place(view.Unit.Address, e.Room.No),
		DocType: e.Tenant.DocType, Country: e.Tenant.Country, Doc: idcard.Last4(e.Tenant.DocNo), Phone: idcard.Last4(e.Tenant.Phone),
		Left: !e.Stay.MovedOutOn.IsZero(), Rev: e.Stay.Rev, Reasons: reasons(models.AmendReasons), line: e}
	p.Typed = site.NewForm(asEntered(e))
	for _, other := range view.Entries {
		p.Others = p.Others || other.Tenant.ID != e.Tenant.ID
	}
	all, err := d.Read.Amendments(site.Ctx(c), e.Tenant.ID)
	for _, a := range all {
		p.Done = append(p.Done, site.AmendWords(a))
		if a.Kind == models.AmendMerge && !a.Undone() && a.Old != "" {
			p.Merges = append(p.Merges, site.Link{Href: "/o/merges/" + a.Ref, Word: a.MadeAt.Day().Chinese() + "的合并，拆开"})
		}
	}
	return p, err
}

// asEntered is the form as it stands before anything is put right.
func asEntered(e store.Entry) url.Values {
	typed := url.Values{"name": {e.Tenant.Name}, "doc_type": {e.Tenant.DocType}, "country": {e.Tenant.Country}}
	for name, day := range map[string]workday.Day{"moved_in": e.Stay.MovedInOn, "moved_out": e.Stay.MovedOutOn, "lease_end": e.Stay.LeaseEnd} {
		if day.IsZero() {
			continue
		}
		y, m, d := day.Date()
		for box, n := range map[string]int{"_y": y, "_m": int(m), "_d": d} {
			typed.Set(name+box, strconv.Itoa(n))
		}
	}
	return typed
}

// ShowCorrect is GET /o/stays/:ref/correct.
func (d *Desk) ShowCorrect(c echo.Context) error {
	p, err := d.correct(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

const correctDraft = "stay_correct"

// TakeCorrect is POST to the same address: it checks what was typed and leads to the page that reads it back.
func (d *Desk) TakeCorrect(c echo.Context) error {
	p, err := d.correct(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	rev, err := strconv.ParseInt(f.Get("rev"), 10, 64)
	if err != nil || rev == 0 {
		rev = -1 // a form without its rev is older than any
	}
	form := registry.EntryForm{Rev: rev, Name: f.Get("name"), DocType: f.Get("doc_type"), DocNo: f.Get("doc_no"), DocX: f.On("doc_x"), Country: f.Get("country"), Phone: f.Get("phone"),
		NoPhone: f.On("no_phone"), Reason: f.Get("reason")}
	faults := readCorrectDays(f, &form)
	if _, err := d.Registry.ReadCorrection(site.Ctx(c), p.line, form, d.Site.At(c)); err != nil || len(faults) > 0 {
		return d.Site.RedrawChanged(c, p, f, "", withFaults(faults, err))
	}
	body, err := json.Marshal(form)
	if err != nil {
		return err
	}
	ref, err := d.Registry.KeepDraft(site.Ctx(c), d.Site.Actor(c), correctDraft, "", string(body), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, "/o/stays/"+p.Ref+"/correct/check?d="+ref, "")
}

// readCorrectDays reads the days of the form, each in three boxes; that of moving in is never empty.
func readCorrectDays(f site.Form, form *registry.EntryForm) (faults models.Faults) {
	for _, day := range []struct {
		name string
		into *string
	}{{"moved_in", &form.MovedIn}, {"moved_out", &form.MovedOut}, {"lease_end", &form.LeaseEnd}} {
		y, m, d := f.Get(day.name+"_y"), f.Get(day.name+"_m"), f.Get(day.name+"_d")
		if y+m+d == "" && day.name != "moved_in" {
			continue
		}
		read, fault := registry.ReadDay(y, m, d)
		faults.Add(day.name, fault)
		*day.into = read.String()
	}
	return faults
}

// withFaults are the faults of the days and those that the rest of the form has, one for each field.
func withFaults(days models.Faults, err error) error {
	e := models.AsError(err)
	if err != nil && (e == nil || len(e.Faults) == 0) {
		return err
	}
	var all models.Faults
	if e != nil {
		for _, fault := range e.Faults {
			if !slices.ContainsFunc(days, func(d models.Fault) bool { return d.Field == fault.Field }) {
				all = append(all, fault)
			}
		}
	}
	return append(all, days...).Err()
}

// CorrectCheck reads a correction back before it is saved. It never carries a whole number.
type CorrectCheck struct {
	site.Shell
	Ref, UnitRef, D, Name, Place, Reason string
	Changes                              []registry.EntryChange
	form                                 registry.EntryForm
}

// Template names the page.
func (*CorrectCheck) Template() string { return "officer/stay_correct_check" }

func (d *Desk) correctCheck(c echo.Context, ref string) (*CorrectCheck, error) {
	p, err := d.correct(c)
	if err != nil {
		return nil, err
	}
	body, err := d.Registry.Draft(site.Ctx(c), d.Site.Actor(c), correctDraft, ref, d.Site.At(c))
	if err != nil {
		return nil, err
	}
	check := &CorrectCheck{Shell: task("核对更正", site.Link{Href: "/o/stays/" + p.Ref + "/correct", Word: "回去改"}), Ref: p.Ref, UnitRef: p.UnitRef, D: ref, Name: p.Name, Place: p.Place}
	if err := json.Unmarshal([]byte(body), &check.form); err != nil {
		return nil, err
	}
	done, err := d.Registry.ReadCorrection(site.Ctx(c), p.line, check.form, d.Site.At(c))
	check.Changes, check.Reason = done.Changes, check.form.Reason
	return check, err
}

// ShowCorrectCheck is GET /o/stays/:ref/correct/check?d=.
func (d *Desk) ShowCorrectCheck(c echo.Context) error {
	p, err := d.correctCheck(c, c.QueryParam("d"))
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeCorrectCheck is POST to the same address.
func (d *Desk) TakeCorrectCheck(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if led, err := d.tapped(c, f); led || err != nil {
		return err
	}
	p, err := d.correctCheck(c, f.Get("d"))
	if err != nil {
		return err
	}
	return d.tap(c, f, "/o/u/"+p.UnitRef, "更正好了："+p.Place+"，改了 "+strconv.Itoa(len(p.Changes))+" 样。本人能看到。", nil, func(ctx context.Context) error {
		if err := d.Registry.CorrectEntry(ctx, d.Site.Actor(c), p.Ref, p.form, d.Site.At(c)); err != nil {
			return err
		}
		return d.Registry.DropDraft(ctx, d.Site.Actor(c), correctDraft, p.D)
	})
}

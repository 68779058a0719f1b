package registry_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// same is the form of an entry in which nothing is changed.
func same(e store.Entry) registry.EntryForm {
	return registry.EntryForm{Rev: e.Stay.Rev, Name: e.Tenant.Name, DocType: e.Tenant.DocType, Country: e.Tenant.Country, MovedIn: e.Stay.MovedInOn.String(), Reason: "照证件核对过"}
}

func (p *people) entry(t *testing.T, ref string) store.Entry {
	t.Helper()
	e, err := p.Store.EntryByRef(context.Background(), ref)
	must(t, err)
	return e
}

func TestAnOfficerPutsAnEntryRightAndThePersonReadsWhatAndWhy(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		ref := p.checkIn(t, 1)
		was := p.entry(t, ref)
		f := same(was)
		f.Name, f.DocNo, f.Phone, f.MovedIn = "何以宁", invented(9), "19900010091", "2026-11-02"
		log := does(t, st, "the officer", 1, func() error { return p.CorrectEntry(ctx, officer, ref, f, p.at) })
		if x := log[0]; x.Action != "stay.correct" || x.Reason != "照证件核对过" || x.Detail != "更正姓名、证件号、手机、入住日期" || x.StayID != was.Stay.ID {
			t.Errorf("put down as %+v", x)
		}
		e := p.entry(t, ref)
		if e.Tenant.Name != "何以宁" || e.Tenant.DocNo != invented(9) || e.Tenant.Phone != "19900010091" || e.Stay.MovedInOn.String() != "2026-11-02" ||
			string(e.Stay.PhoneIdx) != string(st.PhoneIndex("19900010091")) || string(e.Stay.DocIndex) == string(was.Stay.DocIndex) {
			t.Errorf("%+v", e)
		}
		found, err := p.FindPeople(ctx, officer, invented(9), "核对身份", p.at)
		must(t, err)
		if len(found.Entries) != 1 {
			t.Error("he is not found by the number that is right")
		}
		all, err := st.Amendments(ctx, e.Tenant.ID)
		must(t, err)
		if len(all) != 1 || all[0].What != "姓名、证件号、手机、入住日期" || !strings.Contains(all[0].Old, invented(1)) {
			t.Errorf("%+v", all)
		}
		var sealed []byte
		must(t, st.SQL().QueryRow("SELECT old FROM amendments").Scan(&sealed))
		if strings.Contains(string(sealed), invented(1)) || strings.Contains(string(sealed), "何以安") {
			t.Error("what stood there before lies open")
		}
		refuses(t, st, "an older page", models.Conflict, func() error { return p.CorrectEntry(ctx, officer, ref, f, p.at) })
	})
}

func TestACorrectedDayOrDocumentIsJudgedAtOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTwice(t, st)
		if w.flag(t, w.here) == "" {
			t.Fatal("no flag to begin with")
		}
		f := same(w.entry(t, w.there))
		f.DocNo = invented(8)
		must(t, w.CorrectEntry(ctx, w.theirs, w.there, f, w.at))
		w.tick(t, w.at)
		if w.flag(t, w.here) != "" || w.flag(t, w.there) != "" {
			t.Error("two people with two numbers are still called one")
		}
		f = same(w.entry(t, w.there))
		f.DocType, f.DocNo, f.Country, f.MovedIn = "414", "XK4412345", "BRA", "2026-11-02"
		must(t, w.CorrectEntry(ctx, w.theirs, w.there, f, w.at))
		flags, err := st.OpenFlags(ctx, []int64{w.far.ID})
		must(t, err)
		if e := w.entry(t, w.there); len(flags) != 1 || flags[0].Rule != "B03" || !e.Stay.Foreign || !e.Tenant.Birth.IsZero() {
			t.Errorf("a foreigner since yesterday week: %+v, %+v", flags, e)
		}
	})
}

func TestWhatMustNotBeCorrectedIsSaidAtItsField(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		worker, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		ref, self := p.checkIn(t, 1), p.declare(t, 2)
		p.checkIn(t, 3)
		for field, change := range map[string]func(*registry.EntryForm){
			"name": func(f *registry.EntryForm) {}, "name ": func(f *registry.EntryForm) { f.Name = "何" }, "doc_type": func(f *registry.EntryForm) { f.DocType = "999" },
			"doc_no": func(f *registry.EntryForm) { f.DocNo = invented(3) }, "doc_no ": func(f *registry.EntryForm) { f.DocType = "414" },
			"doc_no  ": func(f *registry.EntryForm) { f.DocNo = "3399" }, "country": func(f *registry.EntryForm) { f.Country = "法国" },
			"phone": func(f *registry.EntryForm) { f.Phone = "12" }, "moved_in": func(f *registry.EntryForm) { f.MovedIn = "2026-11-17" },
			"lease_end": func(f *registry.EntryForm) { f.LeaseEnd = "2026-11-01" }, "reason": func(f *registry.EntryForm) { f.Reason, f.Name = "好奇", "何以宁" },
		} {
			f := same(p.entry(t, ref))
			change(&f)
			refuses(t, st, field, models.Invalid, func() error {
				err := p.CorrectEntry(ctx, officer, ref, f, p.at)
				if e := models.AsError(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != strings.TrimSpace(field) {
					t.Errorf("%s: %+v", field, e)
				}
				return err
			})
		}
		f := same(p.entry(t, self))
		f.Phone = "19900010099"
		refuses(t, st, "a phone that its holder proved", models.Invalid, func() error { return p.CorrectEntry(ctx, officer, self, f, p.at) })
		f = same(p.entry(t, ref))
		f.Name = "何以宁"
		run := func(who policy.Actor) func() error {
			return func() error { return p.CorrectEntry(ctx, who, ref, f, p.at) }
		}
		refuses(t, st, "a stranger", models.Unsigned, run(policy.Actor{}))
		refuses(t, st, "the landlord", models.Forbidden, run(p.landlord))
		refuses(t, st, "a grid worker", models.Forbidden, run(worker))
		refuses(t, st, "an administrator", models.Forbidden, run(p.admin))
		refuses(t, st, "an officer of another grid", models.NotFound, run(p.officer))
	})
}

// TestWhoTurnsOutToBeAChildByACorrectionHasAGuardianToBeAsked (B16, RULES 30).
func TestWhoTurnsOutToBeAChildByACorrectionHasAGuardianToBeAsked(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		ref := p.checkIn(t, 1)
		put := func(doc string, due bool) {
			t.Helper()
			f := same(p.entry(t, ref))
			f.DocNo = doc
			must(t, p.CorrectEntry(ctx, officer, ref, f, p.at))
			if got := p.entry(t, ref).Stay.ConsentDue; got != due {
				t.Errorf("consent to be obtained: %v, should be %v", got, due)
			}
		}
		put(idcard.WithCheckDigit("33990020140505003"), true)  // 12
		put(idcard.WithCheckDigit("33990020110505003"), false) // 15
		put(idcard.WithCheckDigit("33990020150505003"), true)
		put(invented(3), false)
		// Once the guardian was asked, the landlord writes down who it is, as for any other child.
		put(idcard.WithCheckDigit("33990020150505003"), true)
		change := registry.StayChange{Room: "101", NoPhone: true, Guardian: " ", GuardPhone: "19900010077"}
		tell := func(c registry.StayChange) error { return p.ChangeStay(ctx, p.landlord, ref, c, p.at) }
		refuses(t, st, "a guardian without a name", models.Invalid, func() error { return tell(change) })
		change.Guardian, change.GuardPhone = "何以安", ""
		refuses(t, st, "nobody to call", models.Invalid, func() error { return tell(change) })
		change.GuardPhone = "19900010077"
		log := does(t, st, "the guardian agreed", 1, func() error { return tell(change) })
		if s := p.entry(t, ref).Stay; s.ConsentDue || s.Guardian != "何以安" || s.GuardPhone != "19900010077" || !strings.HasSuffix(log[0].Detail, "监护人") {
			t.Errorf("%+v, put down as %q", s, log[0].Detail)
		}
		change.Guardian = "别人"
		must(t, tell(change))
		if s := p.entry(t, ref).Stay; s.Guardian != "何以安" {
			t.Errorf("another guardian over the one who agreed: %s", s.Guardian)
		}
	})
}

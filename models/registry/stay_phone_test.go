package registry_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestALandlordCannotPutHisOwnPhoneInThePlaceOfOneThatATenantProved(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		declared := p.declare(t, 1)
		must(t, p.AcceptStay(ctx, p.landlord, declared, p.at))
		confirmed := p.checkIn(t, 2)
		must(t, p.ConfirmStay(ctx, p.tenant("19900010002"), confirmed, p.at))
		must(t, p.ConfirmStay(ctx, p.landlord, confirmed, p.at.Add(time.Hour))) // a later word of the landlord's undoes nothing
		shown, plain, wrong := p.checkIn(t, 3), p.checkIn(t, 4), p.checkIn(t, 5)
		person := models.User{Phone: "19900010003"}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.SaveUser(&person))
			return tx.SaveDevice("browser", person.ID, "tenant", 1)
		}))
		_, err := p.DisputeStay(ctx, p.tenant("19900010005"), wrong, p.at)
		must(t, err)
		put := func(ref string, c registry.StayChange) error { return p.ChangeStay(ctx, p.landlord, ref, c, p.at) }
		for name, ref := range map[string]string{"a declared stay": declared, "one he confirmed": confirmed, "one whose document he showed": shown} {
			for _, c := range []registry.StayChange{{Room: "101", Phone: "19900000099"}, {Room: "101", NoPhone: true}} {
				refuses(t, st, name, models.Invalid, func() error { return put(ref, c) })
				if e := models.AsError(put(ref, c)); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "phone" {
					t.Errorf("%s: %+v", name, e)
				}
			}
		}
		must(t, put(declared, registry.StayChange{Room: "103", Phone: "199 0001 0001"})) // the same number, another room
		must(t, put(plain, registry.StayChange{Room: "101", Phone: "19900010044"}))
		must(t, put(wrong, registry.StayChange{Room: "101", Phone: "19900010055"})) // its holder says it is not he
		again := p.declare(t, 6)
		_, err = p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{form("102", "邵雨晴", invented(6), "19900000099")}, "", p.at)
		if e := models.AsError(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "phone" {
			t.Errorf("taken over by a check-in: %v", err)
		}
		if line, _ := st.EntryByRef(ctx, again); line.Tenant.Phone != "19900010006" || line.Stay.State != models.StayDeclared {
			t.Errorf("%+v", line)
		}
	})
}

func TestWhoKnowsADocumentChangesNoPersonOfAPastStay(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		past := p.checkIn(t, 1) // 何以安, 19900010001
		must(t, p.CheckOut(ctx, p.landlord, past, registry.DayForm{Choice: "today"}, p.at))
		p.at = p.at.AddDate(0, 0, 30)
		person := p.signIn(t, "19900000088")
		_, err := p.Declare(ctx, person, p.unit.DoorToken, form("102", "别的名字", invented(1), "19900000088"), models.ViaDoor, "", p.at)
		must(t, err)
		old, err := st.EntryByRef(ctx, past)
		must(t, err)
		if old.Tenant.Name != "何以安" || old.Tenant.Phone != "19900010001" || !bytes.Equal(old.Stay.PhoneIdx, st.PhoneIndex("19900010001")) {
			t.Errorf("the past was rewritten: %s %s", old.Tenant.Name, old.Tenant.Phone)
		}
		who, _, _ := p.desk(t, "chen09", "auxiliary", "33020011", false)
		found := form("103", "又一个名字", invented(1), "19900000089")
		// He said himself that he lives there: what a visit finds otherwise is a correction, with its reason.
		refuses(t, st, "another name and phone at a visit", models.Invalid, func() error {
			return p.RecordVisit(ctx, who, p.unit.Ref, registry.VisitForm{Result: models.VisitMissing, AddFound: &found}, "", p.at)
		})
		if old, _ = st.EntryByRef(ctx, past); old.Tenant.Name != "何以安" || old.Tenant.Phone != "19900010001" {
			t.Errorf("a visit rewrote the past: %s %s", old.Tenant.Name, old.Tenant.Phone)
		}
		for number, want := range map[string]int{"19900000089": 0, "19900000088": 1} {
			if mine, err := st.ListEntries(ctx, policy.Scope{Phone: st.PhoneIndex(number)}, 9); err != nil || len(mine) != want {
				t.Errorf("%s opens %d stays, want %d (%v)", number, len(mine), want, err)
			}
		}
	})
}

func TestATenantWhoComesBackWithANewPhoneIsReachedByIt(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		past := p.checkIn(t, 1)
		must(t, p.CheckOut(ctx, p.landlord, past, registry.DayForm{Choice: "today"}, p.at))
		p.at = p.at.AddDate(0, 0, 30)
		person := p.signIn(t, "19900000088")
		say := func(room string) {
			_, err := p.Declare(ctx, person, p.unit.DoorToken, form(room, "何以安", invented(1), "19900000088"), models.ViaDoor, "", p.at)
			must(t, err)
		}
		say("102")
		say("103") // he says it again, better
		mine, err := st.ListEntries(ctx, policy.Scope{Phone: person.Phone}, 9)
		must(t, err)
		if len(mine) != 1 || mine[0].Room.No != "103" {
			t.Fatalf("his own page lists %d stays", len(mine))
		}
		p.heard(t, p.at)
		if _, err := p.CorrectStay(ctx, person, mine[0].Stay.Ref, "姓名", "何以安", "", p.at); err != nil {
			t.Error(err)
		}
		if asked, _ := st.ListRequests(ctx, policy.Scope{Phone: person.Phone}, []string{"grid"}, 9); len(asked) != 1 {
			t.Errorf("he cannot follow what he asked for: %d", len(asked))
		}
		must(t, p.AcceptStay(ctx, p.landlord, mine[0].Stay.Ref, p.at))
		p.heard(t, p.at)
		if last := p.sent.texts[len(p.sent.texts)-1]; last.Kind != "R04" || last.Phone != "19900000088" {
			t.Errorf("%s went to %s", last.Kind, last.Phone)
		}
		line, err := st.EntryByRef(ctx, mine[0].Stay.Ref)
		must(t, err)
		if line.Tenant.Phone != "19900000088" || line.Tenant.Name != "何以安" {
			t.Errorf("%s %s", line.Tenant.Name, line.Tenant.Phone)
		}
		p.tick(t, p.at.AddDate(0, 0, 100))
		reached := ""
		for _, m := range p.sent.texts {
			if m.Kind == "R06" {
				reached = m.Phone
			}
		}
		if reached != "19900000088" {
			t.Errorf("R06 went to %q", reached)
		}
	})
}

package store_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestWhatTheRulesAreToldOfAHomeIsWhatIsWritten holds the facts that are read for many homes at once to a plain count over
// every row, on both databases.
func TestWhatTheRulesAreToldOfAHomeIsWhatIsWritten(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		rnd := rand.New(rand.NewPCG(11, 4))
		var units []models.Unit
		var stays []models.Stay
		born := map[int64]workday.Day{} // by tenant
		named := map[int64]bool{}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			for i := range 12 {
				u := models.Unit{AreaID: 1, Address: fmt.Sprintf("青禾路 %d 号", i), Kind: models.KindHome, State: models.UnitAccepted}
				must(t, tx.SaveUnit(&u))
				units = append(units, u)
				for n := range rnd.IntN(3) {
					must(t, tx.SaveRoom(&models.Room{UnitID: u.ID, No: fmt.Sprint(101 + n), Type: models.RoomBedroom, UsableC: 799}))
				}
				m := models.Manager{UnitID: u.ID, UserID: 5, Kind: []string{"manager", "family"}[i%2], From: 1}
				if i%3 == 0 {
					m.To = 2
				}
				must(t, tx.SaveManager(&m))
				named[u.ID] = m.Kind == "manager" && m.To == 0
			}
			for i := range 90 {
				stays = append(stays, plantStay(t, tx, rnd, units[rnd.IntN(len(units))], i, born))
			}
			return nil
		}))
		var ids []int64
		for _, u := range units[2:] {
			ids = append(ids, u.ID)
		}
		rosters, err := st.Rosters(ctx, ids)
		must(t, err)
		if len(rosters) != len(ids) {
			t.Fatalf("%d rosters of %d homes", len(rosters), len(ids))
		}
		duplicates := 0
		for i, r := range rosters {
			if r.Unit.ID != ids[i] || r.Named != named[r.Unit.ID] {
				t.Errorf("home %d: %+v, named %v", ids[i], r.Unit, r.Named)
			}
			duplicates += compareRoster(t, r, stays, born)
		}
		if duplicates == 0 {
			t.Error("the made-up register has nobody in two homes")
		}
	})
}

// beside are the facts of a stay at which no rule looks, so the flag job does not read them. A new fact of a stay belongs
// here or among the columns of fillStays.
var beside = []string{"Ancestors", "PhoneIdx", "ConfirmedBy", "Term", "ConsentDue", "Guardian", "GuardPhone", "VoidedAt", "Held", "ErasedAt", "ReceiptNo",
	"CreatedAt", "CreatedBy", "Rev", "ProvedIdx", "AwaySaid"}

// TestTheRulesAreToldEveryFactOfAStay: a rule that looks at a column which nobody read would be silent for ever.
func TestTheRulesAreToldEveryFactOfAStay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		u := models.Unit{AreaID: 1, Address: "青禾路 1 号", Kind: models.KindHome, State: models.UnitAccepted}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.SaveUnit(&u))
			plantStay(t, tx, rand.New(rand.NewPCG(3, 3)), u, 0, map[int64]workday.Day{})
			return nil
		}))
		for _, set := range []string{"phone_idx = doc_idx, confirmed_how = 'all', term = 'long', relation = '本人', declared_via = 'door', is_foreign = 1",
			"moved_in_at = 1, reported_at = 1, police_at = 1, confirmed_at = 1, confirmed_by = 1, confirm_from = 1, all_in_a_row = 1, away_from = 1, away_to = 1, lease_end = 1",
			"moved_out_on = 1, said_left_on = 1, said_left_at = 1, leaving_until = 1, left_by = 1, declared_at = 1, disputed_at = 1, both_at = 1"} {
			_, err := st.SQL().Exec("UPDATE stays SET " + set)
			must(t, err)
		}
		roster, err := st.Roster(ctx, u.ID)
		must(t, err)
		told := reflect.ValueOf(roster.Stays[0])
		for i := range told.NumField() {
			if name := told.Type().Field(i).Name; told.Field(i).IsZero() != slices.Contains(beside, name) {
				t.Errorf("%s is %v", name, told.Field(i))
			}
		}
	})
}

// plantStay invents a stay of one of a few persons, so that many live in two homes; a person is one row a home.
func plantStay(t *testing.T, tx *store.Tx, rnd *rand.Rand, u models.Unit, i int, born map[int64]workday.Day) models.Stay {
	t.Helper()
	who := rnd.IntN(25)
	index := tx.DocIndex(fmt.Sprintf("11x:%d", who))
	known, err := tx.TenantInUnit(ctx, u.ID, index)
	if err != nil && !models.IsKind(err, models.NotFound) {
		t.Fatal(err)
	}
	p := known
	if p.ID == 0 {
		p = models.Tenant{UnitID: u.ID, Name: "何以安", DocType: "111", DocNo: fmt.Sprint(who), DocIndex: index}
		if who%3 > 0 {
			p.Birth = at.Day() - workday.Day(who*1000)
		}
		must(t, tx.SaveTenant(&p))
	}
	born[p.ID] = p.Birth
	s := models.Stay{UnitID: u.ID, RoomID: 1, TenantID: p.ID, DocIndex: index, MovedInOn: at.Day() - workday.Day(rnd.IntN(400)),
		State: []string{models.StayReported, models.StayDeclared, models.StayClosed, models.StayVoid, models.StayLeaving}[i%5]}
	if s.State == models.StayClosed || s.State == models.StayLeaving || rnd.IntN(4) == 0 {
		s.MovedOutOn = s.MovedInOn + workday.Day(rnd.IntN(300))
	}
	if rnd.IntN(4) == 0 {
		s.AwayFrom, s.AwayTo = at.Day(), at.Day()+9
	}
	if rnd.IntN(4) == 0 {
		s.SayLeft(at.Day()-1, at)
	}
	must(t, tx.SaveStay(&s))
	return s
}

// compareRoster counts over all rows what the roster should hold, and answers how many of its persons live elsewhere.
func compareRoster(t *testing.T, r models.Roster, stays []models.Stay, born map[int64]workday.Day) int {
	t.Helper()
	var here, got []int64
	var lastOut workday.Day
	elsewhere := 0
	counts := func(s models.Stay) bool { return s.State != models.StayClosed && s.State != models.StayVoid }
	for _, s := range stays {
		if s.UnitID == r.Unit.ID && s.State == models.StayClosed {
			lastOut = max(lastOut, s.MovedOutOn)
		}
		if s.UnitID != r.Unit.ID || !counts(s) {
			continue
		}
		here = append(here, s.ID)
		if r.Born[s.TenantID] != born[s.TenantID] {
			t.Errorf("tenant %d is born on %s, told %s", s.TenantID, born[s.TenantID], r.Born[s.TenantID])
		}
		var want []models.Stay
		for _, o := range stays {
			if o.UnitID != s.UnitID && counts(o) && string(o.DocIndex) == string(s.DocIndex) {
				want = append(want, models.Stay{ID: o.ID, State: o.State, DocIndex: o.DocIndex, MovedInOn: o.MovedInOn, MovedOutOn: o.MovedOutOn,
					SaidLeftOn: o.SaidLeftOn, AwayFrom: o.AwayFrom, AwayTo: o.AwayTo})
			}
		}
		elsewhere += len(want)
		if told := r.Elsewhere[string(s.DocIndex)]; fmt.Sprintf("%+v", told) != fmt.Sprintf("%+v", want) {
			t.Errorf("stay %d elsewhere: %+v\nshould be %+v", s.ID, told, want)
		}
	}
	for _, s := range r.Stays {
		got = append(got, s.ID)
	}
	if !slices.Equal(got, here) || r.LastOut != lastOut {
		t.Errorf("home %d: stays %v, should be %v; last out %s, should be %s", r.Unit.ID, got, here, r.LastOut, lastOut)
	}
	return elsewhere
}

package registry_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestWhatIsHandedOverFollowsTheStay: who left before the first batch is history; a disputed stay waits; a mistake that the
// police know of is taken back; a new room number, another landlord's phone and a recall are changes.
func TestWhatIsHandedOverFollowsTheStay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		s := newStation(t, st)
		s.moveIn(t, 5)
		s.bring(t, "stays", 2, 0, 0,
			s.stay(801, "2026-01-01", "reported_at=2026-01-02|moved_out_on=2026-10-01"),
			s.stay(802, "2026-11-10", "phone=19900088802"))
		dispute := s.ref(t, person(0))
		tenant := policy.Actor{UserID: 1234, Phone: dispute.Stay.PhoneIdx, DocOK: true}
		_, err := s.DisputeStay(ctx, tenant, dispute.Stay.Ref, s.at)
		must(t, err)
		first := s.hand(t)
		if len(first.Rows) != 4 {
			t.Fatalf("%d rows left; want the four of whom nothing is open: %v", len(first.Rows), names(t, first))
		}
		plan, err := s.PlanBatch(ctx, policy.SystemActor, s.area.Ref, s.at)
		must(t, err)
		if plan.Held != 1 || plan.Size != 0 {
			t.Errorf("the plan reads %+v", plan)
		}
		s.take(t, s.reply(first, s.at, all(models.HandAccepted, "")))

		s.at = s.at.Add(24 * time.Hour)
		void := s.ref(t, person(1)).Stay
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			void.State, void.VoidedAt = models.StayVoid, workday.At(s.at)
			return tx.SaveStay(&void)
		}))
		out := s.ref(t, person(2)).Stay.Ref
		must(t, s.CheckOut(ctx, s.landlord, out, registry.DayForm{}, s.at))
		s.counts(t, map[string]int{models.HandVoid: 1, models.HandOut: 1})
		second := s.hand(t)
		if got := kinds(second); len(second.Rows) != 2 || got["误登撤销"] != 1 || got["搬走"] != 1 {
			t.Fatalf("the second batch has %v", got)
		}
		must(t, s.RecallCheckOut(ctx, s.landlord, out, s.at.Add(time.Hour)))
		s.counts(t, map[string]int{models.HandIn: 1})
		third := s.hand(t)
		if got := kinds(third); len(third.Rows) != 1 || got["入住"] != 1 {
			t.Fatalf("he did not leave after all: the third batch has %v", got)
		}
		s.nothing(t, "after it")
		exec(t, st, "UPDATE rooms SET no = '101A' WHERE no = '101'")
		if fourth := s.hand(t); kinds(fourth)["变更"] != 3 {
			t.Errorf("the room got another number: %v", kinds(fourth))
		}
	})
}

// counts holds what the page says that the next batch would hold.
func (s *station) counts(t *testing.T, want map[string]int) {
	t.Helper()
	plan, err := s.PlanBatch(context.Background(), policy.SystemActor, s.area.Ref, s.at)
	must(t, err)
	if !maps.Equal(plan.Kinds, want) {
		t.Errorf("the page counts %v, should be %v", plan.Kinds, want)
	}
}

// TestThePageOfTheHandoverOpensNobody: it is looked at all day, and an area has tens of thousands of stays.
func TestThePageOfTheHandoverOpensNobody(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		s := newStation(t, st)
		s.moveIn(t, 4)
		kept := s.hand(t)
		s.counts(t, map[string]int{})
		s.take(t, s.reply(kept, s.at, all(models.HandReturned, "01")))
		s.counts(t, map[string]int{})
		must(t, s.HandAgain(context.Background(), policy.SystemActor, s.ref(t, person(0)).Stay.Ref, s.at))
		out := s.ref(t, person(1)).Stay.Ref
		must(t, s.CheckOut(context.Background(), s.landlord, out, registry.DayForm{}, s.at))
		s.bring(t, "stays", 1, 0, 0, s.stay(701, "2026-11-10", "reported_at=2026-11-11|phone=19900088701"))
		exec(t, st, "UPDATE tenants SET name = ?, doc_no = ?, phone = ?", []byte("x"), []byte("x"), []byte("x"))
		s.counts(t, map[string]int{models.HandIn: 2, models.HandOut: 1})
	})
}

// TestNothingLeavesButWhatARegistrationAsksFor: what was asked, noted, visited or flagged stays here.
func TestNothingLeavesButWhatARegistrationAsksFor(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		s := newStation(t, st)
		s.moveIn(t, 2)
		e := s.ref(t, person(0))
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.SaveVisit(&models.Visit{UnitID: s.unit.ID, Result: models.VisitMatch, Note: "屋里有人吵架", At: workday.At(s.at)}))
			return tx.SaveRequest(&store.Request{No: "00000009", Kind: "legal_aid", State: "open", StayID: e.Stay.ID, UnitID: s.unit.ID, Body: "老板欠薪", Contact: "19900077777", FiledAt: workday.At(s.at)})
		}))
		p := s.hand(t)
		p.AnswerKey = nil // drawn at random: any three letters can stand in it
		body, err := p.Bytes()
		must(t, err)
		for _, secret := range []string{"吵架", "欠薪", "19900077777", e.Stay.Ref, e.Stay.ReceiptNo, "B03"} {
			if strings.Contains(string(body), secret) {
				t.Errorf("%s left with the file", secret)
			}
		}
		for _, f := range p.Fields {
			if !slices.Contains(models.HandKeys, f.Key) {
				t.Errorf("%s left with the file", f.Key)
			}
		}
		if !strings.Contains(string(body), e.Tenant.DocNo) || !strings.Contains(string(body), s.unit.Address) || !strings.Contains(string(body), "周桂芳") {
			t.Error("what a registration asks for is not in the file")
		}
	})
}

// TestABatchThatNobodyAnswersForNinetyDaysGoesOutAnew: its file is erased, and who stands in it is not lost.
func TestABatchThatNobodyAnswersForNinetyDaysGoesOutAnew(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		s := newStation(t, st)
		s.moveIn(t, 3)
		first := s.hand(t)
		s.at = s.at.Add(89 * 24 * time.Hour)
		s.purge(t)
		s.nothing(t, "on the 89th day")
		s.at = s.at.Add(48 * time.Hour)
		s.purge(t)
		if _, err := s.FetchBatch(context.Background(), policy.SystemActor, first.Number, s.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("the file is still there: %v", err)
		}
		second := s.hand(t)
		if kinds(second)["入住"] != 3 {
			t.Fatalf("the second batch has %v", kinds(second))
		}
		s.take(t, s.reply(first, s.at, all(models.HandAccepted, ""))) // after all
		s.want(t, "after the late answer", map[string]int{models.PoliceSent: 3})
		if by, _ := s.holds(t); !by[person(0)].Registered() {
			t.Error("the late answer is lost")
		}
		s.take(t, s.reply(second, s.at, all(models.HandAccepted, "")))
		s.want(t, "in the end", map[string]int{models.PoliceDone: 3})
	})
}

// TestAnAddressThatNobodyLookedAtDoesNotLeave: else the register of the police is written anew for a whole house, and back again.
func TestAnAddressThatNobodyLookedAtDoesNotLeave(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		s := newStation(t, st)
		s.moveIn(t, 2)
		exec(t, st, "UPDATE units SET accepted_at = 1")
		s.hand(t)
		must(t, s.ReturnUnit(ctx, policy.SystemActor, s.unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上写的是 28 号"}, s.at))
		unit, err := st.UnitByRef(ctx, s.unit.Ref)
		must(t, err)
		must(t, s.MendUnit(ctx, s.landlord, unit.Ref, registry.UnitForm{Address: "青禾路 28 号"}, unit.Rev, s.at))
		s.nothing(t, "nobody looked at it")
		must(t, s.AcceptUnit(ctx, policy.SystemActor, unit.Ref, 0, s.at))
		if got := kinds(s.hand(t)); got["变更"] != 2 {
			t.Errorf("it was looked at: %v", got)
		}
	})
}

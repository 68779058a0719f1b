package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestTheOnlyEntryOfAPersonIsNotMadeVoidAsADouble(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, who, flag := flagged(t, st)
		shut := func() error {
			return h.CloseFlag(ctx, who, flag, registry.CloseForm{Result: registry.CloseDouble}, h.at)
		}
		refuses(t, st, "the only one", models.Invalid, shut)
		if e := models.AsError(shut()); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "result" {
			t.Fatalf("%+v", e)
		}
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		plant := func(change func(*models.Stay)) {
			twin := entries[0].Stay
			twin.ID, twin.Ref, twin.State, twin.ReportedAt = 0, "", models.StayReported, h.now()
			change(&twin)
			must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveStay(&twin) }))
		}
		plant(func(s *models.Stay) { s.State, s.VoidedAt = models.StayVoid, h.now() })
		refuses(t, st, "beside a void one", models.Invalid, shut)
		plant(func(s *models.Stay) {
			s.MovedInOn, s.MovedOutOn, s.State = s.MovedInOn-90, s.MovedInOn-60, models.StayClosed
		})
		refuses(t, st, "beside one of other days", models.Invalid, shut)
		plant(func(s *models.Stay) {})
		must(t, shut())
		h.tick(t, h.at)
		left := 0
		for _, e := range h.entries(t) {
			if e.Stay.LivesOn(h.now().Day()) {
				left++
			}
		}
		if left != 1 || len(h.openFlags(t)) != 0 {
			t.Errorf("%d entries are left, flags %+v", left, h.openFlags(t))
		}
	})
}

func TestOneOfTwoHomesIsMadeVoidAndTheOtherStays(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTwice(t, st)
		for _, act := range []policy.Actor{w.ours, w.theirs} { // the second stands alone by then
			flag := w.flag(t, map[int64]string{w.ours.UserID: w.here, w.theirs.UserID: w.there}[act.UserID])
			if flag == "" {
				continue
			}
			must(t, w.CloseFlag(ctx, act, flag, registry.CloseForm{Result: registry.CloseDouble}, w.at))
			w.tick(t, w.at)
		}
		if w.stay(t, w.here).State != models.StayVoid || w.stay(t, w.there).State != models.StayReported {
			t.Errorf("%s, %s", w.stay(t, w.here).State, w.stay(t, w.there).State)
		}
	})
}

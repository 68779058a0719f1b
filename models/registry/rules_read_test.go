package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestOtherRulesMakeEveryHomeDueOnce, and the next run finds nothing: a city is not judged over and over.
func TestOtherRulesMakeEveryHomeDueOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-12-28 10:00"))
		due := func() int {
			t.Helper()
			must(t, h.DueByRules(ctx, policy.SystemActor, h.at))
			ids, err := st.DueUnits(ctx, workday.At(h.at), 0, 10)
			must(t, err)
			_, err = h.RaiseFlags(ctx, policy.SystemActor, h.at)
			must(t, err)
			return len(ids)
		}
		if n := due(); n != 1 {
			t.Errorf("at the first start %d homes were due", n)
		}
		if n := due(); n != 0 {
			t.Errorf("%d homes were due although nothing changed", n)
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			_, err := tx.AddHolidayYear(models.HolidayYear{Year: 2027, Version: 1, Days: "date,kind,name,source\n2027-01-01,off,元旦,通知\n"})
			return err
		}))
		if n := due(); n != 1 {
			t.Errorf("after other holidays %d homes were due", n)
		}
		if n := due(); n != 0 {
			t.Errorf("%d homes were due a second time", n)
		}
		// A second program that starts with the same rules has nothing to do either.
		other := *h.Registry
		other.Rules = h.Rules.Copy()
		must(t, other.DueByRules(ctx, policy.SystemActor, h.at))
		if ids, err := st.DueUnits(ctx, workday.At(h.at), 0, 10); err != nil || len(ids) != 0 {
			t.Errorf("another program: %v, %v", ids, err)
		}
	})
}

package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestAGuessedCodeIsCountedAndLocks(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		say := func(code string) error { return c.errands()["退房"](c.clerk, registry.Will{Code: code}, "") }
		before := pictureOf(t, st)
		guess := func(n int) {
			t.Helper()
			count, err := st.AuditCount(ctx)
			must(t, err)
			if err := say(c.wrong()); !models.IsKind(err, models.Invalid) {
				t.Fatalf("guess %d: %v", n, err)
			}
			after, err := st.AuditCount(ctx)
			must(t, err)
			known, err := c.Store.DeskCode(ctx, c.landlord.UserID)
			must(t, err)
			if after != count+1 || known.Tries != n {
				t.Fatalf("guess %d: %d tries kept, %d entries", n, known.Tries, after-count)
			}
		}
		for n := 1; n <= 4; n++ {
			guess(n)
		}
		for table, now := range pictureOf(t, st) {
			if before[table] != now && table != "desk_codes" && table != "audit_entries" {
				t.Errorf("a wrong code wrote to %s", table)
			}
		}
		must(t, c.errands()["打印名册"](c.clerk, c.spoken(), "")) // not in a row any more
		for n := 1; n <= 5; n++ {
			guess(n)
		}
		for _, code := range []string{c.code, c.wrong()} {
			refuses(t, st, "a locked code", models.Invalid, func() error { return say(code) })
		}
		fresh, err := c.DeskNewCode(ctx, c.clerk, c.unit.Ref, c.signed(2), "", c.at)
		must(t, err)
		if fresh != c.code {
			if err := say(c.code); !models.IsKind(err, models.Invalid) {
				t.Errorf("the code before still opens: %v", err)
			}
		}
		must(t, say(fresh))
		if s := c.slip(t, 2); s.UnitID != c.unit.ID || s.UsedBy != c.clerk.UserID || s.UsedAt != workday.At(c.at) {
			t.Errorf("the slip for the new code: %+v", s)
		}
	})
}

// TestAFormForACodeSentTwiceMakesOne: else the one that was shown is void before he has written it down.
func TestAFormForACodeSentTwiceMakesOne(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		for name, ask := range map[string]func(once string) (string, error){
			"the landlord himself": func(once string) (string, error) { return c.MakeDeskCode(ctx, c.landlord, once, c.at) },
			"the counter": func(once string) (string, error) {
				return c.DeskNewCode(ctx, c.clerk, c.unit.Ref, c.signed(3), once, c.at)
			},
		} {
			code, err := ask("k")
			must(t, err)
			does(t, st, name+" twice", 0, func() error {
				again, err := ask("k")
				if again != "" {
					t.Errorf("%s: sent twice it makes another", name)
				}
				return err
			})
			must(t, c.errands()["打印名册"](c.clerk, registry.Will{Code: code}, ""))
		}
	})
}

package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestAFormSentTwiceIsOneErrandAndAnotherErrandIsNeverTakenForIt: a key opens no other home's roster, and nobody is told that
// something was done which was not.
func TestAFormSentTwiceIsOneErrandAndAnotherErrandIsNeverTakenForIt(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		run := c.errands()
		must(t, run["打印名册"](c.clerk, c.signed(0), "k"))
		for what, will := range map[string]registry.Will{"no slip": {}, "half a slip": {Slip: "1"}, "the used slip": c.signed(0), "half a code": {Code: "1"}} {
			refuses(t, st, "another home's roster with "+what, models.Invalid, func() error {
				_, err := c.DeskPrint(ctx, c.clerk, c.empty.Ref, will, "k", c.at)
				return err
			})
			for _, name := range []string{"入住", "变更", "退房", "房客还住着", "房客搬走", "换口令"} {
				refuses(t, st, name+" by the key of a print with "+what, models.Invalid, func() error { return run[name](c.clerk, will, "k") })
			}
		}
		refuses(t, st, "the same roster by another slip that is none", models.Invalid, func() error { return run["打印名册"](c.clerk, registry.Will{Slip: "1"}, "k") })

		change := func(room string, will registry.Will) error {
			return c.DeskChange(ctx, c.clerk, c.stay, registry.StayChange{Room: room, NoPhone: true}, will, "m", c.at)
		}
		lives := func(room string) {
			t.Helper()
			e, err := st.EntryByRef(ctx, c.stay)
			must(t, err)
			if e.Room.No != room {
				t.Errorf("he is told it was changed, and %s is still %s", room, e.Room.No)
			}
		}
		must(t, change("103", c.signed(1)))
		lives("103")
		must(t, change("102", c.signed(2))) // another room by a fresh slip is another errand
		lives("102")
		if s := c.slip(t, 2); s.UsedAt.IsZero() {
			t.Error("the slip of the second change is unused")
		}
		must(t, change("103", c.spoken()))
		must(t, change("102", c.spoken())) // and so it is by the same word
		lives("102")
		does(t, st, "the change twice", 0, func() error { return change("102", c.spoken()) })
		must(t, run["退房"](c.clerk, c.spoken(), "m"))
		e, err := st.EntryByRef(ctx, c.stay)
		must(t, err)
		if e.Stay.State != models.StayLeaving {
			t.Error("he is told that the check-out is in the book, and it is not")
		}
	})
}

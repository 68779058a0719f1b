package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestATenantHearsOfHisCheckOutUnlessHeMadeItHimself(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		byLandlord, byHelper, bySelf := p.checkIn(t, 1), p.checkIn(t, 2), p.checkIn(t, 3)
		p.tick(t, p.at)
		p.sent.texts = nil
		must(t, p.CheckOut(ctx, p.landlord, byLandlord, registry.DayForm{}, p.at))
		must(t, p.CheckOut(ctx, p.helper, byHelper, registry.DayForm{}, p.at))
		log := does(t, st, "the tenant himself", 1, func() error { return p.CheckOut(ctx, p.tenant("19900010003"), bySelf, registry.DayForm{}, p.at) })
		if log[0].OnBehalf != 0 {
			t.Errorf("%+v", log[0])
		}
		p.tick(t, p.at)
		told := map[string]string{}
		for _, m := range p.sent.texts {
			told[m.Phone] = m.Kind + " " + m.Text
		}
		want := "R09 【青禾派出所】您在青禾18的登记已由房东申报搬离。"
		if len(told) != 2 || told["19900010001"] != want || told["19900010002"] != want {
			t.Errorf("%v", told)
		}
		refuses(t, st, "a tenant on the stay of another", models.NotFound, func() error {
			return p.RecallCheckOut(ctx, p.tenant("19900010003"), byLandlord, p.at)
		})
	})
}

func TestACheckOutCanBeRecalledForSevenDaysAndIsThenClosed(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		first, second, third := p.checkIn(t, 1), p.checkIn(t, 2), p.checkIn(t, 3)
		for _, ref := range []string{first, second, third} {
			must(t, p.CheckOut(ctx, p.landlord, ref, registry.DayForm{}, p.at))
		}
		p.at = shanghai("2026-11-23 23:59") // the seventh day
		does(t, st, "the landlord's recall", 1, func() error { return p.RecallCheckOut(ctx, p.landlord, first, p.at) })
		does(t, st, "the tenant's recall", 1, func() error { return p.RecallCheckOut(ctx, p.tenant("19900010002"), second, p.at) })
		for ref, how := range map[string]string{first: models.HowEach, second: models.HowSelf} {
			line, err := st.EntryByRef(ctx, ref)
			must(t, err)
			if s := line.Stay; s.State != models.StayReported || !s.MovedOutOn.IsZero() || s.ConfirmedHow != how {
				t.Errorf("after the recall: %+v", s)
			}
		}
		p.at = shanghai("2026-11-24 00:00")
		refuses(t, st, "a recall on the eighth day", models.Conflict, func() error { return p.RecallCheckOut(ctx, p.landlord, third, p.at) })
		log := does(t, st, "the night", 1, func() error { _, err := p.RaiseFlags(ctx, policy.SystemActor, p.at); return err })
		if x := log[0]; x.Role != "system" || x.StayID == 0 {
			t.Errorf("%+v", x)
		}
		line, err := st.EntryByRef(ctx, third)
		must(t, err)
		if line.Stay.State != models.StayClosed {
			t.Errorf("%+v", line.Stay)
		}
		does(t, st, "the next night", 0, func() error { _, err := p.RaiseFlags(ctx, policy.SystemActor, p.at.Add(time.Hour)); return err })
	})
}

// TestASecondTapIsNoFault: buttons are tapped twice; the second time nothing happens and nothing is wrong.
func TestASecondTapIsNoFault(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ref := p.checkIn(t, 1)
		must(t, p.CheckOut(ctx, p.landlord, ref, registry.DayForm{}, p.at))
		does(t, st, "leaving again", 0, func() error { return p.CheckOut(ctx, p.landlord, ref, registry.DayForm{}, p.at) })
		refuses(t, st, "leaving on another day", models.Conflict, func() error {
			return p.CheckOut(ctx, p.landlord, ref, registry.DayForm{}, p.at.Add(24*time.Hour))
		})
		must(t, p.RecallCheckOut(ctx, p.landlord, ref, p.at))
		does(t, st, "recalling again", 0, func() error { return p.RecallCheckOut(ctx, p.landlord, ref, p.at) })
	})
}

func TestARecallNeverPutsAPersonOnTheRosterTwice(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		first := p.checkIn(t, 1)
		must(t, p.CheckOut(ctx, p.landlord, first, registry.DayForm{}, p.at))
		p.at = p.at.Add(24 * time.Hour)
		again := p.checkIn(t, 1) // came back, and was entered anew
		if again == first {
			t.Fatal("coming back is a new stay")
		}
		refuses(t, st, "recalling the old stay", models.Conflict, func() error { return p.RecallCheckOut(ctx, p.landlord, first, p.at) })
	})
}

func TestWhoLeavesTakesHisFlagsWithHim(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ref := p.declare(t, 1)
		p.tick(t, shanghai("2026-11-20 00:00"))
		if len(p.openFlags(t)) != 1 {
			t.Fatalf("%+v", p.openFlags(t))
		}
		must(t, p.CheckOut(ctx, p.landlord, ref, registry.DayForm{}, p.at))
		if len(p.openFlags(t)) != 0 {
			t.Errorf("%+v", p.openFlags(t))
		}
		must(t, p.RecallCheckOut(ctx, p.landlord, ref, p.at))
		flags := p.openFlags(t)
		history := storetest.Count(t, st, "SELECT COUNT(*) FROM flags WHERE unit_id = ?", p.unit.ID)
		if len(flags) != 1 || history != 2 || flags[0].Level != 1 {
			t.Errorf("a recalled check-out: open %+v", flags)
		}
	})
}

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

// TestLandlordsAreTextedOnceHoweverManyFlagsAreTicked holds that what the page counts is what goes, that a second tap sends
// nothing, and that nobody texts about flags of another grid.
func TestLandlordsAreTextedOnceHoweverManyFlagsAreTicked(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		for i, room := range []string{"101", "102", "103"} {
			_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form(room, "何以安", storetest.Number("3399", i+1), "1990000001"+room[2:])}, "", h.at)
			must(t, err)
		}
		h.tick(t, shanghai("2026-09-01 09:00"))
		h.at = shanghai("2026-09-20 09:00")
		_, err := h.RaiseFlags(ctx, policy.SystemActor, h.at)
		must(t, err)
		worker, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		stranger, _, _ := h.desk(t, "wu01", "auxiliary", h.otherGrid(t), false)
		refs := []string{"aaaaaaaaaaaaaaaaaaaa"}
		for _, f := range h.openFlags(t) {
			refs = append(refs, f.Ref)
		}
		before := h.number(t, "SELECT COUNT(*) FROM notices")
		count, err := h.CountReminders(ctx, worker, refs, h.at)
		must(t, err)
		if count.Flags != 3 || count.Texts != 1 || h.number(t, "SELECT COUNT(*) FROM notices") != before {
			t.Fatalf("three flags of one home count as %+v, or the count has sent them", count)
		}
		if none, err := h.RemindLandlords(ctx, stranger, refs, h.at); err != nil || none.Texts != 0 || none.Flags != 0 {
			t.Fatalf("another grid's worker texts: %+v %v", none, err)
		}
		plan := func() (today, waits int) {
			day, err := h.PlanDay(ctx, worker, 0, h.at)
			must(t, err)
			for _, why := range day.Waits {
				if why == models.WaitAnswer {
					waits++
				}
			}
			return len(day.Today), waits
		}
		if today, waits := plan(); today != 3 || waits != 0 {
			t.Fatalf("before the text %d are for today, %d wait for an answer", today, waits)
		}
		done, err := h.RemindLandlords(ctx, worker, refs, h.at)
		must(t, err)
		if today, waits := plan(); today != 0 || waits != 3 {
			t.Errorf("the text is queued, and still %d are to be visited today, %d wait for its answer", today, waits)
		}
		for at, want := range map[string]string{"2026-09-20 09:00": "2026-09-20 09:00", "2026-09-20 21:00": "2026-09-21 08:30", "2026-09-20 06:00": "2026-09-20 08:30"} {
			if leaves := h.RemindersLeave(shanghai(at)).Stamp(); leaves != want {
				t.Errorf("queued at %s it leaves at %s, should be %s", at, leaves, want)
			}
		}
		again, err := h.RemindLandlords(ctx, worker, refs, h.at)
		must(t, err)
		if done.Sent != 1 || again.Sent != 0 || h.number(t, "SELECT COUNT(*) FROM notices WHERE kind = 'R05'") != 2 {
			t.Fatalf("one tap sent %+v, the second %+v", done, again)
		}
		for name, run := range map[string]error{
			"the landlord himself": third(h.RemindLandlords(ctx, h.landlord, refs, h.at)), "nothing ticked": third(h.RemindLandlords(ctx, worker, nil, h.at)),
		} {
			if models.AsError(run) == nil {
				t.Errorf("%s: %v", name, run)
			}
		}
	})
}

func third(_ registry.Reminded, err error) error { return err }

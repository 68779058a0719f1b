package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func TestNobodyIsSentToTheDoorOfSomebodyWhoIsAway(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, who, _ := flagged(t, st)
		h.tick(t, shanghai("2026-11-27 09:00"))
		planned := func() registry.VisitDay {
			t.Helper()
			day, err := h.PlanDay(ctx, who, 0, h.at)
			must(t, err)
			return day
		}
		exec(t, st, "UPDATE notices SET sent_at = 0") // texts are another reason to wait
		if day := planned(); len(day.Today) != 1 {
			t.Fatalf("before he goes: %+v", day)
		}
		stay := h.entries(t)[0].Stay.Ref
		must(t, h.SayAway(ctx, h.landlord, stay, registry.AwayForm{Days: "10"}, h.at))
		if day := planned(); len(day.Today) != 0 || day.Waits[h.openFlags(t)[0].ID] != models.WaitAway {
			t.Errorf("while he is away: %+v", day)
		}
		h.at = h.at.Add(10 * 24 * time.Hour) // the day of return counts again
		if day := planned(); len(day.Today) != 1 {
			t.Errorf("when he is back: %+v", day)
		}
	})
}

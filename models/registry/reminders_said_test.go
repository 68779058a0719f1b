package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// Flags stay open for weeks: a large register must not read each of them again on every morning.
func TestAFlagThatWasSpokenOfIsNotGoneThroughAgainEveryMorning(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		p.checkIn(t, 2)
		p.heard(t, p.at)
		morning := shanghai("2027-02-15 09:00")
		for day, wanted := range []int{4, 0, 0} { // R05 of each stay, and R06 to each of the two
			at := morning.Add(time.Duration(day) * 24 * time.Hour)
			_, err := p.RaiseFlags(ctx, policy.SystemActor, at)
			must(t, err)
			tally, err := p.QueueReminders(ctx, policy.SystemActor, at)
			must(t, err)
			if tally.Examined != wanted || (tally.Queued == 3) != (day == 0) {
				t.Errorf("day %d: %+v", day, tally)
			}
		}
	})
}

package jobs

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/profile"
	"anju/models/store"
	"anju/models/storetest"
)

// TestWhatOneProcessChangesInTheRulesReachesTheOtherWithoutARestart by the tick of each.
func TestWhatOneProcessChangesInTheRulesReachesTheOtherWithoutARestart(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p, err := profile.Load(profile.DefaultKey)
		fatal(t, err)
		other := newRunner(st, "two", time.Now)
		other.Registry.Rules, other.RulesBeat = profile.NewLive(p), 5*time.Millisecond
		ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
		ended := make(chan struct{})
		go func() { defer close(ended); other.keepRules(ctx) }()
		defer func() { stop(); <-ended }()
		fatal(t, st.InTx(ctx, func(tx *store.Tx) error {
			_, err := tx.AddHolidayYear(models.HolidayYear{Year: 2027, Version: 1, Days: "date,kind,name,source\n2027-01-01,off,元旦,通知\n"})
			return err
		}))
		for !other.Registry.Limits().Calendar.HasYear(2027) {
			select {
			case <-ctx.Done():
				t.Fatal("the other process never saw it")
			case <-time.After(time.Millisecond):
			}
		}
	})
}

package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
)

// TestWhoeverSaysThatSomebodyLivesHereAloneTakesBackThatHeLivesInBoth: else the officer of the other home closes it for both on a word
// that nobody stands by.
func TestWhoeverSaysThatSomebodyLivesHereAloneTakesBackThatHeLivesInBoth(t *testing.T) {
	ctx := context.Background()
	for _, result := range []string{models.DoubleHere, models.DoubleOther} {
		t.Run(result, func(t *testing.T) {
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
				w := newTwice(t, st)
				for _, r := range []string{models.DoubleBoth, result} {
					_, err := w.SettleDouble(ctx, w.ours, w.flag(t, w.here), told(r, ""), w.at)
					must(t, err)
				}
				if w.stay(t, w.here).InBoth() {
					t.Error("his own word still stands")
				}
				old := told(models.DoubleThere, "")
				old.Half = "1"
				refuses(t, st, "a page that shows what was said before", models.Conflict, func() error { _, err := w.SettleDouble(ctx, w.ours, w.flag(t, w.here), old, w.at); return err })
				w.tick(t, w.at)
				_, err := w.SettleDouble(ctx, w.theirs, w.flag(t, w.there), told(models.DoubleBoth, ""), w.at)
				must(t, err)
				w.tick(t, w.at)
				if w.flag(t, w.here) == "" || w.flag(t, w.there) == "" {
					t.Error("one officer alone allowed both")
				}
			})
		})
	}
}

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

// TestOfTwoOfficersWhoPassAHomeOnAtOnceOneIsTold: else each believes that his choice checks it, and the one who was told first
// stands at the door of a home that is not his any more.
func TestOfTwoOfficersWhoPassAHomeOnAtOnceOneIsTold(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		officers := []policy.Actor{}
		for _, login := range []string{"li01", "li02"} {
			who, _, _ := h.desk(t, login, "officer", "3302001", false)
			officers = append(officers, who)
		}
		far := h.otherGrid(t)
		for _, login := range []string{"wu01", "sun01", "he01"} {
			_, _, _ = h.desk(t, login, "auxiliary", far, false)
		}
		grid, err := st.AreaByCode(ctx, "33020011")
		must(t, err)
		for round := range 12 {
			_, err := h.DrawSample(ctx, officers[0], registry.SampleForm{Kind: models.SampleRoster, GridRef: grid.Ref, Homes: "1"}, "", h.at)
			must(t, err)
			var ref string
			must(t, st.SQL().QueryRow("SELECT ref FROM sample_items ORDER BY id DESC LIMIT 1").Scan(&ref))
			seen, err := h.SamplePassing(ctx, officers[0], ref, h.at)
			must(t, err)
			before, outcome := h.number(t, "SELECT COUNT(*) FROM audit_entries WHERE action = 'sample.pass'"), make([]error, 2)
			together(t, 2, func(i int) error {
				outcome[i] = h.PassSample(ctx, officers[i], ref, seen.HolderRef, seen.To[i].Ref, h.at)
				return nil
			})
			won := 0
			if outcome[0] != nil {
				won = 1
			}
			if outcome[won] != nil || !models.IsKind(outcome[1-won], models.Conflict) {
				t.Fatalf("round %d: %v and %v", round, outcome[0], outcome[1])
			}
			now, err := h.SamplePassing(ctx, officers[0], ref, h.at)
			must(t, err)
			if n := h.number(t, "SELECT COUNT(*) FROM audit_entries WHERE action = 'sample.pass'"); now.HolderRef != seen.To[won].Ref || n != before+1 {
				t.Fatalf("round %d: %d entries, and it is with %s, not with whom the first chose", round, n-before, now.Holder)
			}
			refuses(t, st, "from the page of before", models.Conflict, func() error {
				return h.PassSample(ctx, officers[1-won], ref, seen.HolderRef, officers[1-won].UserRef, h.at)
			})
			exec(t, st, "UPDATE sample_items SET checked_at = 1")
		}
	})
}

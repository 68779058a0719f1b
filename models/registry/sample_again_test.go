package registry_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestASampleIsDrawnAgainFromWhatItWasDrawnFrom: 4,096 homes, ten drawn. Homes that come later change nothing; a number, a list or
// a home that somebody changed afterwards is told. Else the officer says that it was the lot, and nobody can hold him to it.
func TestASampleIsDrawnAgainFromWhatItWasDrawnFrom(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		h.copies(t, 4000)
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		worker, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		far, _, _ := h.desk(t, "wu01", "auxiliary", h.otherGrid(t), false)
		grid, err := st.AreaByCode(ctx, "33020011")
		must(t, err)
		drawn, err := h.DrawSample(ctx, officer, registry.SampleForm{Kind: models.SampleField, GridRef: grid.Ref, Homes: "10"}, "", h.at)
		must(t, err)
		exec(t, st, `INSERT INTO units (ref, unit_code, short_code, door_token, area_id, city_id, community_id, grid_id, address, kind, land, state, occupancy, owner_id, created_at)
 SELECT 'later', 'later', 'later', 'later', area_id, city_id, community_id, grid_id, address, kind, land, state, occupancy, owner_id, created_at FROM units WHERE id = ?`, h.unit.ID)
		again := func(who policy.Actor, once string) registry.Redraw {
			t.Helper()
			d, err := h.RedrawSample(ctx, who, drawn.Ref, once, h.at)
			must(t, err)
			return d
		}
		entries := does(t, st, "a redraw", 1, func() error { _, err := h.RedrawSample(ctx, officer, drawn.Ref, "one", h.at); return err })
		if entries[0].Action != string(policy.SampleAgain) || entries[0].RefID != drawn.ID || entries[0].Detail != "10 户和当时一样" {
			t.Errorf("it is put down as %+v", entries[0])
		}
		does(t, st, "the same tap again", 0, func() error { _, err := h.RedrawSample(ctx, officer, drawn.Ref, "one", h.at); return err })
		if d := again(officer, ""); !d.Same() || d.From != 4096 || d.Items != 10 {
			t.Errorf("nothing was changed, and %d homes of %d: %d missing, %d new", d.Items, d.From, d.Missing, d.New)
		}
		last := storetest.Count(t, st, "SELECT MAX(id) FROM sample_items")
		home := storetest.Count(t, st, "SELECT unit_id FROM sample_items WHERE id = ?", last)
		for name, c := range map[string]struct {
			do, undo      string
			missing, come int
		}{
			"another number":     {"UPDATE samples SET seed = seed + 1", "UPDATE samples SET seed = seed - 1", -1, -1},
			"more homes counted": {"UPDATE samples SET homes = homes + 1", "UPDATE samples SET homes = homes - 1", 0, 0},
			"another home of it": {fmt.Sprintf("UPDATE sample_items SET unit_id = -1 WHERE id = %d", last), fmt.Sprintf("UPDATE sample_items SET unit_id = %d WHERE id = %d", home, last), 1, 1},
			"one home is gone":   {fmt.Sprintf("UPDATE sample_items SET sample_id = -1 WHERE id = %d", last), fmt.Sprintf("UPDATE sample_items SET sample_id = %d WHERE id = %d", drawn.ID, last), 0, 1},
		} {
			exec(t, st, c.do)
			d := again(officer, "")
			if d.Same() || len(d.Gone) != d.Missing || len(d.Come) != d.New || c.missing >= 0 && (d.Missing != c.missing || d.New != c.come) {
				t.Errorf("%s: %+v", name, d)
			}
			if d := again(worker, ""); d.Same() || d.Gone != nil || d.Come != nil {
				t.Errorf("%s: the worker is told which homes are drawn: %+v", name, d)
			}
			exec(t, st, c.undo)
		}
		if d := again(worker, ""); !d.Same() {
			t.Errorf("all is as it was: %+v", d)
		}
		refuses(t, st, "the worker of another grid", models.NotFound, func() error { _, err := h.RedrawSample(ctx, far, drawn.Ref, "", h.at); return err })
		exec(t, st, "DELETE FROM sample_pools")
		refuses(t, st, "what it was drawn from is not kept", models.Conflict, func() error { _, err := h.RedrawSample(ctx, officer, drawn.Ref, "", h.at); return err })
	})
}

// TestTwoOfficersWhoDrawAtOnceEachHearOfTheirOwnSample: else one is told that all is given out while his own has nobody, and no
// home of it is ever checked.
func TestTwoOfficersWhoDrawAtOnceEachHearOfTheirOwnSample(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		h.copies(t, 16)
		grid, err := st.AreaByCode(ctx, "33020011")
		must(t, err)
		officers, wants := []policy.Actor{}, []string{"3", "11"}
		for _, login := range []string{"li01", "li02"} {
			who, _, _ := h.desk(t, login, "officer", "3302001", false)
			officers = append(officers, who)
		}
		draw := func(i int, once string) (store.SampleTally, error) {
			return h.DrawSample(ctx, officers[i], registry.SampleForm{Kind: models.SampleRoster, GridRef: grid.Ref, Homes: wants[i]}, once, h.at)
		}
		for round := range 6 {
			var all sync.Mutex
			heard := map[int]store.SampleTally{}
			once := []string{"a", "b"}
			for i := range once {
				once[i] += strings.Repeat("x", round)
			}
			together(t, 2, func(i int) error {
				s, err := draw(i, once[i])
				all.Lock()
				defer all.Unlock()
				heard[i] = s
				return err
			})
			for i, items := range []int{3, 11} {
				if s := heard[i]; s.Items != items || s.DrawnBy != officers[i].UserID {
					t.Fatalf("round %d: officer %d asked for %d homes and hears of %d, drawn by %d", round, i, items, s.Items, s.DrawnBy)
				}
				if s, err := draw(i, once[i]); err != nil || s.Ref != heard[i].Ref {
					t.Fatalf("round %d: his form sent again speaks of another sample: %v", round, err)
				}
			}
		}
	})
}

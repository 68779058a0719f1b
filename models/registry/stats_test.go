package registry_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestLengthsAreCalendarMonthsAtTheEndOfTheDay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		for i, c := range []struct{ in, out, on, length string }{
			{"2026-05-25", "", "2026-11-24", "6-12m"}, // six months at 24:00
			{"2026-05-25", "", "2026-11-23", "<6m"},
			{"2026-05-26", "", "2026-11-24", "<6m"},
			{"2025-11-25", "", "2026-11-24", ">=1y"},
			{"2025-11-26", "", "2026-11-24", "6-12m"},
			{"2024-02-29", "", "2025-02-27", "6-12m"},
			{"2024-02-29", "", "2025-02-28", ">=1y"}, // 24:00 of it is 00:00 of 1 March
			{"2025-08-31", "", "2026-02-27", "<6m"},
			{"2025-08-31", "", "2026-02-28", "6-12m"},
			{"2026-11-24", "", "2026-11-24", "<6m"},
			{"2026-11-25", "", "2026-11-24", ""},
			{"2026-01-01", "2026-11-24", "2026-11-24", ""},
			{"2026-01-01", "2026-11-25", "2026-11-24", "6-12m"},
			{"2026-11-24", "2026-11-24", "2026-11-24", ""},
			{"2026-05-24T16:01:00Z", "", "2026-11-24", "6-12m"}, // 00:01 of the 25th in Shanghai
			{"2026-05-25T16:01:00Z", "", "2026-11-24", "<6m"},
		} {
			row := h.stay(i, c.in, "")
			if c.out != "" {
				row += "|moved_out_on=" + c.out
			}
			h.bring(t, "stays", 1, 0, 0, row)
			on, err := workday.ParseDay(c.on)
			must(t, err)
			s, err := h.CountStays(context.Background(), policy.SystemActor, "", on, h.now())
			must(t, err)
			var groups []string
			for _, g := range s.ByLength {
				if g.N > 0 {
					groups = append(groups, g.Key)
				}
			}
			if got := strings.Join(groups, " "); got != c.length {
				t.Errorf("in %s out %s: on %s %q, want %q", c.in, c.out, c.on, got, c.length)
			}
			must(t, st.InTx(context.Background(), func(tx *store.Tx) error { // alone next time
				for _, e := range h.entries(t) {
					e.Stay.State = "void"
					if err := tx.SaveStay(&e.Stay); err != nil {
						return err
					}
				}
				return nil
			}))
		}
	})
}

func TestTheRatesOfAMonthTellOfItsVisits(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st) // three homes
		rates := func() string {
			s, err := p.CountStays(ctx, policy.SystemActor, "", p.now().Day(), p.now())
			must(t, err)
			said := fmt.Sprint(s.Homes)
			for _, name := range []string{"visited", "consistent"} {
				if s.Rates[name] == nil {
					said += " " + name + " -"
				} else {
					said += fmt.Sprintf(" %s %.4f", name, *s.Rates[name])
				}
			}
			return said
		}
		if got := rates(); got != "3 visited 0.0000 consistent -" {
			t.Errorf("nobody was visited: %s", got)
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			for i, scanned := range []bool{true, true, false} { // by the plate, as the page counts
				must(t, tx.SaveVisit(&models.Visit{UnitID: p.unit.ID, Result: models.VisitExtra, Scanned: scanned, At: workday.At(p.at) + workday.Moment(i)}))
			}
			must(t, tx.SaveVisit(&models.Visit{UnitID: p.empty.ID, Result: models.VisitMatch, At: workday.At(p.at)}))
			items := []models.SampleItem{{UnitID: p.unit.ID, CheckerID: 1}}
			must(t, tx.SaveSample(&models.Sample{Kind: models.SampleRoster, Ancestors: p.unit.Ancestors, DrawnAt: workday.At(p.at)}, items, []int64{p.empty.ID}))
			items[0].CheckedAt, items[0].People, items[0].Agreed = workday.At(p.at), 4, 3
			_, err := tx.CheckItem(items[0])
			return err
		}))
		if got := rates(); got != "3 visited 0.3333 consistent 0.7500" {
			t.Errorf("one home of three was scanned, three of four people were found by lot: %s", got)
		}
	})
}

func TestASmallGroupCanNeitherBeReadNorWorkedOut(t *testing.T) {
	for _, c := range []struct {
		counts map[string]int
		want   []registry.Count
	}{
		{map[string]int{"34": 20, "52": 30}, []registry.Count{{Key: "52", N: 30}, {Key: "34", N: 20}}},
		{map[string]int{"34": 20, "52": 30, "54": 3}, []registry.Count{{Key: "52", N: 30}, {Key: "other", N: 23}}},
		{map[string]int{"34": 20, "52": 30, "54": 6, "46": 5}, []registry.Count{{Key: "52", N: 30}, {Key: "34", N: 20}, {Key: "other", N: 11}}},
		{map[string]int{"34": 20, "52": 30, "54": 2, "46": 1}, []registry.Count{{Key: "52", N: 30}, {Key: "other", N: 23}}},
		{map[string]int{"34": 20, "": 4}, []registry.Count{{Key: "other", N: 24}}},
		{map[string]int{"34": 20, "": 40}, []registry.Count{{Key: "other", N: 40}, {Key: "34", N: 20}}},
		{map[string]int{"34": 3}, []registry.Count{{Key: "other", N: 3}}},
		{map[string]int{}, []registry.Count{}},
	} {
		got := models.MergeSmall(c.counts)
		if !reflect.DeepEqual(sorted(got), sorted(c.want)) {
			t.Errorf("%v: %v, want %v", c.counts, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		counts, sum := map[string]int{}, 0
		for i := range rapid.IntRange(0, 8).Draw(t, "groups") {
			n := rapid.IntRange(0, 25).Draw(t, "n")
			counts[fmt.Sprint(i)], sum = n, sum+n
		}
		told := 0
		for _, c := range models.MergeSmall(counts) {
			told += c.N
			if c.N < 10 && c.N != sum {
				t.Fatalf("%v tells of %d", counts, c.N)
			}
		}
		if told != sum {
			t.Fatalf("%v: %d of %d are told", counts, told, sum)
		}
	})
}

func sorted(all []registry.Count) map[string]int {
	m := map[string]int{}
	for _, c := range all {
		m[c.Key] = c.N
	}
	return m
}

package registry_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// oldRoster is what a community brings along: homes of one to three people and a large one, all of it out of date.
type oldRoster struct {
	units, rooms, stays []string
	people              int // who live there
}

func (o *oldRoster) home(h *house, n int, rows func(code string) []string) {
	code := fmt.Sprintf("B%05d", n)
	o.units = append(o.units, "unit_code="+code+"|area_code="+h.grid.Code+"|address=青禾路 3 号|accepted_on=2025-01-01|landlord_name=户主|landlord_doc_no="+
		storetest.Number("3399", 500_000+n)+fmt.Sprintf("|landlord_phone=199%08d", 90_000_000+n))
	room := "unit_code=" + code + "|room_no=101"
	switch n % 20 {
	case 5:
		room += "|usable_m2=3.99" // too small for anybody
	case 6:
		room += "|room_type=车库"
	}
	o.rooms = append(o.rooms, room)
	for _, row := range rows(code) {
		o.stays = append(o.stays, strings.Replace(row, "unit_code="+h.unit.UnitCode, "unit_code="+code, 1))
	}
}

// fill adds homes of which every rule would have something to say on the first night.
func (o *oldRoster) fill(h *house, homes int) {
	for n := range homes {
		o.home(h, n, func(string) []string {
			var rows []string
			size := 1 + n%3
			if n == homes-1 {
				size = 12
			}
			for p := range size { // the lease is over, nobody looked for a year, three strangers share a room
				o.people++
				more := fmt.Sprintf("lease_end=2026-03-01|confirmed_at=2025-03-02|phone=199%08d", o.people)
				row := h.stay(o.people, "2025-03-01", more)
				if n%20 == 7 && p == 0 {
					row = strings.Replace(h.stay(o.people, "2025-03-01", more+"|doc_country=KOR"), "doc_type=111|doc_no="+storetest.Number("3399", o.people), fmt.Sprintf("doc_type=414|doc_no=M%08d", o.people), 1)
				}
				rows = append(rows, row)
			}
			if n%40 == 8 { // he lives in another home too
				o.people++
				rows = append(rows, h.stay(o.people-5, "2025-03-01", "confirmed_at=2025-03-02"))
			}
			return rows
		})
	}
	for n := range 20 { // nobody has lived there since 2025
		o.home(h, 90_000+n, func(string) []string { return []string{h.stay(400_000+n, "2025-01-01", "moved_out_on=2025-12-31")} })
	}
}

// TestAnOldRosterIsTakenOverWithoutADayOnWhichAllOfItFallsDue takes over homes with --baseline and lets 120 days pass: for
// 90 of them nothing is sent about what is older and nobody counts as unreported or stale, and then no day carries more
// than twice the mean. What stands wrong in a room is shown to staff at once, and texts nobody.
// ANJU_LONG=1 takes over as many people as the sixth essay counts.
func TestAnOldRosterIsTakenOverWithoutADayOnWhichAllOfItFallsDue(t *testing.T) {
	homes := 240
	if os.Getenv("ANJU_LONG") == "1" {
		homes = 43_400
	}
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-07-01 10:00"))
		baseline := h.now().Day()
		var old oldRoster
		old.fill(h, homes)
		h.bring(t, "units", len(old.units), 0, 0, old.units...)
		h.bring(t, "rooms", len(old.rooms), 0, 0, old.rooms...)
		h.bringOn(t, baseline, "stays", len(old.stays), 0, 0, old.stays...)
		h.bringOn(t, baseline, "stays", 0, len(old.stays), 0, old.stays...)

		stale, texts, total, words := map[workday.Day]int{}, map[workday.Day]int{}, 0, 0
		before := 0
		for d := baseline; d <= baseline+120; d++ {
			h.sent.texts = nil
			h.at = d.Start()
			h.does(t, jobOf("flag"), h.at)
			h.tick(t, d.Start().Add(9*time.Hour))
			counts, err := st.ListFlagCounts(context.Background(), policy.Scope{All: true}, store.Queue{})
			must(t, err)
			stale[d], before = counts["B05"]-before, counts["B05"]
			texts[d] = len(h.sent.texts)
			if d <= baseline+90 && counts["B01"]+counts["B05"]+counts["B07"]+texts[d] > 0 {
				t.Fatalf("%s: %v open, %d texts for facts older than the baseline", d, counts, texts[d])
			}
			if d == baseline+1 && counts["B11"]+counts["B13"] == 0 {
				t.Fatal("what is wrong in a room is hidden from staff")
			}
			total, words = total+stale[d], words+texts[d]
		}
		if total < old.people/4 || words < old.people/4 {
			t.Fatalf("only %d flags and %d texts in 30 days: the roster of %d is not asked about", total, words, old.people)
		}
		for d := baseline + 91; d <= baseline+120; d++ {
			if stale[d]*30 > 2*total || texts[d]*30 > 2*words {
				t.Errorf("%s carries %d flags and %d texts, the mean is %.1f and %.1f", d, stale[d], texts[d], float64(total)/30, float64(words)/30)
			}
		}
		most := func(days map[workday.Day]int) (n int) {
			for _, one := range days {
				n = max(n, one)
			}
			return n
		}
		t.Logf("%d people; in the days 91 to 120 %d stale, %d at most on a day, and %d texts, %d at most", old.people, total, most(stale), words, most(texts))
	})
}

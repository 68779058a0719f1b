package registry_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// counted is what statistics say of an area on some days, as text.
func (h *house) counted(t *testing.T, area string, days ...workday.Day) string {
	t.Helper()
	all := ""
	for _, on := range days {
		s, err := h.CountStays(context.Background(), policy.SystemActor, area, on, h.now())
		must(t, err)
		line, err := json.Marshal(s)
		must(t, err)
		all += string(line) + "\n"
	}
	return all
}

// recounted is the same without any rollup; they are put back.
func (h *house) recounted(t *testing.T, area string, days ...workday.Day) string {
	t.Helper()
	exec(t, h.Store, "UPDATE daily_counts SET area_id = -area_id")
	defer exec(t, h.Store, "UPDATE daily_counts SET area_id = -area_id")
	return h.counted(t, area, days...)
}

func (h *house) rollUp(t *testing.T) int {
	t.Helper()
	tally, err := h.RollUp(context.Background(), policy.SystemActor, h.at)
	must(t, err)
	return tally.Examined
}

// TestStatisticsSayTheSameWithAndWithoutRollups lets rosters grow, shrink and be corrected for the past at random, and
// rolls up in between: at no moment does a rollup say anything else than the stays.
func TestStatisticsSayTheSameWithAndWithoutRollups(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 00:10"))
		h.bring(t, "areas", 2, 0, 0, "code=G2|parent_code=3302001|level=grid|name=二|zone=rural", "code=G3|parent_code=3302001|level=grid|name=三|zone=urban")
		var units, rooms []string
		for i := range 6 {
			units = append(units, fmt.Sprintf("unit_code=U%d|area_code=%s|address=青禾路 %d 号|kind=home|landlord_name=周桂芳|landlord_phone=19900000099", i, []string{"G2", "G3"}[i%2], 40+i))
			rooms = append(rooms, fmt.Sprintf("unit_code=U%d|room_no=101|room_type=bedroom|usable_m2=20|beds=2", i))
		}
		h.bring(t, "units", 6, 0, 0, units...)
		h.bring(t, "rooms", 6, 0, 0, rooms...)
		dice := rand.New(rand.NewPCG(1, 2))
		today := h.now().Day()
		row := func() string {
			in := today - workday.Day(dice.IntN(500))
			r := fmt.Sprintf("unit_code=U%d|room_no=101|name=何以安|doc_type=111|doc_no=%s|moved_in_on=%s", dice.IntN(6), storetest.Number("3399", dice.IntN(30)), in)
			if dice.IntN(2) == 0 {
				r += "|reported_at=" + min(in+workday.Day(dice.IntN(20)), today-1).String()
			}
			if dice.IntN(3) == 0 {
				r += "|moved_out_on=" + (in + workday.Day(dice.IntN(300))).String()
			}
			return r
		}
		areas := []string{"", "330200", "G2", "G3", "33020011"}
		for round := range 12 {
			var rows []string
			for range 1 + dice.IntN(12) {
				rows = append(rows, row())
			}
			file, _ := sheetOf("stays", rows...)
			_, err := h.ImportStays(context.Background(), policy.SystemActor, file, registry.ImportHow{At: h.at})
			must(t, err)
			switch round % 4 {
			case 1: // a home lies in another grid
				h.bring(t, "units", 1, 0, 0, fmt.Sprintf("unit_code=U%d|area_code=%s|address=青禾路 %d 号|kind=home", round%6, []string{"G3", "G2"}[round%2], 40+round%6))
			case 2:
				h.saveOne(t, "U1", func(s *models.Stay) { s.State = models.StayVoid })
				h.saveOne(t, "U2", func(s *models.Stay) { s.SayLeft(today-workday.Day(dice.IntN(40)), h.now()) })
			case 3:
				h.rollUp(t)
			}
			for _, area := range areas {
				days := []workday.Day{today, today - 1, today - 2, today - workday.Day(dice.IntN(31)), today - workday.Day(dice.IntN(400)), today + 3}
				if got, want := h.counted(t, area, days...), h.recounted(t, area, days...); got != want {
					t.Fatalf("round %d, area %q:\n%s\nwithout rollups\n%s", round, area, got, want)
				}
			}
		}
	})
}

// saveOne writes the first stay of a home that becomes another.
func (h *house) saveOne(t *testing.T, code string, change func(*models.Stay)) {
	t.Helper()
	ctx := context.Background()
	var unit models.Unit
	must(t, h.Store.InTx(ctx, func(tx *store.Tx) error {
		found, err := tx.LockUnitsByCode(ctx, []string{code})
		unit = *found[code]
		return err
	}))
	entries, err := h.Store.Entries(ctx, unit.ID)
	must(t, err)
	if len(entries) == 0 {
		return
	}
	must(t, h.Store.InTx(ctx, func(tx *store.Tx) error {
		s := entries[0].Stay
		change(&s)
		return tx.SaveStay(&s)
	}))
}

func TestRollupsAreCountedOnceAndAgainOnlyWhereThePastChanged(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		h.bring(t, "stays", 3, 0, 0, h.stay(1, "2026-01-05", "reported_at=2026-01-06"), h.stay(2, "2026-11-20", ""), h.stay(3, "2026-11-24", ""))
		if n := h.rollUp(t); n != 31 {
			t.Errorf("the first run counted %d days, want 31", n)
		}
		if n := h.rollUp(t); n != 0 {
			t.Errorf("a second run counted %d days again", n)
		}
		h.at = h.at.Add(24 * time.Hour)
		if n := h.rollUp(t); n != 1 {
			t.Errorf("the day after: %d days, want the one that is over", n)
		}
		today := h.now().Day()
		// Nobody but the rollup knows of these: it is what statistics read.
		exec(t, st, fmt.Sprintf("UPDATE daily_counts SET residents = 77 WHERE day = %d", today-3))
		s, err := h.CountStays(context.Background(), policy.SystemActor, "", today-3, h.now())
		must(t, err)
		if s.Residents != 77 {
			t.Errorf("the rollup is not used: %d", s.Residents)
		}
		h.bring(t, "stays", 1, 0, 0, h.stay(4, (today-2).String(), "")) // after that day: it still holds
		if s, _ = h.CountStays(context.Background(), policy.SystemActor, "", today-3, h.now()); s.Residents != 77 {
			t.Error("what happened later threw an older rollup away")
		}
		h.bring(t, "stays", 1, 0, 0, h.stay(5, (today-10).String(), ""))
		if s, _ = h.CountStays(context.Background(), policy.SystemActor, "", today-3, h.now()); s.Residents != 3 {
			t.Errorf("after a late import %d live there, want 3", s.Residents)
		}
		if n := h.rollUp(t); n != 10 {
			t.Errorf("%d days were counted again, want the 10 since the late one moved in", n)
		}
		var notes int
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM count_changes").Scan(&notes))
		h.at = h.at.Add(800 * 24 * time.Hour)
		h.rollUp(t)
		var left, kept int
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM count_changes").Scan(&left))
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM daily_counts").Scan(&kept))
		if left != 1 || kept != 31 {
			t.Errorf("two years later %d notes of %d and %d rollups are left, want 1 and 31", left, notes, kept)
		}
		for name, who := range map[string]policy.Actor{"a landlord": h.landlord, "nobody": {}} {
			if _, err := h.RollUp(context.Background(), who, h.at); err == nil {
				t.Errorf("%s rolls up", name)
			}
		}
	})
}

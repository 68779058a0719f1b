package registry_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// festival is how many people live in the three grids; ANJU_LONG=1 takes all 2,000.
func festival() int {
	if os.Getenv("ANJU_LONG") == "1" {
		return 2000
	}
	return 60
}

// TestNobodyIsAskedForOrCheckedOutWhileHeIsHomeForTheFestival lets six in ten people of three grids be away for some of
// the 20 days around the Spring Festival, whose registration nobody confirmed for so long that they would turn stale just
// then: no flag, no text and no check-out for them; the drive knows of everybody, and the return closes it.
func TestNobodyIsAskedForOrCheckedOutWhileHeIsHomeForTheFestival(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx, n := context.Background(), festival()
		h := newHouse(t, st, shanghai("2027-01-27 09:00"))
		first := workday.DayOf(h.at)
		h.bring(t, "areas", 3, 0, 0, "code=F1|parent_code=3302001|level=grid|name=一|zone=rural", "code=F2|parent_code=3302001|level=grid|name=二|zone=rural",
			"code=F3|parent_code=3302001|level=grid|name=三|zone=urban")
		var units, rooms, stays []string
		for i := range n / 10 {
			units = append(units, fmt.Sprintf("unit_code=U%d|area_code=F%d|address=青禾路 %d 号|kind=home|landlord_name=周桂芳|landlord_phone=1990001%04d|accepted_on=2026-01-01", i, 1+i%3, 1000+i, i))
			rooms = append(rooms, fmt.Sprintf("unit_code=U%d|room_no=101|room_type=dormitory|usable_m2=80|beds=10", i))
		}
		for i := range n {
			stays = append(stays, fmt.Sprintf("unit_code=U%d|room_no=101|name=何以安|doc_type=111|doc_no=%s|phone=1990002%04d|moved_in_on=2026-10-20|reported_at=2026-10-21|confirmed_at=2026-11-05",
				i/10, storetest.Number("3399", i), i))
		}
		h.bring(t, "units", len(units), 0, 0, units...)
		h.bring(t, "rooms", len(rooms), 0, 0, rooms...)
		h.bring(t, "stays", n, 0, 0, stays...)
		rows, err := st.ListDrive(ctx, policy.Scope{All: true}, first, n+1)
		must(t, err)
		if len(rows) != n {
			t.Fatalf("the drive lists %d people, want %d", len(rows), n)
		}
		away := map[int64]bool{}
		for i, row := range rows {
			if i%5 < 3 { // six in ten
				away[row.ID] = true
				must(t, h.SayAway(ctx, policy.SystemActor, row.Ref, registry.AwayForm{Days: "20"}, h.at))
			}
		}
		answers := func(day workday.Day) map[string]int {
			t.Helper()
			rows, err := st.ListDrive(ctx, policy.Scope{All: true}, day, n+1)
			must(t, err)
			count := map[string]int{}
			for _, row := range rows {
				count[models.DriveAnswer(row.Stay, first, workday.At(day.Start()))]++
			}
			return count
		}
		for day := first; day < first+20; day++ { // on the 91st day after 5 November the others turn stale
			h.at = day.Start().Add(10 * 3600e9)
			h.tick(t, h.at)
			if wrong := h.number(t, "SELECT COUNT(*) FROM flags JOIN stays ON stays.id = flags.stay_id WHERE flags.rule = 'B05' AND stays.away_from > 0"); wrong != 0 {
				t.Fatalf("%v: %d who are away are flagged", day, wrong)
			}
			if wrong := h.number(t, "SELECT COUNT(*) FROM notices JOIN stays ON stays.id = notices.stay_id WHERE notices.category = 'reminder' AND stays.away_from > 0"); wrong != 0 {
				t.Fatalf("%v: %d who are away got a reminder", day, wrong)
			}
		}
		stale := h.number(t, "SELECT COUNT(*) FROM flags WHERE rule = 'B05' AND resolved_at = 0")
		if stale != n-len(away) || h.number(t, "SELECT COUNT(*) FROM stays WHERE moved_out_on > 0") != 0 {
			t.Errorf("%d stale flags, want those of the %d who stayed; %d checked out", stale, n-len(away), h.number(t, "SELECT COUNT(*) FROM stays WHERE moved_out_on > 0"))
		}
		if got := answers(first + 19); got[models.DriveAway] != len(away) || got[models.DriveSilent] != n-len(away) {
			t.Errorf("in the drive: %v, want %d away", got, len(away))
		}
		h.at = (first + 20).Start().Add(10 * 3600e9)
		back := 0
		for _, row := range rows {
			if away[row.ID] && back < len(away)/2 {
				must(t, h.ComeBack(ctx, policy.SystemActor, row.Ref, h.at))
				back++
			}
		}
		if got := answers(first + 21); got[models.DriveBack] != back || got[models.DriveLate] != len(away)-back {
			t.Errorf("after the return: %v, want %d back and %d to be asked", got, back, len(away)-back)
		}
		t.Logf("%d people of 3 grids, %d away for 20 days: %d stale flags, all of those who stayed; %d back, %d to be asked", n, len(away), stale, back, len(away)-back)
	})
}

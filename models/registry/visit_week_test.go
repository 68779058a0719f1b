package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAWeekLeavesOutNoHomeOfALargeArea: 2,300 homes, all visited but the newest, which is the one to go to.
func TestAWeekLeavesOutNoHomeOfALargeArea(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		officer, _, _ := h.desk(t, "li01", "officer", "3302001", false)
		h.copies(t, 2300)
		last := storetest.Count(t, st, "SELECT MAX(id) FROM units")
		exec(t, st, "INSERT INTO visits (ref, unit_id, user_id, at, result) SELECT CONCAT('v', id), id, ?, ?, ? FROM units WHERE id < ?", officer.UserID, int64(workday.At(h.at)), models.VisitMatch, last)
		week, err := h.PlanWeek(ctx, officer, 0, workday.DayOf(h.at), h.at)
		must(t, err)
		if len(week.Homes) != 1 || week.Homes[0].Unit.ID != int64(last) || week.Over != 0 {
			t.Errorf("%d homes, the first %+v, %d for another week", len(week.Homes), week.Homes, week.Over)
		}
	})
}

// copies puts as many homes and some more beside that of the house.
func (h *house) copies(t *testing.T, want int) {
	t.Helper()
	for n := 1; n < want; n *= 2 {
		top := storetest.Count(t, h.Store, "SELECT MAX(id) FROM units")
		exec(t, h.Store, `INSERT INTO units (ref, unit_code, short_code, door_token, area_id, city_id, community_id, grid_id, address, kind, land, state, occupancy, owner_id, created_at)
 SELECT CONCAT('r', id + ?), CONCAT('c', id + ?), CONCAT('s', id + ?), CONCAT('d', id + ?), area_id, city_id, community_id, grid_id, CONCAT(address, '·', id), kind, land, state, occupancy, owner_id, created_at FROM units`, top, top, top, top)
	}
}

package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// HeadRow is how many people stand on the register of one home on a day: numbers, for those who go from door to door.
type HeadRow struct {
	UnitID                            int64
	UnitRef, Address, Label, GridName string
	GridID                            int64
	People, Children, Old             int
}

// ListHeads counts the people of each home of a scope on a day, by grid and home. born are the days from which on one is a
// child, and up to which one is old.
func (r *Reader) ListHeads(ctx context.Context, scope policy.Scope, day, childBorn, oldBorn workday.Day) ([]HeadRow, error) {
	var rows []HeadRow
	err := within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "").
		Select("units.id AS unit_id, units.ref AS unit_ref, units.address, units.label, units.grid_id, areas.name AS grid_name, COUNT(*) AS people, "+
			"SUM(CASE WHEN tenants.birth > ? THEN 1 ELSE 0 END) AS children, SUM(CASE WHEN tenants.birth <> 0 AND tenants.birth <= ? THEN 1 ELSE 0 END) AS old", childBorn, oldBorn).
		Joins("JOIN tenants ON tenants.id = stays.tenant_id").Joins("JOIN units ON units.id = stays.unit_id").Joins("JOIN areas ON areas.id = units.area_id").
		Where("stays.state NOT IN ? AND stays.moved_in_on <= ? AND (stays.moved_out_on = 0 OR stays.moved_out_on > ?)", ended, day, day).
		Group("units.id, units.ref, units.address, units.label, units.grid_id, areas.name").Scan(&rows).Error
	return rows, err
}

// ViewsSeen are those of some looks, by home and stay, that a staff member has had since a moment.
func (r *Reader) ViewsSeen(ctx context.Context, views []models.View, userID int64, since workday.Moment) (map[[2]int64]bool, error) {
	seen := map[[2]int64]bool{}
	return seen, chunks(views, func(views []models.View) error {
		units := make([]int64, 0, len(views))
		for _, v := range views {
			units = append(units, v.UnitID)
		}
		var rows []models.View
		err := r.db.WithContext(ctx).Table("views").Select("unit_id, stay_id").
			Where("unit_id IN ? AND at >= ? AND user_id = ? AND what = ?", units, since, userID, views[0].What).Scan(&rows).Error
		for _, v := range rows {
			seen[[2]int64{v.UnitID, v.StayID}] = true
		}
		return err
	})
}

// SaveViews records looks at many homes at once.
func (t *Tx) SaveViews(views []models.View) error { return insertRows(t, "views", views) }

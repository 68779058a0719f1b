package store

import (
	"context"

	"gorm.io/gorm"

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
	Gone                              int // of them, who is said to have left and is not checked out: he may be there
}

// ListHeads counts the people of each home of a scope on a day, by grid and home. born are the days from which on one is a
// child, and up to which one is old.
func (r *Reader) ListHeads(ctx context.Context, scope policy.Scope, day, childBorn, oldBorn workday.Day) ([]HeadRow, error) {
	var rows []HeadRow
	err := within(livingOn(r.db.WithContext(ctx), day), scope, "stays", "stays.unit_id", "").
		Select("units.id AS unit_id, units.ref AS unit_ref, units.address, units.label, units.grid_id, areas.name AS grid_name, COUNT(*) AS people, "+
			"SUM(CASE WHEN tenants.birth > ? THEN 1 ELSE 0 END) AS children, SUM(CASE WHEN tenants.birth <> 0 AND tenants.birth <= ? THEN 1 ELSE 0 END) AS old, "+
			"SUM(CASE WHEN stays.said_left_on > 0 AND stays.said_left_on <= ? THEN 1 ELSE 0 END) AS gone", childBorn, oldBorn, day).
		Joins("JOIN areas ON areas.id = units.area_id").
		Group("units.id, units.ref, units.address, units.label, units.grid_id, areas.name").Scan(&rows).Error
	return rows, err
}

// livingOn are the stays of everybody who stands on a roster as living there on a day, with person and home: also of a home
// that nobody has looked at, of who says that the stay is not his, and of who is said to have left. In an emergency each may
// be there.
func livingOn(db *gorm.DB, day workday.Day) *gorm.DB {
	return db.Table("stays").Joins("JOIN tenants ON tenants.id = stays.tenant_id").Joins("JOIN units ON units.id = stays.unit_id").
		Where("stays.state NOT IN ? AND stays.moved_in_on <= ? AND (stays.moved_out_on = 0 OR stays.moved_out_on > ?)", ended, day, day)
}

// ListWarned are the numbers of everybody who lives somewhere on a day, of any age, by index, n stays after one.
func (r *Reader) ListWarned(ctx context.Context, scope policy.Scope, day workday.Day, after []byte, n int) ([]PupilRow, error) {
	db := within(livingOn(r.db.WithContext(ctx), day).Select(pupilSelect).Order("stays.phone_idx, stays.id"), scope, "stays", "stays.unit_id", "")
	return r.tenantPupils(db, day, 0, after, n)
}

// ListUnphoned are the stays in rooms for which the register knows no number at all: whoever lives there on a day can be
// warned at the door alone. Of the scope only what lies in an area too; by grid and home; n at most.
func (r *Reader) ListUnphoned(ctx context.Context, scope, area policy.Scope, day workday.Day, n int) ([]MissedRow, error) {
	phoned := livingOn(r.db.Session(&gorm.Session{NewDB: true}), day).Select("1").Where("stays.room_id = here.room_id AND stays.phone_idx IS NOT NULL")
	var rows []MissedRow
	here := within(livingOn(r.db.WithContext(ctx), day), area, "stays", "stays.unit_id", "")
	err := within(here, scope, "stays", "stays.unit_id", "").
		Select("units.ref AS unit_ref, units.address, units.label, rooms.no AS room_no, areas.name AS grid_name, stays.unit_id, stays.id AS stay_id").
		Joins("JOIN stays here ON here.id = stays.id").Joins("JOIN rooms ON rooms.id = stays.room_id").Joins("JOIN areas ON areas.id = units.area_id").
		Where("NOT EXISTS (?)", phoned).Order("units.grid_id, units.address, units.id, rooms.no, stays.id").Limit(n).Scan(&rows).Error
	for i := range rows {
		rows[i].State, rows[i].Reason, rows[i].Unphoned = models.NoticeCancelled, models.ReasonNoNumber, true
	}
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

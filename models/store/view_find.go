package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// ViewedSince says whether a staff member has looked at the roster of a unit (stay 0), or at one stay, since a moment, and everybody who is on it
// now was on it then: the first look at somebody new is a look of its own.
func (r *Reader) ViewedSince(ctx context.Context, userID, unitID, stayID int64, since workday.Moment) (bool, error) {
	var id int64
	err := r.db.WithContext(ctx).Table("views").Select("id").
		Where("unit_id = ? AND stay_id = ? AND at >= ? AND user_id = ? AND what = ?", unitID, stayID, since, userID, models.ViewRoster).
		Where("NOT EXISTS (SELECT 1 FROM stays WHERE stays.unit_id = views.unit_id AND stays.created_at > views.at)").Limit(1).Scan(&id).Error
	return id != 0, err
}

// VisitRow is a visit with the home that it was made to.
type VisitRow struct {
	models.Visit `gorm:"embedded"`
	UnitRef      string
	Address      string
	Label        string
	GridName     string
}

// ListVisits are the visits that one staff member made in a scope since a moment, newest first, n at most; notes stay sealed.
func (r *Reader) ListVisits(ctx context.Context, scope policy.Scope, userID int64, since workday.Moment, n int) ([]VisitRow, error) {
	var rows []VisitRow
	db := within(r.db.WithContext(ctx).Table("visits"), scope, "units", "units.id", "")
	err := db.Select("visits.id, visits.ref, visits.unit_id, visits.flag_id, visits.user_id, visits.result, visits.heads, visits.at, units.ref AS unit_ref, units.address AS address, units.label AS label, areas.name AS grid_name").
		Joins("JOIN units ON units.id = visits.unit_id").Joins("JOIN areas ON areas.id = units.area_id").
		Where("visits.user_id = ? AND visits.at >= ? AND visits.result <> ?", userID, since, models.VisitDesk).
		Order("visits.at DESC, visits.id DESC").Limit(n).Scan(&rows).Error
	return rows, err
}

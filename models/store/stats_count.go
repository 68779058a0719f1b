package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// StayGroup counts those who live in the homes of one area on a day.
type StayGroup struct {
	AreaID   int64
	N        int
	Half     int // for six months or longer
	Year     int // for twelve months or longer
	Reported int
}

func (r *Reader) living(ctx context.Context, scope policy.Scope, on workday.Day) *gorm.DB {
	return livesBetween(within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "phone_idx"), on, on)
}

// livesBetween narrows stays to those of people who live there on some day from first to last (RULES 1, 2, 17).
func livesBetween(db *gorm.DB, first, last workday.Day) *gorm.DB {
	return db.Where("stays.state <> ? AND stays.moved_in_on <= ? AND (stays.moved_out_on = 0 OR stays.moved_out_on > ?) AND (stays.said_left_on = 0 OR stays.said_left_on > ?)",
		models.StayVoid, last, first, first)
}

// ListStayGroups counts the stays in a scope that live there on a day, by the area of their home; half and year are the
// last days on which somebody moved in who has been there for six and for twelve months. areas narrows to the homes that
// lie in these themselves; nil means all.
func (r *Reader) ListStayGroups(ctx context.Context, scope policy.Scope, areas []int64, on, half, year workday.Day) ([]StayGroup, error) {
	var groups []StayGroup
	db := r.living(ctx, scope, on).Joins("JOIN units ON units.id = stays.unit_id")
	if areas != nil {
		db = db.Where("units.area_id IN ?", areas)
	}
	err := db.
		Select(`units.area_id, COUNT(*) AS n, SUM(CASE WHEN stays.moved_in_on <= ? THEN 1 ELSE 0 END) AS half,
 SUM(CASE WHEN stays.moved_in_on <= ? THEN 1 ELSE 0 END) AS year,
 SUM(CASE WHEN stays.reported_at > 0 AND stays.reported_at < ? THEN 1 ELSE 0 END) AS reported`, half, year, workday.At(on.End())).
		Group("units.area_id").Scan(&groups).Error
	return groups, err
}

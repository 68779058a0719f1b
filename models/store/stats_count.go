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
	return within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "phone_idx").
		Where("stays.state <> ? AND stays.moved_in_on <= ? AND (stays.moved_out_on = 0 OR stays.moved_out_on > ?)", models.StayVoid, on, on)
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

// VisitCounts are what visits to the homes of a scope found.
type VisitCounts struct {
	Homes   int // in the scope, delisted ones left out
	Visited int // homes that somebody found open in the time asked for
	Match   int // visits that found the roster right
	Looked  int // visits that could compare
}

// ListVisitCounts counts the visits in a scope from one moment to another.
func (r *Reader) ListVisitCounts(ctx context.Context, scope policy.Scope, from, to workday.Moment) (VisitCounts, error) {
	var c VisitCounts
	homes := 0
	err := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").
		Where("units.state NOT IN ?", []string{models.UnitDraft, models.UnitDelisted}).Select("COUNT(*)").Scan(&homes).Error
	if err != nil {
		return c, err
	}
	err = within(r.db.WithContext(ctx).Table("visits"), scope, "units", "units.id", "").Joins("JOIN units ON units.id = visits.unit_id").
		Where("visits.at >= ? AND visits.at < ? AND visits.result IN ?", from, to,
			[]string{models.VisitMatch, models.VisitMissing, models.VisitExtra, models.VisitGone}).
		Select("COUNT(DISTINCT visits.unit_id) AS visited, COUNT(*) AS looked, COALESCE(SUM(CASE WHEN visits.result = ? THEN 1 ELSE 0 END), 0) AS `match`", models.VisitMatch).
		Scan(&c).Error
	c.Homes = homes // last: reading a row empties what stood there before
	return c, err
}

package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// walked is what a plan reads of a home: of a city these are many.
const walked = "id, ref, short_code, door_token, address, kind, state, parted, area_id, city_id, county_id, subdistrict_id, community_id, grid_id, created_at"

// ListWalked are all homes of a scope that can be visited, with where they are, what they are and their state.
func (r *Reader) ListWalked(ctx context.Context, scope policy.Scope) ([]models.Unit, error) {
	var units []models.Unit
	err := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").Select(walked).
		Where("units.state NOT IN ?", uncounted).Order("units.id").Scan(&units).Error
	return units, err
}

// HomeVisits is what visits say of one home.
type HomeVisits struct {
	UnitID    int64
	VisitedAt workday.Moment // the last at which somebody was met or the house looked at
	LookedAt  workday.Moment // the last at which fire safety was looked at
	RefusedAt workday.Moment // the last that was not let in
}

// VisitsOf is that of some homes. The caller has found them inside a scope.
func (r *Reader) VisitsOf(ctx context.Context, unitIDs []int64) (map[int64]HomeVisits, error) {
	found := map[int64]HomeVisits{}
	err := chunks(unitIDs, func(ids []int64) error {
		rows, err := readRows[HomeVisits](r.db.WithContext(ctx).Table("visits").Select(`unit_id, COALESCE(MAX(CASE WHEN result NOT IN ? THEN at END), 0) AS visited_at,
 COALESCE(MAX(CASE WHEN looked > 0 THEN at END), 0) AS looked_at, COALESCE(MAX(CASE WHEN result = ? THEN at END), 0) AS refused_at`,
			[]string{models.VisitDesk, models.VisitNobody, models.VisitRefused}, models.VisitRefused).
			Where("unit_id IN ?", ids).Group("unit_id"))
		for _, row := range rows {
			found[row.UnitID] = row
		}
		return err
	})
	return found, err
}

// HomeSize is how many rooms one may live in a home has, and how many beds.
type HomeSize struct {
	UnitID int64
	Rooms  int
	Beds   int
}

// SizesOf is that of some homes. The caller has found them inside a scope.
func (r *Reader) SizesOf(ctx context.Context, unitIDs []int64) (map[int64]HomeSize, error) {
	sizes := map[int64]HomeSize{}
	err := chunks(unitIDs, func(ids []int64) error {
		rows, err := readRows[HomeSize](r.db.WithContext(ctx).Table("rooms").
			Select("unit_id, COALESCE(SUM(CASE WHEN type IN ? THEN 0 ELSE 1 END), 0) AS rooms, COALESCE(SUM(beds), 0) AS beds", models.NonLivingTypes).
			Where("unit_id IN ?", ids).Group("unit_id"))
		for _, row := range rows {
			sizes[row.UnitID] = row
		}
		return err
	})
	return sizes, err
}

// LateReports is how often, at some homes, nobody had reported somebody in time since a moment. A stay that was found to be a
// mistake made nobody late.
func (r *Reader) LateReports(ctx context.Context, unitIDs []int64, since workday.Moment) (map[int64]int, error) {
	counts := map[int64]int{}
	err := chunks(unitIDs, func(ids []int64) error {
		var rows []struct {
			UnitID int64
			N      int
		}
		err := r.db.WithContext(ctx).Table("flags").Select("unit_id, COUNT(*) AS n").
			Where("unit_id IN ? AND rule = 'B01' AND raised_at >= ?", ids, since).
			Where("NOT EXISTS (SELECT 1 FROM stays s WHERE s.id = flags.stay_id AND s.state = ?)", models.StayVoid).Group("unit_id").Scan(&rows).Error
		for _, row := range rows {
			counts[row.UnitID] = row.N
		}
		return err
	})
	return counts, err
}

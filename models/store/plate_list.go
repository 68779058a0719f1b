package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
)

// ListPlates is one page of the homes in a scope that have a plate (models.Unit.DoorOpen), as one walks (models.WalkOrder),
// behind the one whose id is given; words narrow it as in ListUnitsByWords. How addresses follow each other no database
// knows: whole grids are read until the page is full.
func (r *Reader) ListPlates(ctx context.Context, scope policy.Scope, words string, after int64, n int) ([]models.Unit, error) {
	var last models.Unit // of the page before, 0 = there is none
	if after != 0 {
		if err := r.db.WithContext(ctx).Table("units").Where("id = ?", after).Limit(1).Scan(&last).Error; err != nil {
			return nil, err
		}
	}
	var units []models.Unit
	beyond, from := "community_id > ? OR community_id = ? AND grid_id >= ?", last.Ancestors
	for len(units) < n {
		var ahead []models.Ancestors
		where := r.plates(ctx, scope, words).Where("("+beyond+")", from.CommunityID, from.CommunityID, from.GridID)
		if err := where.Session(&gorm.Session{}).Select("community_id, grid_id").Order("community_id, grid_id").Limit(n).Scan(&ahead).Error; err != nil || len(ahead) == 0 {
			return units, err
		}
		to := ahead[len(ahead)-1]
		var grids []models.Unit
		err := where.Where("(community_id < ? OR community_id = ? AND grid_id <= ?)", to.CommunityID, to.CommunityID, to.GridID).Scan(&grids).Error
		if err != nil {
			return nil, err
		}
		if last.ID != 0 {
			grids = slices.DeleteFunc(grids, func(u models.Unit) bool { return models.WalkOrder(u, last) <= 0 })
		}
		slices.SortFunc(grids, models.WalkOrder)
		units = append(units, grids...)
		beyond, from = "community_id > ? OR community_id = ? AND grid_id > ?", to
	}
	return units[:n], nil
}

// CountPlates is how many homes ListPlates would find.
func (r *Reader) CountPlates(ctx context.Context, scope policy.Scope, words string) (int, error) {
	var n int64
	err := r.plates(ctx, scope, words).Count(&n).Error
	return int(n), err
}

// PlatesByRef are those of some homes that lie in a scope and have a plate, in order of id.
func (r *Reader) PlatesByRef(ctx context.Context, scope policy.Scope, refs []string) ([]models.Unit, error) {
	var units []models.Unit
	err := r.plates(ctx, scope, "").Where("ref IN ?", refs).Order("id").Scan(&units).Error
	return units, err
}

// rectifying is models.Unit.Rectifying.
const rectifying = "(units.accepted_at > 0 AND (units.state = '" + models.UnitRectify + "' OR units.state = '" + models.UnitSubmitted + "' AND units.returned_at > 0))"

func (r *Reader) plates(ctx context.Context, scope policy.Scope, words string) *gorm.DB {
	q := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").
		Where("(state = ? OR "+rectifying+" OR listed = ? AND state NOT IN ?)", models.UnitAccepted, true, []string{models.UnitDraft, models.UnitDelisted})
	if words == "" {
		return q
	}
	return q.Where(unitHolds, unitWords(words)...)
}

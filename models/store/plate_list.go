package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
)

// ListPlates is one page of the homes in a scope that have a plate (models.Unit.DoorOpen), in order of id; words narrow it
// as in ListUnitsByWords.
func (r *Reader) ListPlates(ctx context.Context, scope policy.Scope, words string, after int64, n int) ([]models.Unit, error) {
	var units []models.Unit
	err := r.plates(ctx, scope, words).Where("id > ?", after).Order("id").Limit(n).Scan(&units).Error
	return units, err
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

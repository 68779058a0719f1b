package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
)

// ListAreas are the areas of a level that stand and lie in the areas of a scope, by code; "" means every level.
func (r *Reader) ListAreas(ctx context.Context, scope policy.Scope, level string) ([]models.Area, error) {
	db := r.db.WithContext(ctx).Table("areas").Where("ended_on = 0")
	if !scope.All {
		db = db.Where(r.below(scope))
	}
	if level != "" {
		db = db.Where("level = ?", level)
	}
	var all []models.Area
	err := db.Order("code, id").Scan(&all).Error
	return all, err
}

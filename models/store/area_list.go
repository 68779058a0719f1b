package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
)

// ListAreas are the areas of a level that lie in the areas of a scope, by code; "" means every level.
func (r *Reader) ListAreas(ctx context.Context, scope policy.Scope, level string) ([]models.Area, error) {
	db := r.db.WithContext(ctx).Table("areas")
	if !scope.All {
		inside := r.db.Where("1 = 0")
		for _, a := range scope.Areas {
			inside = inside.Or("path LIKE ?", "%/"+itoa(a.ID)+"/%")
		}
		db = db.Where(inside)
	}
	if level != "" {
		db = db.Where("level = ?", level)
	}
	var all []models.Area
	err := db.Order("code, id").Scan(&all).Error
	return all, err
}

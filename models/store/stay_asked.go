package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
)

// AskedStay is a stay that waits for its landlord, with the home it is in.
type AskedStay struct {
	models.Stay `gorm:"embedded"`
	UnitRef     string
	Label       string
	RoomNo      string
}

// ListAsked are the stays in a scope that somebody declared, the oldest first, n at most; what an old roster left
// unreported asks nobody.
func (r *Reader) ListAsked(ctx context.Context, scope policy.Scope, n int) ([]AskedStay, error) {
	var rows []AskedStay
	err := within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "phone_idx").
		Select("stays.*, units.ref AS unit_ref, units.label AS label, rooms.no AS room_no").
		Joins("JOIN units ON units.id = stays.unit_id").Joins("JOIN rooms ON rooms.id = stays.room_id").
		Where("stays.state = ? AND stays.declared_at > 0", models.StayDeclared).Order("stays.declared_at, stays.id").Limit(n).Scan(&rows).Error
	return rows, err
}

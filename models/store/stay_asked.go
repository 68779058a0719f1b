package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// AskedStay is a stay that waits for its landlord, with the home it is in.
type AskedStay struct {
	models.Stay `gorm:"embedded"`
	UnitRef     string
	Label       string
	RoomNo      string
}

// ListSaidLeft are the stays in a scope of which somebody said that the person left and that nobody has checked out, the
// oldest first, n at most.
func (r *Reader) ListSaidLeft(ctx context.Context, scope policy.Scope, n int) ([]AskedStay, error) {
	return r.asked(ctx, scope, "stays.said_left_at > 0 AND stays.moved_out_on = 0 AND stays.state NOT IN ?", "stays.said_left_at, stays.id", n, ended)
}

// ListAsked are the stays in a scope that somebody declared, the oldest first, n at most; what an old roster left
// unreported asks nobody.
func (r *Reader) ListAsked(ctx context.Context, scope policy.Scope, n int) ([]AskedStay, error) {
	return r.asked(ctx, scope, "stays.state = ? AND stays.declared_at > 0", "stays.declared_at, stays.id", n, models.StayDeclared)
}

// ListUnreached are the stays in a scope that somebody lives in on a day and whose number is stopped, because three texts in
// a row did not arrive; n at most.
func (r *Reader) ListUnreached(ctx context.Context, scope policy.Scope, on workday.Day, n int) ([]AskedStay, error) {
	return r.asked(ctx, scope, "stays.phone_idx IN (SELECT phone_idx FROM suppressions WHERE category = ?) AND stays.moved_in_on <= ? AND "+
		"(stays.moved_out_on = 0 OR stays.moved_out_on > ?) AND stays.state NOT IN ?", "stays.id", n, stopped, on, on, ended)
}

func (r *Reader) asked(ctx context.Context, scope policy.Scope, where, order string, n int, args ...any) ([]AskedStay, error) {
	var rows []AskedStay
	err := within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "phone_idx").
		Select("stays.*, units.ref AS unit_ref, units.label AS label, rooms.no AS room_no").
		Joins("JOIN units ON units.id = stays.unit_id").Joins("JOIN rooms ON rooms.id = stays.room_id").
		Where(where, args...).Order(order).Limit(n).Scan(&rows).Error
	return rows, err
}

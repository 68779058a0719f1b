package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// DriveRow is a stay of somebody who lives there, with where.
type DriveRow struct {
	models.Stay
	UnitRef, Address, Label, RoomNo, GridName string
}

// ListDrive are the stays of those who live in a scope on a day, by grid, home and room; n at most.
func (r *Reader) ListDrive(ctx context.Context, scope policy.Scope, today workday.Day, n int) ([]DriveRow, error) {
	var rows []DriveRow
	err := livesBetween(within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", ""), today, today).
		Select("stays.*, units.ref AS unit_ref, units.address AS address, units.label AS label, rooms.no AS room_no, areas.name AS grid_name").
		Joins("JOIN units ON units.id = stays.unit_id").Joins("JOIN rooms ON rooms.id = stays.room_id").Joins("JOIN areas ON areas.id = units.area_id").
		Order("stays.grid_id, stays.unit_id, rooms.no, stays.id").Limit(n).Scan(&rows).Error
	return rows, err
}

// LeftSince counts who moved out of a scope from a day on.
func (r *Reader) LeftSince(ctx context.Context, scope policy.Scope, since, today workday.Day) (int64, error) {
	var n int64
	err := within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "").
		Where("stays.state <> ? AND stays.moved_out_on >= ? AND stays.moved_out_on <= ?", models.StayVoid, since, today).Count(&n).Error
	return n, err
}

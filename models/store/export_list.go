package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"gorm.io/gorm"
)

// ListStaysAfter is one page of the stays in a scope in order of id, after the id given, n at most; void ones are left
// out. With a day only those who live there on it.
func (r *Reader) ListStaysAfter(ctx context.Context, scope policy.Scope, on workday.Day, after int64, n int) ([]Entry, error) {
	return r.entries(listed(r.db.WithContext(ctx), scope, on).Where("stays.id > ?", after).Order("stays.id").Limit(n))
}

func listed(db *gorm.DB, scope policy.Scope, on workday.Day) *gorm.DB {
	db = within(db, scope, "stays", "stays.unit_id", "phone_idx").Where("stays.state <> ?", models.StayVoid)
	if on != 0 {
		db = db.Where("stays.moved_in_on <= ? AND (stays.moved_out_on = 0 OR stays.moved_out_on > ?)", on, on)
	}
	return db
}

// CountListed is how many stays ListStaysAfter lists in all.
func (r *Reader) CountListed(ctx context.Context, scope policy.Scope, on workday.Day) (int, error) {
	var n int64
	err := listed(r.db.WithContext(ctx).Table("stays"), scope, on).Count(&n).Error
	return int(n), err
}

// CountOwners is how many landlords the homes in a scope have.
func (r *Reader) CountOwners(ctx context.Context, scope policy.Scope) (int, error) {
	var n int64
	err := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").Where("owner_id <> 0").Distinct("owner_id").Count(&n).Error
	return int(n), err
}

// ListRoomsAfter is one page of the rooms in a scope in order of id, after the id given, n at most.
func (r *Reader) ListRoomsAfter(ctx context.Context, scope policy.Scope, after int64, n int) ([]models.Room, error) {
	var rooms []models.Room
	err := within(r.db.WithContext(ctx).Table("rooms"), scope, "units", "rooms.unit_id", "").Select("rooms.*").
		Joins("JOIN units ON units.id = rooms.unit_id").Where("rooms.id > ?", after).Order("rooms.id").Limit(n).Scan(&rooms).Error
	return rooms, err
}

// UnitNames are the codes and labels of some units by id. The caller has read the ids from records inside a scope.
func (r *Reader) UnitNames(ctx context.Context, ids []int64) (map[int64]models.Unit, error) {
	names := make(map[int64]models.Unit, len(ids))
	err := chunks(ids, func(ids []int64) error {
		var rows []models.Unit
		err := r.db.WithContext(ctx).Table("units").Select("id, unit_code, label").Where("id IN ?", ids).Scan(&rows).Error
		for _, u := range rows {
			names[u.ID] = u
		}
		return err
	})
	return names, err
}

// AddViews puts down many looks at once.
func (t *Tx) AddViews(views []models.View) error { return insertRows(t, "views", views) }

package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// LimitChanges are all changes of the limits of a place, by limit, the oldest first.
func (r *Reader) LimitChanges(ctx context.Context, place string) ([]models.LimitChange, error) {
	var all []models.LimitChange
	err := r.db.WithContext(ctx).Table("limit_changes").Where("place = ?", place).Order("name, version").Scan(&all).Error
	return all, err
}

// AddLimitChange writes the next change of a limit, and says whether its number was still free.
func (t *Tx) AddLimitChange(c *models.LimitChange) (bool, error) {
	return insertIgnore(t.db, "limit_changes", c)
}

// LockLimitChange is one change, locked until the commit: two who judge it do so one after the other.
func (t *Tx) LockLimitChange(place, name string, version int) (models.LimitChange, error) {
	var c models.LimitChange
	err := t.lock(t.db.Table("limit_changes").Where("place = ? AND name = ? AND version = ?", place, name, version)).Take(&c).Error
	return c, one(err)
}

// SaveLimitChange writes what became of a change that LockLimitChange gave out.
func (t *Tx) SaveLimitChange(c models.LimitChange) error {
	return t.db.Table("limit_changes").Where("id = ?", c.ID).Select("*").Omit("id").Updates(&c).Error
}

// AdminsAt is how many administrators can sign in at a moment.
func (r *Reader) AdminsAt(ctx context.Context, at workday.Moment) (n int64, err error) {
	err = r.db.WithContext(ctx).Table("users").Joins("JOIN grants ON grants.user_id = users.id").Distinct("users.id").
		Where("grants.role = ? AND grants.from_at <= ? AND (grants.to_at = 0 OR grants.to_at > ?) AND users.disabled = ?", policy.Admin, at, at, false).Count(&n).Error
	return n, err
}

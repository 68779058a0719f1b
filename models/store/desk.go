package store

import (
	"context"

	"anju/models"
	"anju/models/workday"
)

// AddSlip adds a printed slip; false when its number stands on another of that desk.
func (t *Tx) AddSlip(s *models.Slip) (bool, error) { return insertIgnore(t.db, "desk_slips", s) }

// SaveSlip writes what became of a slip.
func (t *Tx) SaveSlip(s models.Slip) error {
	return t.db.Table("desk_slips").Where("id = ?", s.ID).Select("*").Omit("id").Updates(&s).Error
}

// Slip finds a slip of one desk by its number.
func (r *Reader) Slip(ctx context.Context, deskID int64, no string) (models.Slip, error) {
	var s models.Slip
	err := r.db.WithContext(ctx).Table("desk_slips").Where("area_id = ? AND no = ?", deskID, no).Take(&s).Error
	return s, one(err)
}

// LockSlip is Slip, and keeps others from using it until the commit.
func (t *Tx) LockSlip(deskID int64, no string) (models.Slip, error) {
	var s models.Slip
	err := t.lock(t.db.Table("desk_slips").Where("area_id = ? AND no = ?", deskID, no)).Take(&s).Error
	return s, one(err)
}

// SlipBatch are the slips printed together, in order.
func (r *Reader) SlipBatch(ctx context.Context, batch string) ([]models.Slip, error) {
	var all []models.Slip
	err := r.db.WithContext(ctx).Table("desk_slips").Where("batch = ?", batch).Order("id").Scan(&all).Error
	return all, err
}

// SlipsKeyed counts the slips that somebody keyed since a moment.
func (r *Reader) SlipsKeyed(ctx context.Context, userID int64, since workday.Moment) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("desk_slips").Where("used_by = ? AND used_at >= ?", userID, since).Count(&n).Error
	return int(n), err
}

// DeskCode finds a landlord's 代办口令.
func (r *Reader) DeskCode(ctx context.Context, userID int64) (models.DeskCode, error) {
	var c models.DeskCode
	err := r.db.WithContext(ctx).Table("desk_codes").Where("user_id = ?", userID).Take(&c).Error
	return c, one(err)
}

// LockDeskCode is DeskCode, and lets tries be counted one after another.
func (t *Tx) LockDeskCode(userID int64) (models.DeskCode, error) {
	var c models.DeskCode
	err := t.lock(t.db.Table("desk_codes").Where("user_id = ?", userID)).Take(&c).Error
	return c, one(err)
}

// SaveDeskCode gives a landlord a 代办口令, in place of the one he had.
func (t *Tx) SaveDeskCode(c models.DeskCode) error {
	added, err := insertIgnore(t.db, "desk_codes", &c)
	if err != nil || added {
		return err
	}
	return t.db.Table("desk_codes").Where("user_id = ?", c.UserID).Select("*").Updates(&c).Error
}

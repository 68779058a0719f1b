package store

import (
	"context"

	"anju/models"
	"anju/models/workday"
)

// SaveInvite adds a card, or writes what became of it.
func (t *Tx) SaveInvite(i *models.Invite) error {
	if i.ID != 0 {
		return t.db.Table("invites").Where("id = ?", i.ID).Select("*").Omit("id").Updates(i).Error
	}
	return t.db.Table("invites").Create(i).Error
}

// Invite finds a card by its token.
func (r *Reader) Invite(ctx context.Context, token string) (models.Invite, error) {
	var i models.Invite
	err := r.db.WithContext(ctx).Table("invites").Where("token = ?", token).Take(&i).Error
	return i, one(err)
}

// LockInvite reads a card and keeps others from using it until the commit.
func (t *Tx) LockInvite(token string) (models.Invite, error) {
	var i models.Invite
	err := t.lock(t.db.Table("invites").Where("token = ?", token)).Take(&i).Error
	return i, one(err)
}

// OpenInvites are the cards of a home that can still be used, newest first.
func (r *Reader) OpenInvites(ctx context.Context, unitID int64, at workday.Moment) ([]models.Invite, error) {
	var all []models.Invite
	err := r.db.WithContext(ctx).Table("invites").Where("unit_id = ? AND expires_at > ? AND used_at = 0 AND recalled_at = 0", unitID, at).
		Order("id DESC").Scan(&all).Error
	return all, err
}

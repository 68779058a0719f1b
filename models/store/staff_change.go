package store

import (
	"context"

	"anju/models"
)

// UserByRef finds an account by its ref.
func (r *Reader) UserByRef(ctx context.Context, ref string) (models.User, error) {
	return r.userWhere(ctx, "ref = ?", ref)
}

// Each of these changes what it names and leaves the rest of the account alone: a code spent at the same moment stays
// spent.

// SwitchUser closes an account or opens it again.
func (t *Tx) SwitchUser(id int64, off bool) error {
	return t.db.Table("users").Where("id = ?", id).Update("disabled", off).Error
}

// SavePassword replaces the hash of a password.
func (t *Tx) SavePassword(id int64, hash string) error {
	return t.db.Table("users").Where("id = ?", id).Update("password_hash", hash).Error
}

// SaveTOTP replaces the authenticator of an account and its recovery codes; no step of the new one has been used.
func (t *Tx) SaveTOTP(u models.User) error {
	sealed, err := t.ring.Seal("users", "totp_secret", u.Ref, u.TOTPSecret)
	if err != nil {
		return err
	}
	return t.db.Table("users").Where("id = ?", u.ID).
		Updates(map[string]any{"totp_secret": sealed, "totp_step": 0, "recovery": u.Recovery}).Error
}

package store

import (
	"bytes"
	"context"

	"anju/models"
)

// PhoneOf is the phone that a stay itself carries. It differs from that of the person's row while somebody who lived
// here before has declared himself anew from another phone: until the landlord accepts him the row stays as it was, and
// the number is read from the account that was signed in with it.
func (r *Reader) PhoneOf(ctx context.Context, e Entry) (string, error) {
	if len(e.Stay.PhoneIdx) == 0 {
		return e.Tenant.Phone, nil
	}
	number, known, err := r.numberOf(ctx, e.Tenant.Phone, e.Stay.PhoneIdx)
	if err == nil && !known {
		number = e.Tenant.Phone
	}
	return number, err
}

// numberOf is the number behind an index: the one at hand, or that of an account. known says whether either fits.
func (r *Reader) numberOf(ctx context.Context, phone string, index []byte) (number string, known bool, err error) {
	if bytes.Equal(r.PhoneIndex(phone), index) {
		return phone, true, nil
	}
	user, err := r.userWhere(ctx, "phone_idx = ?", index)
	if models.IsKind(err, models.NotFound) {
		return "", false, nil
	}
	return user.Phone, err == nil, err
}

// DocShownBy says whether whoever holds a phone has signed in with it and shown that a document on its stays is his.
func (r *Reader) DocShownBy(ctx context.Context, phoneIdx []byte) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("devices").Joins("JOIN users ON users.id = devices.user_id").
		Where("users.phone_idx = ? AND devices.kind = ?", phoneIdx, "tenant").Count(&n).Error
	return n > 0, err
}

package registry

import (
	"bytes"
	"context"

	"anju/models"
	"anju/models/store"
)

// provedPhone says whether the person of a stay has shown that its phone is his: he declared himself from it, confirmed
// from it, or gave his document on a device that signed in with it. Who disputes what others entered says the contrary,
// and then the number may be put right.
func provedPhone(ctx context.Context, read *store.Reader, s models.Stay) (bool, error) {
	switch {
	case len(s.PhoneIdx) == 0:
		return false, nil
	case s.ByHimself():
		return true, nil
	case !s.DisputedAt.IsZero():
		return false, nil
	case bytes.Equal(s.ProvedIdx, s.PhoneIdx):
		return true, nil
	}
	return read.DocShownBy(ctx, s.PhoneIdx)
}

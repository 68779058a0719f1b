package store

import "anju/models/workday"

// TouchDevice says whether a browser is known for a user and a kind and was seen since a moment, and notes that it is
// here again.
func (t *Tx) TouchDevice(secret string, userID int64, kind string, since, at workday.Moment) (bool, error) {
	if secret == "" {
		return false, nil
	}
	res := t.db.Table("devices").Where("hash = ? AND user_id = ? AND kind = ? AND seen_at >= ?", Hash(secret), userID, kind, since).Update("seen_at", at)
	return res.RowsAffected > 0, res.Error
}

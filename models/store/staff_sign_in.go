package store

import "anju/models/workday"

// UseRecovery replaces the unused recovery codes of a user; false when somebody else was faster.
func (t *Tx) UseRecovery(userID int64, old, left string) (bool, error) {
	res := t.db.Table("users").Where("id = ? AND recovery = ?", userID, old).Update("recovery", left)
	return res.RowsAffected > 0, res.Error
}

// Forgive takes one event of a window back: a try that turned out to be right was none of the wrong ones.
func (t *Tx) Forgive(key string, window workday.Moment) error {
	return t.db.Exec("UPDATE rate_windows SET hits = hits - 1 WHERE rate_key = ? AND window_start = ? AND hits > 0", key, window).Error
}

// DeviceID is the row of a browser known for a user and a kind; 0 when it is not known.
func (t *Tx) DeviceID(secret string, userID int64, kind string) (int64, error) {
	var id int64
	err := t.db.Table("devices").Select("id").Where("hash = ? AND user_id = ? AND kind = ?", Hash(secret), userID, kind).Limit(1).Scan(&id).Error
	return id, err
}

package store

// AskAfterVisit marks a visit after which the person of a stay is asked whether somebody came.
func (t *Tx) AskAfterVisit(visitID, stayID int64) error {
	return t.db.Table("visits").Where("id = ?", visitID).Update("asked_stay", stayID).Error
}

// SayCame keeps what the person said about the newest visit after which he was asked.
func (t *Tx) SayCame(stayID int64, came string) error {
	var id int64
	err := t.db.Table("visits").Select("id").Where("asked_stay = ?", stayID).Order("id DESC").Limit(1).Scan(&id).Error
	if err != nil || id == 0 {
		return err
	}
	return t.db.Table("visits").Where("id = ?", id).Update("came", came).Error
}

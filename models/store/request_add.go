package store

// AddToRequest replaces the words of a request unless it has been answered; it touches nothing else, so that an answer
// given at the same moment is not lost.
func (t *Tx) AddToRequest(q Request) (bool, error) {
	body, err := t.ring.Seal("requests", "body", q.Ref, q.Body)
	if err != nil {
		return false, err
	}
	res := t.db.Table("requests").Where("id = ? AND answered_at = 0", q.ID).Update("body", body)
	return res.RowsAffected > 0, res.Error
}

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

// SaveAnswer keeps the answer of a request unless another answer was faster; it touches nothing else.
func (t *Tx) SaveAnswer(q Request) (bool, error) {
	answer, err := t.ring.Seal("requests", "answer", q.Ref, q.Answer)
	if err != nil {
		return false, err
	}
	res := t.db.Table("requests").Where("id = ? AND answered_at = 0", q.ID).
		Updates(map[string]any{"state": q.State, "answer": answer, "answered_by": q.AnsweredBy, "answered_at": q.AnsweredAt})
	return res.RowsAffected > 0, res.Error
}

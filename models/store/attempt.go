package store

import (
	"context"
	"strings"

	"anju/models"
	"anju/models/workday"
)

// BeginAttempts writes down that a gateway is about to be called for notices that the caller holds.
func (t *Tx) BeginAttempts(attempts []models.Attempt) error {
	ids := make([]int64, len(attempts))
	for i := range attempts {
		attempts[i].Outcome = models.AttemptOpen
		ids[i] = attempts[i].NoticeID
	}
	err := chunks(ids, func(ids []int64) error {
		return t.db.Exec("UPDATE notices SET attempts = attempts + 1 WHERE id IN ?", ids).Error
	})
	if err != nil {
		return err
	}
	return insertRows(t, "attempts", attempts)
}

// ending is what attempts that ended alike have in common.
type ending struct {
	Outcome  string
	Kind     models.Sent
	Code     string
	EndedAt  workday.Moment
	Segments int
	Asked    int
	AskAt    workday.Moment
}

// EndAttempts writes what is known now of the open attempts of notices that the caller holds; a notice has one at most.
func (t *Tx) EndAttempts(attempts []models.Attempt) error {
	groups := map[ending][]models.Attempt{}
	for _, a := range attempts {
		key := ending{a.Outcome, a.Kind, a.Code, a.EndedAt, a.Segments, a.Asked, a.AskAt}
		groups[key] = append(groups[key], a)
	}
	for key, alike := range groups {
		if err := chunks(alike, func(alike []models.Attempt) error { return t.endAlike(key, alike) }); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) endAlike(key ending, alike []models.Attempt) error {
	words := "UPDATE attempts SET outcome = ?, kind = ?, code = ?, ended_at = ?, segments = ?, asked = ?, ask_at = ?"
	values := []any{key.Outcome, key.Kind, key.Code, key.EndedAt, key.Segments, key.Asked, key.AskAt}
	var ids []int64
	named := 0
	arms := strings.Builder{}
	for _, a := range alike {
		ids = append(ids, a.NoticeID)
		if a.VendorID != "" {
			arms.WriteString(" WHEN ? THEN ?")
			values = append(values, a.NoticeID, a.VendorID)
			named++
		}
	}
	if named > 0 {
		words += ", vendor_id = CASE notice_id" + arms.String() + " ELSE vendor_id END"
	}
	return t.db.Exec(words+" WHERE notice_id IN ? AND COALESCE(outcome, '') = ?", append(values, ids, models.AttemptOpen)...).Error
}

// OpenAttempts are the attempts of some notices whose outcome nobody knows, by notice: each must be settled before
// anything is sent again.
func (r *Reader) OpenAttempts(ctx context.Context, notices []int64) (map[int64]models.Attempt, error) {
	open := map[int64]models.Attempt{}
	err := chunks(notices, func(ids []int64) error {
		var rows []models.Attempt
		err := r.db.WithContext(ctx).Table("attempts").Where("notice_id IN ? AND COALESCE(outcome, '') = ?", ids, models.AttemptOpen).Order("id").Scan(&rows).Error
		for _, a := range rows {
			open[a.NoticeID] = a
		}
		return err
	})
	return open, err
}

// DueAttempts are accepted attempts of which no receipt came in time, n at most, those that wait longest first.
func (r *Reader) DueAttempts(ctx context.Context, real workday.Moment, n int) ([]models.Attempt, error) {
	var rows []models.Attempt
	err := r.db.WithContext(ctx).Table("attempts").Where("ask_at > 0 AND ask_at <= ? AND outcome IN ?", real,
		[]string{models.AttemptAccepted, models.AttemptFound}).Order("ask_at").Limit(n).Scan(&rows).Error
	return rows, err
}

// AskAgain writes when an attempt is asked about next, or 0, and says whether nobody else did so meanwhile.
func (t *Tx) AskAgain(a models.Attempt, at workday.Moment) (bool, error) {
	res := t.db.Exec("UPDATE attempts SET ask_at = ?, asked = asked + 1 WHERE id = ? AND ask_at = ?", at, a.ID, a.AskAt)
	return res.RowsAffected > 0, res.Error
}

// BadTexts is at how many numbers a gateway refused the words of a kind since a moment.
func (t *Tx) BadTexts(gateway, kind string, since workday.Moment) (n int, err error) {
	err = t.db.Table("attempts").Select("COUNT(DISTINCT notices.phone_idx)").Joins("JOIN notices ON notices.id = attempts.notice_id").
		Where("notices.kind = ? AND attempts.gateway = ? AND attempts.kind = ? AND attempts.called_at > ?", kind, gateway, models.SentBadText, since).
		Scan(&n).Error
	return n, err
}

package store

import (
	"context"

	"anju/models"
	"anju/models/workday"
)

const (
	mostCounted = 100_000 // whoever sees so many wait need not know how many more
	heldLooked  = 200
)

// WaitingTexts counts what is not at its end, by state and category, up to 100,000 of a state: it reads an index alone.
func (r *Reader) WaitingTexts(ctx context.Context) (all []models.WaitingTexts, err error) {
	for _, state := range []string{models.NoticeQueued, models.NoticeHeld, models.NoticeSending} {
		var rows []models.WaitingTexts
		some := r.db.Table("notices").Select("category").Where("state = ?", state).Limit(mostCounted)
		err := r.db.WithContext(ctx).Table("(?) AS some", some).Select("category, COUNT(*) AS n").Group("category").Order("category").Scan(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			row.State = state
			all = append(all, row)
		}
	}
	return all, nil
}

// DueText is a text that could leave and does not.
type DueText struct {
	Category             string
	NotBefore, CreatedAt workday.Moment
	Reason               string
}

// OldestDue is the text of a category that has been due longest, with 0 everywhere when none is. Code and text are due by
// the moment given.
func (r *Reader) OldestDue(ctx context.Context, category string, now workday.Moment) (due DueText, err error) {
	err = r.db.WithContext(ctx).Table("notices").Select("category, not_before, created_at, reason").
		Where("state = ? AND category = ? AND not_before <= ?", models.NoticeQueued, category, now).Order("not_before, id").Limit(1).Scan(&due).Error
	return due, err
}

// OldestPutBack are texts that no way took and that were put back for a while, among the oldest that wait.
func (r *Reader) OldestPutBack(ctx context.Context) (back []DueText, err error) {
	var rows []DueText
	err = r.db.WithContext(ctx).Table("notices").Select("category, not_before, created_at, reason").
		Where("state = ?", models.NoticeQueued).Order("id").Limit(heldLooked).Scan(&rows).Error
	for _, row := range rows {
		if row.Reason == models.ReasonPaused || row.Reason == models.ReasonPausedText || row.Reason == models.ReasonRetry {
			back = append(back, row)
		}
	}
	return back, err
}

// OldestLease is when the lease of a text ends, or ended, that has been on its way longest; 0 for none.
func (r *Reader) OldestLease(ctx context.Context) (until workday.Moment, err error) {
	some := r.db.Table("notices").Select("lease_until").Where("state = ?", models.NoticeSending).Limit(mostCounted)
	err = r.db.WithContext(ctx).Table("(?) AS some", some).Select("COALESCE(MIN(lease_until), 0)").Scan(&until).Error
	return until, err
}

// OpenCalls are, by gateway, the calls of which nobody knows what came, and when the first of them was made.
func (r *Reader) OpenCalls(ctx context.Context) (rows []models.OpenCalls, err error) {
	some := r.db.Table("notices").Select("id").Where("state = ?", models.NoticeSending).Limit(mostCounted)
	err = r.db.WithContext(ctx).Table("(?) AS some", some).Select("attempts.gateway, COUNT(*) AS n, MIN(attempts.called_at) AS since").
		Joins("JOIN attempts ON attempts.notice_id = some.id AND attempts.outcome = ?", models.AttemptOpen).
		Group("attempts.gateway").Order("attempts.gateway").Scan(&rows).Error
	return rows, err
}

// TimesTaken is how often a gateway took a notice.
func (t *Tx) TimesTaken(notice int64) (n int, err error) {
	err = t.db.Table("attempts").Select("COUNT(*)").Where("notice_id = ? AND outcome IN ?", notice,
		[]string{models.AttemptAccepted, models.AttemptFound, models.AttemptNoReceipt}).Scan(&n).Error
	return n, err
}

package store

import (
	"context"
	"errors"

	"anju/models"
	"anju/models/vault"
	"anju/models/workday"
)

// Claim takes up to n notices that may be sent: ids first, then a conditional update with a lease, then what the lease
// really holds (PERF 4; no SKIP LOCKED). real is the real clock, which leases go by; at is the time judged, which the
// sending windows go by; sign-in codes live by the real clock alone. codesOnly takes sign-in codes alone.
func (t *Tx) Claim(token string, real, until, at workday.Moment, codesOnly bool, n int) ([]models.Notice, error) {
	q := t.db.Table("notices").Select("id").Where("state IN ? AND (not_before <= ? OR category = ? AND not_before <= ?) AND lease_until < ?",
		[]string{models.NoticeQueued, models.NoticeSending}, at, models.CategoryCode, real, real)
	if codesOnly {
		q = q.Where("category = ?", models.CategoryCode)
	}
	var ids []int64
	if err := q.Order("not_before, id").Limit(n).Scan(&ids).Error; err != nil || len(ids) == 0 {
		return nil, err
	}
	err := t.db.Table("notices").
		Where("id IN ? AND state IN ? AND lease_until+0 < ?", ids, []string{models.NoticeQueued, models.NoticeSending}, real).
		Updates(map[string]any{"state": models.NoticeSending, "claim_token": token, "lease_until": until}).Error
	if err != nil {
		return nil, err
	}
	var rows []noticeRow
	if err := t.db.Table("notices").Where("claim_token = ? AND id IN ?", token, ids).Order("not_before, id").Scan(&rows).Error; err != nil {
		return nil, err
	}
	return t.openClaimed(rows)
}

// openClaimed opens what was claimed. A notice that does not open (sealed by a key that this process does not have) is
// left to its lease, so that the others go out: one bad row must not stop the sign-in codes.
func (t *Tx) openClaimed(rows []noticeRow) ([]models.Notice, error) {
	notices := make([]models.Notice, 0, len(rows))
	for _, row := range rows {
		n, err := t.openNotice(row)
		if errors.Is(err, vault.ErrSealed) {
			err := t.db.Table("notices").Where("id = ?", row.ID).Update("reason", "打不开：请重新启动程序，让它读新的钥匙").Error
			if err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		notices = append(notices, n)
	}
	return notices, nil
}

// OpenAttempt finds the attempt of a notice whose outcome nobody knows: it must be settled before anything is sent again.
func (r *Reader) OpenAttempt(ctx context.Context, noticeID int64) (models.Attempt, bool, error) {
	var a models.Attempt
	err := r.db.WithContext(ctx).Table("attempts").Where("notice_id = ? AND outcome = ?", noticeID, "open").Order("id DESC").Limit(1).Scan(&a).Error
	return a, a.ID != 0, err
}

// BeginAttempt writes down that a gateway is about to be called, and fails when the lease has been lost.
func (t *Tx) BeginAttempt(n models.Notice, a *models.Attempt) error {
	res := t.db.Table("notices").Where("id = ? AND claim_token = ?", n.ID, n.ClaimToken).Update("attempts", n.Attempts+1)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected == 0 {
		return ErrChanged
	}
	a.Outcome = "open"
	return t.db.Table("attempts").Create(a).Error
}

// EndAttempt writes the outcome of an attempt.
func (t *Tx) EndAttempt(a models.Attempt) error {
	return t.db.Table("attempts").Where("id = ?", a.ID).
		Updates(map[string]any{"outcome": a.Outcome, "ended_at": a.EndedAt, "code": a.Code}).Error
}

// FinishNotice writes what became of a claimed notice and frees it; a lost lease changes nothing.
func (t *Tx) FinishNotice(n models.Notice) error {
	return t.db.Table("notices").Where("id = ? AND claim_token = ?", n.ID, n.ClaimToken).Updates(map[string]any{
		"state": n.State, "day": n.Day, "reason": n.Reason, "not_before": n.NotBefore, "sent_at": n.SentAt, "segments": n.Segments,
		"claim_token": "", "lease_until": 0,
	}).Error
}

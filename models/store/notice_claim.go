package store

import (
	"context"
	"errors"
	"math/rand/v2"

	"anju/models"
	"anju/models/vault"
	"anju/models/workday"
)

// Claim is one request for notices that may be sent. Real is the real clock, which leases go by; At is the time judged,
// which the sending windows go by; sign-in codes live by the real clock alone.
type Claim struct {
	Token           string
	Real, Until, At workday.Moment
	Categories      []string // in the order in which they leave
	New             bool     // what waits in the outbox
	Lost            bool     // what somebody had and did not bring to an end
	N               int
}

// apart is how many times more notices are looked at than taken: each worker takes its share from another place, so that
// several of them at once seldom want the same rows.
const apart = 4

// Claim takes up to N notices that may be sent: ids first, then a conditional update with a lease, then what the lease
// really holds (PERF 4; no SKIP LOCKED). more says whether there were any to take: another worker may have been faster
// with all of them, and then the next ones wait.
func (t *Tx) Claim(c Claim) (held []models.Notice, more bool, err error) {
	var ids []int64
	for _, category := range c.Categories {
		if c.Lost && len(ids) < c.N {
			var lost []int64
			err := t.db.Table("notices").Select("id").Where("state = ? AND category = ? AND lease_until < ?", models.NoticeSending, category, c.Real).
				Order("not_before, id").Limit(c.N - len(ids)).Scan(&lost).Error
			if err != nil {
				return nil, false, err
			}
			ids = append(ids, lost...)
		}
		if c.New && len(ids) < c.N {
			fresh, err := t.waiting(c, category, c.N-len(ids))
			if err != nil {
				return nil, false, err
			}
			ids = append(ids, fresh...)
		}
	}
	if len(ids) == 0 {
		return nil, false, nil
	}
	states := []string{models.NoticeQueued}
	if c.Lost {
		states = append(states, models.NoticeSending)
	}
	// The guards are written so that no engine takes an index for them: it has the ids.
	err = t.db.Table("notices").
		Where("id IN ? AND COALESCE(state, '') IN ? AND lease_until+0 < ?", ids, states, c.Real).
		Updates(map[string]any{"state": models.NoticeSending, "claim_token": c.Token, "lease_until": c.Until}).Error
	if err != nil {
		return nil, false, err
	}
	var rows []noticeRow
	if err := t.db.Table("notices").Where("id IN ? AND claim_token = ?", ids, c.Token).Order("not_before, id").Scan(&rows).Error; err != nil {
		return nil, false, err
	}
	held, err = t.openClaimed(rows)
	return held, true, err
}

// waiting are n of the notices of a category that wait and whose time has come.
func (t *Tx) waiting(c Claim, category string, n int) ([]int64, error) {
	before := c.At
	if category == models.CategoryCode {
		before = max(before, c.Real)
	}
	var ids []int64
	err := t.db.Table("notices").Select("id").Where("state = ? AND category = ? AND not_before <= ? AND lease_until < ?", models.NoticeQueued, category, before, c.Real).
		Order("not_before, id").Limit(n * apart).Scan(&ids).Error
	if over := len(ids) - n; over > 0 {
		from := 0
		if over >= n*(apart-1) { // a long queue: somebody else may be at its beginning
			from = rand.IntN(apart) * n
		}
		ids = ids[from : from+n]
	}
	return ids, err
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

// Mine are those of some claimed notices that a token still holds, locked until the commit. Whatever is written about a
// claimed notice asks this first: who has lost his lease changes nothing.
func (t *Tx) Mine(token string, notices []int64) (map[int64]bool, error) {
	mine := make(map[int64]bool, len(notices))
	err := chunks(notices, func(ids []int64) error {
		var held []int64
		err := t.lock(t.db.Table("notices").Select("id").Where("id IN ? AND claim_token = ?", ids, token)).Scan(&held).Error
		for _, id := range held {
			mine[id] = true
		}
		return err
	})
	return mine, err
}

// finish is what notices that ended alike have in common.
type finish struct {
	State, Reason string
	NotBefore     workday.Moment // 0: stays
	SentAt        workday.Moment
	Segments      int
	Day           workday.Day
	Attempts      int
	LeaseUntil    workday.Moment
	Gateway       string
}

// FinishNotices writes what became of claimed notices and frees them. LeaseUntil is until when nobody may take one again.
func (t *Tx) FinishNotices(notices []models.Notice) error {
	groups := map[finish][]int64{}
	for _, n := range notices {
		key := finish{State: n.State, Reason: n.Reason, SentAt: n.SentAt, Segments: n.Segments, Day: n.Day, Attempts: n.Attempts, LeaseUntil: n.LeaseUntil, Gateway: n.Gateway}
		if n.State == models.NoticeQueued {
			key.NotBefore = n.NotBefore
		}
		groups[key] = append(groups[key], n.ID)
	}
	for key, ids := range groups {
		set := map[string]any{"state": key.State, "reason": key.Reason, "sent_at": key.SentAt, "segments": key.Segments, "day": key.Day,
			"attempts": key.Attempts, "lease_until": key.LeaseUntil, "claim_token": "", "gateway": key.Gateway}
		if key.State == models.NoticeQueued {
			set["not_before"] = key.NotBefore
		}
		err := chunks(ids, func(ids []int64) error { return t.db.Table("notices").Where("id IN ?", ids).Updates(set).Error })
		if err != nil {
			return err
		}
	}
	return nil
}

// ExpireNotices ends what waits in the outbox past its time, n at most, and says how many there were. real is the real
// clock, by which codes live.
func (t *Tx) ExpireNotices(real, at workday.Moment, n int) (int, error) {
	var ids []int64
	err := t.db.Table("notices").Select("id").Where("state = ? AND expires_at > 0 AND (expires_at <= ? AND category <> ? OR expires_at <= ? AND category = ?)",
		models.NoticeQueued, at, models.CategoryCode, real, models.CategoryCode).Limit(n).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	ended := 0
	// What left once and waits for its second try did not come too late: it did not arrive.
	for _, end := range []struct{ which, state, reason string }{
		{"sent_at = 0", models.NoticeExpired, models.ReasonExpired},
		{"sent_at > 0", models.NoticeFailed, models.SentUnreachable.Reason()},
	} {
		res := t.db.Table("notices").Where("id IN ? AND COALESCE(state, '') = ? AND "+end.which, ids, models.NoticeQueued).
			Updates(map[string]any{"state": end.state, "reason": end.reason})
		if res.Error != nil {
			return ended, res.Error
		}
		ended += int(res.RowsAffected)
	}
	return ended, nil
}

// NoticeAt is a notice by its id, opened.
func (r *Reader) NoticeAt(ctx context.Context, id int64) (models.Notice, error) {
	var row noticeRow
	if err := r.db.WithContext(ctx).Table("notices").Where("id = ?", id).Take(&row).Error; err != nil {
		return models.Notice{}, one(err)
	}
	return r.openNotice(row)
}

package store

import (
	"context"
	"encoding/json"
	"strings"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

type noticeRow struct {
	models.Notice `gorm:"embedded"`
	PhoneSealed   []byte `gorm:"column:phone"`
	ParamsSealed  []byte `gorm:"column:params"`
}

// Queue puts a notice in the outbox unless the same one (kind, subject, period) is there already, and says whether it was
// added. It belongs in the transaction of its cause.
func (t *Tx) Queue(n models.Notice) (bool, error) {
	n.Ref = token.NewRef()
	n.Category = models.CategoryOf(n.Kind)
	if n.State == "" {
		n.State = models.NoticeQueued
	}
	n.PhoneIdx = t.ring.Index("phone", n.Phone)
	n.IdemKey = strings.Join([]string{n.Kind, n.Subject, n.Period}, "|")
	if n.Day.IsZero() {
		n.Day = n.CreatedAt.Day()
	}
	row := noticeRow{Notice: n}
	params, err := json.Marshal(n.Params)
	if err != nil {
		return false, err
	}
	if row.PhoneSealed, err = t.ring.Seal("notices", "phone", n.Ref, n.Phone); err != nil {
		return false, err
	}
	if row.ParamsSealed, err = t.ring.Seal("notices", "params", n.Ref, string(params)); err != nil {
		return false, err
	}
	added, err := insertIgnore(t.db, "notices", &row)
	if added && n.State == models.NoticeQueued {
		t.queued++
	}
	return added, err
}

func (r *Reader) openNotice(row noticeRow) (models.Notice, error) {
	n := row.Notice
	var err error
	if n.Phone, err = r.ring.Open("notices", "phone", n.Ref, row.PhoneSealed); err != nil {
		return n, err
	}
	params, err := r.ring.Open("notices", "params", n.Ref, row.ParamsSealed)
	if err != nil || params == "" {
		return n, err
	}
	return n, json.Unmarshal([]byte(params), &n.Params)
}

func (r *Reader) openNotices(rows []noticeRow) ([]models.Notice, error) {
	notices := make([]models.Notice, 0, len(rows))
	for _, row := range rows {
		n, err := r.openNotice(row)
		if err != nil {
			return nil, err
		}
		notices = append(notices, n)
	}
	return notices, nil
}

// Outbox narrows a list of notices.
type Outbox struct {
	State string
	Phone string
	Unit  int64
	N     int
}

// ListNotices are notices, newest first. Only operator commands and the demo's outbox see all; a landlord sees those to
// his phone.
func (r *Reader) ListNotices(ctx context.Context, scope policy.Scope, o Outbox) ([]models.Notice, error) {
	db := r.db.WithContext(ctx).Table("notices")
	switch {
	case scope.All:
	case len(scope.Phone) > 0:
		db = db.Where("phone_idx = ? AND category <> ?", scope.Phone, models.CategoryCode)
	default:
		db = db.Where("1 = 0")
	}
	if o.State != "" {
		db = db.Where("state = ?", o.State)
	}
	if o.Phone != "" {
		db = db.Where("phone_idx = ?", r.ring.Index("phone", o.Phone))
	}
	if o.Unit != 0 {
		db = db.Where("unit_id = ?", o.Unit)
	}
	var rows []noticeRow
	if err := db.Order("id DESC").Limit(o.N).Scan(&rows).Error; err != nil {
		return nil, err
	}
	return r.openNotices(rows)
}

// NoticesOn counts the notices of a category to a number on a day, those cancelled or expired left out.
func (r *Reader) NoticesOn(ctx context.Context, phone, category string, d workday.Day) (int64, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("notices").Where("phone_idx = ? AND category = ? AND day = ? AND state NOT IN ?",
		r.ring.Index("phone", phone), category, d, []string{models.NoticeCancelled, models.NoticeExpired}).Count(&n).Error
	return n, err
}

// NoticesSince counts the notices to a number from a day on, codes, urgent ones and those that were never sent left out.
func (r *Reader) NoticesSince(ctx context.Context, phone string, d workday.Day) (int64, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("notices").Where("phone_idx = ? AND category NOT IN ? AND day >= ? AND state NOT IN ?",
		r.ring.Index("phone", phone), []string{models.CategoryCode, models.CategoryUrgent}, d, []string{models.NoticeCancelled, models.NoticeExpired, models.NoticeFailed}).Count(&n).Error
	return n, err
}

// FirstNoticesOn counts the first notices that the homes of a landlord, which nobody accepted yet, sent on a day.
func (r *Reader) FirstNoticesOn(ctx context.Context, ownerID int64, d workday.Day) (int64, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("notices").Where("day = ? AND first_of = ? AND unit_id IN (SELECT id FROM units WHERE owner_id = ?)", d, true, ownerID).Count(&n).Error
	return n, err
}

// NoticeQueued says whether the notice of this kind, subject and period is in the outbox already.
func (r *Reader) NoticeQueued(ctx context.Context, kind, subject, period string) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("notices").Where("idem_key = ?", kind+"|"+subject+"|"+period).Count(&n).Error
	return n > 0, err
}

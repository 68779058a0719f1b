package store

import (
	"context"
	"encoding/json"
	"strings"

	"anju/models"
	"anju/models/phone"
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
	row, err := t.sealNotice(n)
	if err != nil {
		return false, err
	}
	added, err := insertIgnore(t.db, "notices", &row)
	if added && row.State == models.NoticeQueued {
		t.queued++
	}
	return added, err
}

// NoticeID is the id of a notice by what makes it one of its kind.
func (t *Tx) NoticeID(kind, subject, period string) (int64, error) {
	var id int64
	err := t.db.Table("notices").Select("id").Where("idem_key = ?", NoticeKey(kind, subject, period)).Take(&id).Error
	return id, one(err)
}

// sealNotice makes the row of a new notice.
func (t *Tx) sealNotice(n models.Notice) (noticeRow, error) {
	n.Ref = token.NewRef()
	n.Category = models.CategoryOf(n.Kind)
	if n.State == "" {
		n.State = models.NoticeQueued
	}
	if n.Phone != "" || n.PhoneIdx == nil { // who has no number any more stays known by its index
		n.PhoneIdx = t.ring.Index("phone", n.Phone)
		n.Network = phone.Network(n.Phone)
	}
	n.IdemKey = NoticeKey(n.Kind, n.Subject, n.Period)
	if n.Day.IsZero() {
		n.Day = n.CreatedAt.Day()
	}
	row := noticeRow{Notice: n}
	params, err := json.Marshal(n.Params)
	if err != nil {
		return row, err
	}
	if row.PhoneSealed, err = t.ring.Seal("notices", "phone", n.Ref, n.Phone); err != nil {
		return row, err
	}
	row.ParamsSealed, err = t.ring.Seal("notices", "params", n.Ref, string(params))
	return row, err
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
	// Sent, where it is not 0, leaves only what had left by that moment.
	Sent workday.Moment
	N    int
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
	if o.Sent != 0 {
		db = db.Where("sent_at > 0 AND sent_at <= ?", o.Sent)
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

// NoticesOver counts, in one look, the notices to a number that count against its caps: from a day on, and from a later one.
func (r *Reader) NoticesOver(ctx context.Context, phone string, from, later workday.Day) (all, late int64, err error) {
	var row struct{ Whole, Late int64 }
	err = r.counted(ctx, from).Select("COUNT(*) AS whole, COALESCE(SUM(CASE WHEN day >= ? THEN 1 ELSE 0 END), 0) AS late", later).
		Where("phone_idx = ?", r.ring.Index("phone", phone)).Scan(&row).Error
	return row.Whole, row.Late, err
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
	err := r.db.WithContext(ctx).Table("notices").Where("idem_key = ?", NoticeKey(kind, subject, period)).Count(&n).Error
	return n > 0, err
}

// NoticeKey is what a notice is unique by.
func NoticeKey(kind, subject, period string) string {
	return strings.Join([]string{kind, subject, period}, "|")
}

// NoticesQueued says which of these keys stand in the outbox, whatever became of them.
func (r *Reader) NoticesQueued(ctx context.Context, keys []string) (map[string]bool, error) {
	there := map[string]bool{}
	err := chunks(keys, func(keys []string) error {
		var found []string
		err := r.db.WithContext(ctx).Table("notices").Where("idem_key IN ?", keys).Pluck("idem_key", &found).Error
		for _, key := range found {
			there[key] = true
		}
		return err
	})
	return there, err
}

package store

import (
	"context"
	"errors"
	"strings"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/vault"
	"anju/models/workday"
)

// NoticeLog narrows the outbox for those who watch it. Every page costs about the same, however deep it lies: what an
// index answers is read until the page is full, anything else from a stretch of the outbox alone.
type NoticeLog struct {
	State, Kind, Category, Gateway string
	Day                            workday.Day
	End                            string // the last four digits of the number
	PhoneIdx                       []byte // the whole number
	Before                         int64  // an id that Next gave; 0 = the newest
	N                              int
}

// NoticePage is one page of the outbox, newest first. Next is where the following begins, 0 at the end; Part says that only
// a stretch was looked through and the page is not full.
type NoticePage struct {
	Notices []models.Notice
	Next    int64
	Part    bool
}

// How many notices a page looks through for what no index answers; a number has to be opened to see its end.
const (
	logStretch = 20_000
	endStretch = 5_000
	endRead    = 1_000
)

// stretch is how many notices a page looks through, 0 for as many as it takes.
func (o NoticeLog) stretch() int64 {
	switch {
	case len(o.PhoneIdx) > 0:
		return 0
	case o.End != "":
		return endStretch
	case o.Kind != "" || o.Category != "" || o.Gateway != "":
		return logStretch
	}
	return 0
}

func (o NoticeLog) where(db *gorm.DB) *gorm.DB {
	for column, value := range map[string]string{"kind": o.Kind, "category": o.Category, "gateway": o.Gateway} {
		if value != "" {
			db = db.Where(column+" = ?", value)
		}
	}
	switch {
	case o.State == "":
	case db.Name() == SQLite:
		db = db.Where("state = ?", o.State)
	default: // MariaDB, told that they are equal, begins at the newest whatever the id says
		db = db.Where("state >= ? AND state <= ?", o.State, o.State)
	}
	if !o.Day.IsZero() {
		db = db.Where("day = ?", o.Day)
	}
	if len(o.PhoneIdx) > 0 {
		db = db.Where("phone_idx = ?", o.PhoneIdx)
	}
	return db
}

// ListNoticeLog is a page of the outbox for the administrator: numbers are opened for their end, what a text says is not
// opened at all. Notices carry no ancestors, so only a scope over everything sees any.
func (r *Reader) ListNoticeLog(ctx context.Context, scope policy.Scope, o NoticeLog) (p NoticePage, err error) {
	if !scope.All {
		return p, nil
	}
	top, bottom, err := r.logEnds(ctx, o)
	if err != nil || top <= bottom {
		return p, err
	}
	floor := bottom
	if n := o.stretch(); n > 0 {
		floor = max(bottom, top-n)
	}
	rows, err := r.logRows(ctx, o, top, floor)
	if err != nil {
		return p, err
	}
	if len(rows) > o.N {
		rows = rows[:o.N]
		p.Next = rows[o.N-1].ID
	} else if floor > bottom {
		p.Next, p.Part = floor, true
	}
	p.Notices = rows
	return p, nil
}

// logEnds are the ids between which a page lies: below top, from bottom on.
func (r *Reader) logEnds(ctx context.Context, o NoticeLog) (top, bottom int64, err error) {
	var ends struct{ Low, High int64 }
	db := r.db.WithContext(ctx).Table("notices").Select("COALESCE(MIN(id), 0) AS low, COALESCE(MAX(id), 0) AS high")
	if !o.Day.IsZero() {
		db = db.Where("day = ?", o.Day)
	}
	if err := db.Scan(&ends).Error; err != nil {
		return 0, 0, err
	}
	top = ends.High + 1
	if o.Before > 0 {
		top = min(top, o.Before)
	}
	return top, ends.Low, nil
}

// logRows are up to one more than a page, so that it is known whether there are more.
func (r *Reader) logRows(ctx context.Context, o NoticeLog, top, floor int64) (found []models.Notice, err error) {
	once := o.N + 1
	if o.End != "" {
		once = endRead
	}
	for {
		var rows []noticeRow
		db := o.where(r.db.WithContext(ctx).Table("notices").Omit("params").Where("id < ? AND id >= ?", top, floor))
		if err := db.Order("id DESC").Limit(once).Scan(&rows).Error; err != nil {
			return nil, err
		}
		for _, row := range rows {
			n, err := r.openEnd(row)
			if err != nil {
				return nil, err
			}
			if o.End == "" || n.Phone != "" && strings.HasSuffix(n.Phone, o.End) {
				found = append(found, n)
			}
		}
		if len(rows) < once || len(found) > o.N {
			return found[:min(len(found), o.N+1)], nil
		}
		top = rows[len(rows)-1].ID
	}
}

// openEnd opens a number; one that does not open here, or was erased, stays empty.
func (r *Reader) openEnd(row noticeRow) (models.Notice, error) {
	row.ParamsSealed = nil
	n, err := r.openNotice(row)
	if errors.Is(err, vault.ErrSealed) {
		n, err = row.Notice, nil
	}
	return n, err
}

// NoticeForLog is one notice by its ref, without what it says.
func (r *Reader) NoticeForLog(ctx context.Context, ref string) (models.Notice, error) {
	var row noticeRow
	if err := r.db.WithContext(ctx).Table("notices").Omit("params").Where("ref = ?", ref).Take(&row).Error; err != nil {
		return models.Notice{}, one(err)
	}
	return r.openEnd(row)
}

// NoticeTrail are the attempts of a notice and what the gateways told of it, in their order.
func (r *Reader) NoticeTrail(ctx context.Context, n models.Notice) (attempts []models.Attempt, receipts []models.Receipt, err error) {
	if err := r.db.WithContext(ctx).Table("attempts").Where("notice_id = ?", n.ID).Order("id").Scan(&attempts).Error; err != nil {
		return nil, nil, err
	}
	if len(n.PhoneIdx) == 0 {
		return attempts, nil, nil // erased, and with it what was told
	}
	err = r.db.WithContext(ctx).Table("receipts").Omit("raw").Where("phone_idx = ? AND notice_id = ?", n.PhoneIdx, n.ID).Order("id").Scan(&receipts).Error
	return attempts, receipts, err
}

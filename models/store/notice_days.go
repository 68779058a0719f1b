package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// CountNoticeDays counts the texts of the days from one to another anew. It reads outside the transaction that saves, so
// that it locks nothing that is being sent.
func (r *Reader) CountNoticeDays(ctx context.Context, from, to workday.Day) (rows []models.NoticeDay, err error) {
	err = r.db.WithContext(ctx).Table("notices").
		Select("day, category, state, gateway, network, COUNT(*) AS texts, COALESCE(SUM(segments), 0) AS segments").
		Where("day >= ? AND day <= ?", from, to).Group("day, category, state, gateway, network").Scan(&rows).Error
	return rows, err
}

// SaveNoticeDays replaces the counts of some days.
func (t *Tx) SaveNoticeDays(from, to workday.Day, rows []models.NoticeDay) error {
	if err := t.db.Exec("DELETE FROM notice_days WHERE day >= ? AND day <= ?", from, to).Error; err != nil {
		return err
	}
	return insertRows(t, "notice_days", rows)
}

// ListNoticeDays are the counts of the days from one to another, for the administrator.
func (r *Reader) ListNoticeDays(ctx context.Context, scope policy.Scope, from, to workday.Day) (rows []models.NoticeDay, err error) {
	if !scope.All {
		return nil, nil
	}
	err = r.db.WithContext(ctx).Table("notice_days").Where("day >= ? AND day <= ?", from, to).Order("day, category, state, gateway, network").Scan(&rows).Error
	return rows, err
}

// NoticeSums are the texts of all days by state and category, as last counted.
func (r *Reader) NoticeSums(ctx context.Context) (rows []models.NoticeDay, err error) {
	err = r.db.WithContext(ctx).Table("notice_days").Select("category, state, gateway, SUM(texts) AS texts, SUM(segments) AS segments").
		Group("category, state, gateway").Scan(&rows).Error
	return rows, err
}

// CountLoads counts how many numbers got how many texts from one day to another; codes, which people ask for, apart.
func (r *Reader) CountLoads(ctx context.Context, from, to workday.Day) (rows []models.NoticeLoad, err error) {
	each := r.db.Table("notices").Select("phone_idx, COUNT(*) AS texts").
		Where("day >= ? AND day <= ? AND category <> ? AND state IN ? AND phone_idx <> ?", from, to, models.CategoryCode,
			[]string{models.NoticeSent, models.NoticeDelivered}, []byte{}).Group("phone_idx")
	err = r.db.WithContext(ctx).Table("(?) AS each_number", each).Select("texts, COUNT(*) AS people").Group("texts").Scan(&rows).Error
	return rows, err
}

// SaveLoads keeps the loads of a day and forgets older ones.
func (t *Tx) SaveLoads(on workday.Day, rows []models.NoticeLoad) error {
	if err := t.db.Exec("DELETE FROM notice_loads").Error; err != nil {
		return err
	}
	for i := range rows {
		rows[i].Day = on
	}
	return insertRows(t, "notice_loads", rows)
}

// Loads are the last loads that were counted, few texts first.
func (r *Reader) Loads(ctx context.Context) (rows []models.NoticeLoad, err error) {
	err = r.db.WithContext(ctx).Table("notice_loads").Order("texts").Scan(&rows).Error
	return rows, err
}

// ListNoticeParts are the parts that left on each day from one to another, for the administrator: what a year costs.
func (r *Reader) ListNoticeParts(ctx context.Context, scope policy.Scope, from, to workday.Day) (rows []models.NoticeDay, err error) {
	if !scope.All {
		return nil, nil
	}
	err = r.db.WithContext(ctx).Table("notice_days").Select("day, SUM(segments) AS segments").Where("day >= ? AND day <= ?", from, to).Group("day").Order("day").Scan(&rows).Error
	return rows, err
}

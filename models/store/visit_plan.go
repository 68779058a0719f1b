package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Texted is a text about a home, or about one stay in it, that reached a phone or is on its way to one.
type Texted struct {
	UnitID, StayID int64 // StayID 0 = the home
	Kind           string
	SentAt         workday.Moment
}

// TextsSent are the newest texts of each kind that went out about some homes since a moment, or wait at a moment
// for their hours and are not too old by then. The caller has found the homes
// inside a scope.
func (r *Reader) TextsSent(ctx context.Context, unitIDs []int64, since, at workday.Moment) ([]Texted, error) {
	var all []Texted
	err := chunks(unitIDs, func(ids []int64) error {
		var rows []Texted
		err := r.db.WithContext(ctx).Table("notices").Select("unit_id, stay_id, kind, MAX(CASE WHEN sent_at > 0 THEN sent_at ELSE created_at END) AS sent_at").
			Where("unit_id IN ? AND day >= ? AND (sent_at >= ? AND state IN ? OR expires_at > ? AND state IN ?)", ids, since.Day(),
				since, []string{models.NoticeSent, models.NoticeDelivered}, at, []string{models.NoticeQueued, models.NoticeSending}).
			Group("unit_id, stay_id, kind").Scan(&rows).Error
		all = append(all, rows...)
		return err
	})
	return all, err
}

// Knocked are the homes, of some, at which somebody was since a moment, whatever he found.
func (r *Reader) Knocked(ctx context.Context, unitIDs []int64, since workday.Moment) (map[int64]bool, error) {
	return r.marked(ctx, "visits", "unit_id", unitIDs, "at >= ? AND result <> ?", since, models.VisitDesk)
}

// Unread are the stays, of some, about which a text came that nobody has answered yet.
func (r *Reader) Unread(ctx context.Context, stayIDs []int64, kind string) (map[int64]bool, error) {
	return r.marked(ctx, "requests", "stay_id", stayIDs, "kind = ? AND answered_at = 0", kind)
}

func (r *Reader) marked(ctx context.Context, table, column string, ids []int64, where string, args ...any) (map[int64]bool, error) {
	found := map[int64]bool{}
	err := chunks(ids, func(ids []int64) error {
		var some []int64
		err := r.db.WithContext(ctx).Table(table).Distinct(column).Where(column+" IN ?", ids).Where(where, args...).Scan(&some).Error
		for _, id := range some {
			found[id] = true
		}
		return err
	})
	return found, err
}

// HomesVisited is how many homes a staff member visited in a scope since a moment.
func (r *Reader) HomesVisited(ctx context.Context, scope policy.Scope, userID int64, since workday.Moment) (int, error) {
	var n int64
	err := within(r.db.WithContext(ctx).Table("visits"), scope, "units", "units.id", "").Joins("JOIN units ON units.id = visits.unit_id").
		Where("visits.user_id = ? AND visits.at >= ? AND visits.result <> ?", userID, since, models.VisitDesk).
		Distinct("visits.unit_id").Count(&n).Error
	return int(n), err
}

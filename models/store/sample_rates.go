package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// ListLeavers are the stays of a scope that ended, or were said to have ended, on days from first to last.
func (r *Reader) ListLeavers(ctx context.Context, scope policy.Scope, first, last workday.Day) ([]models.Stay, error) {
	var stays []models.Stay
	err := within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "").
		Where("stays.moved_out_on BETWEEN ? AND ? OR stays.said_left_on BETWEEN ? AND ?", first, last, first, last).Order("stays.id").Scan(&stays).Error
	return stays, err
}

// DoorCounts are the homes of a scope, those of them scanned, and what tenants said who were asked whether somebody came.
type DoorCounts struct{ Homes, Scanned, Came, NotCame int }

// ListDoorCounts counts them from one moment to another.
func (r *Reader) ListDoorCounts(ctx context.Context, scope policy.Scope, from, to workday.Moment) (DoorCounts, error) {
	var c DoorCounts
	homes, err := r.ListVisitCounts(ctx, scope, from, to)
	if err != nil {
		return c, err
	}
	err = within(r.db.WithContext(ctx).Table("visits"), scope, "units", "units.id", "").Joins("JOIN units ON units.id = visits.unit_id").
		Where("visits.at >= ? AND visits.at < ?", from, to).
		Select(`COUNT(DISTINCT CASE WHEN visits.scanned = 1 THEN visits.unit_id END) AS scanned,
 COALESCE(SUM(CASE WHEN visits.came = 'yes' THEN 1 ELSE 0 END), 0) AS came, COALESCE(SUM(CASE WHEN visits.came = 'no' THEN 1 ELSE 0 END), 0) AS not_came`).Scan(&c).Error
	c.Homes = homes.Homes
	return c, err
}

// AskAfterVisit marks a visit after which the person of a stay is asked whether somebody came.
func (t *Tx) AskAfterVisit(visitID, stayID int64) error {
	return t.db.Table("visits").Where("id = ?", visitID).Update("asked_stay", stayID).Error
}

// SayCame keeps what the person said about the newest visit after which he was asked.
func (t *Tx) SayCame(stayID int64, came string) error {
	var id int64
	err := t.db.Table("visits").Select("id").Where("asked_stay = ?", stayID).Order("id DESC").Limit(1).Scan(&id).Error
	if err != nil || id == 0 {
		return err
	}
	return t.db.Table("visits").Where("id = ?", id).Update("came", came).Error
}

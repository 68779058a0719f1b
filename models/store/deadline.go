package store

import (
	"context"

	"anju/models"
	"anju/models/workday"
)

// Deadlines are up to n open flags after an id, in order of id, with the days from which their limits are counted.
func (r *Reader) Deadlines(ctx context.Context, after int64, n int) ([]models.Deadline, error) {
	var all []models.Deadline
	err := r.db.WithContext(ctx).Table("flags").
		Select("flags.id, flags.rule, flags.level, flags.due_at, flags.raised_at, flags.visited_at, COALESCE(stays.moved_in_on, 0) AS moved_in_on, COALESCE(stays.said_left_at, 0) AS said_left_at").
		Joins("LEFT JOIN stays ON stays.id = flags.stay_id").
		Where("flags.resolved_at = 0 AND flags.id > ?", after).Order("flags.id").Limit(n).Scan(&all).Error
	return all, err
}

// LimitsAhead are the limits, as of flags that are not open yet, of people whom nobody reported and who moved in on or after
// a day, and of those of whom somebody said from then on that they left.
func (r *Reader) LimitsAhead(ctx context.Context, from workday.Day) ([]models.Deadline, error) {
	var all, left []models.Deadline
	stays := r.db.WithContext(ctx).Table("stays").Where("state NOT IN ?", ended)
	err := stays.Select("id, moved_in_on, ? AS rule", "B01").Where("reported_at = 0 AND is_foreign = 0 AND moved_in_on >= ? AND moved_out_on = 0", from).Scan(&all).Error
	if err != nil {
		return nil, err
	}
	err = r.db.WithContext(ctx).Table("stays").Select("id, said_left_at, ? AS rule", "B08").
		Where("said_left_on >= ? AND said_left_at > 0 AND moved_out_on = 0 AND state NOT IN ?", from, ended).Scan(&left).Error
	return append(all, left...), err
}

package store

import (
	"context"

	"anju/models/policy"
	"anju/models/workday"
)

// OldRoster is what --baseline took over and nobody has confirmed since.
type OldRoster struct {
	People int
	From   workday.Day // the first day on which one of them is asked again
}

// TakenOver counts those of an old roster who are still to be asked after a day.
func (r *Reader) TakenOver(ctx context.Context, _ policy.Scope, day workday.Day) (OldRoster, error) {
	var old OldRoster
	err := r.db.WithContext(ctx).Table("stays").Select("COUNT(*) AS people, COALESCE(MIN(confirm_from), 0) AS `from`").
		Where("confirm_from > ? AND state NOT IN ?", day, ended).Scan(&old).Error
	return old, err
}

package store

import (
	"context"

	"anju/models/policy"
	"anju/models/workday"
)

// ListNoticeCounts counts the notices queued for a day and later by state, for the administrator: numbers, never phones.
// Notices carry no ancestors, so only a scope over everything counts anything.
func (r *Reader) ListNoticeCounts(ctx context.Context, scope policy.Scope, since workday.Day) (map[string]int, error) {
	counts := map[string]int{}
	if !scope.All {
		return counts, nil
	}
	var rows []struct {
		State string
		N     int
	}
	err := r.db.WithContext(ctx).Table("notices").Select("state, COUNT(*) AS n").Where("day >= ?", since).Group("state").Scan(&rows).Error
	for _, row := range rows {
		counts[row.State] = row.N
	}
	return counts, err
}

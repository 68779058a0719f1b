package store

import (
	"context"

	"anju/models/workday"
)

// OpenFlagCount counts the open flags, for those who watch the machine.
func (r *Reader) OpenFlagCount(ctx context.Context) (n int64, err error) {
	err = r.db.WithContext(ctx).Table("flags").Where("resolved_at = 0").Count(&n).Error
	return n, err
}

// LastGoodRun is when a job last came to its end without a problem, 0 for never. It looks back over some runs alone: a job
// that fails for longer shows as one that never ran.
func (r *Reader) LastGoodRun(ctx context.Context, job string) (ended workday.Moment, err error) {
	some := r.db.Table("job_runs").Select("ended, problem").Where("job = ?", job).Order("id DESC").Limit(1_000)
	err = r.db.WithContext(ctx).Table("(?) AS some", some).Select("COALESCE(MAX(ended), 0)").Where("problem = ''").Scan(&ended).Error
	return ended, err
}

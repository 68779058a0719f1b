package store

import "context"

// Backlog counts the notices by state and the open flags, for those who watch the machine.
func (r *Reader) Backlog(ctx context.Context) (notices map[string]int64, flags int64, err error) {
	var rows []struct {
		State string
		N     int64
	}
	if err := r.db.WithContext(ctx).Table("notices").Select("state, COUNT(*) AS n").Group("state").Scan(&rows).Error; err != nil {
		return nil, 0, err
	}
	notices = map[string]int64{}
	for _, row := range rows {
		notices[row.State] = row.N
	}
	err = r.db.WithContext(ctx).Table("flags").Where("resolved_at = 0").Count(&flags).Error
	return notices, flags, err
}

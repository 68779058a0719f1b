package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/workday"
)

// unsent are the states of a notice that nobody got: it counts nowhere.
var unsent = []string{models.NoticeCancelled, models.NoticeExpired, models.NoticeFailed}

// uncapped are the categories that stand outside the caps (RULES 45).
var uncapped = []string{models.CategoryCode, models.CategoryUrgent}

// counted are the notices from a day on that count against the caps of a number.
func (r *Reader) counted(ctx context.Context, since workday.Day) *gorm.DB {
	return r.db.WithContext(ctx).Table("notices").Where("category NOT IN ? AND day >= ? AND state NOT IN ?", uncapped, since, unsent)
}

// TextDays are, for each of the numbers that got any, the days of its notices from a day on that count against its caps.
func (r *Reader) TextDays(ctx context.Context, indexes [][]byte, since workday.Day) (map[string][]workday.Day, error) {
	days := map[string][]workday.Day{}
	err := chunks(indexes, func(indexes [][]byte) error {
		var texts []struct {
			PhoneIdx []byte
			Day      workday.Day
		}
		err := r.counted(ctx, since).Select("phone_idx, day").Where("phone_idx IN ?", indexes).Scan(&texts).Error
		for _, text := range texts {
			days[string(text.PhoneIdx)] = append(days[string(text.PhoneIdx)], text.Day)
		}
		return err
	})
	return days, err
}

// TextsBesides counts the texts to the number of a notice that go before it: on a day, and in the days from another day
// on. They are those that left, and those that stand before it in the outbox, where a lesson stands behind every duty;
// what is late stands behind all of that day. Two that were queued at the same moment, neither knowing of the other, so
// never both leave past a cap.
func (r *Reader) TextsBesides(ctx context.Context, n models.Notice, day, since workday.Day) (onDay, inSpan int, err error) {
	db := r.counted(ctx, since).Where("phone_idx = ? AND id <> ?", n.PhoneIdx, n.ID)
	switch {
	case n.Day < day:
	case n.Category == models.CategoryEducation:
		db = db.Where("sent_at > 0 OR category <> ? OR id < ?", models.CategoryEducation, n.ID)
	default:
		db = db.Where("sent_at > 0 OR category <> ? AND id < ?", models.CategoryEducation, n.ID)
	}
	var row struct{ OnDay, InSpan int }
	err = db.Select("COALESCE(SUM(CASE WHEN day = ? THEN 1 ELSE 0 END), 0) AS on_day, COUNT(*) AS in_span", day).Scan(&row).Error
	return row.OnDay, row.InSpan, err
}

// QueueAll puts many notices in the outbox with as few statements as possible and says how many were added. Where one of
// them is there already (another node queued it at the same moment) each is tried by itself.
func (t *Tx) QueueAll(notices []models.Notice) (int, error) {
	rows := make([]noticeRow, 0, len(notices))
	for _, n := range notices {
		row, err := t.sealNotice(n)
		if err != nil {
			return 0, err
		}
		rows = append(rows, row)
	}
	all, err := insertAll(t, "notices", rows)
	if err != nil {
		return 0, err
	}
	if all {
		t.queued += len(rows)
		return len(rows), nil
	}
	total := 0
	for _, n := range notices {
		added, err := t.Queue(n)
		if err != nil {
			return 0, err
		}
		if added {
			total++
		}
	}
	return total, nil
}

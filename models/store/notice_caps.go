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
var uncapped = []string{models.CategoryCode, models.CategoryUrgent, models.CategoryAlarm}

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

// TextOnDay is a notice as far as the caps of its number ask.
type TextOnDay struct {
	ID       int64
	PhoneIdx []byte
	Category string
	Kind     string
	Day      workday.Day
	Sent     bool
}

// TextsTo are, for each of some numbers, the notices from a day on that count against its caps.
func (r *Reader) TextsTo(ctx context.Context, indexes [][]byte, since workday.Day) (map[string][]*TextOnDay, error) {
	texts := map[string][]*TextOnDay{}
	err := chunks(indexes, func(indexes [][]byte) error {
		var rows []TextOnDay
		err := r.counted(ctx, since).Select("id, phone_idx, category, kind, day, sent_at > 0 AS sent").Where("phone_idx IN ?", indexes).Scan(&rows).Error
		for i, text := range rows {
			texts[string(text.PhoneIdx)] = append(texts[string(text.PhoneIdx)], &rows[i])
		}
		return err
	})
	return texts, err
}

// EnteredSince is, for each of some numbers, the first day from a day on, on which somebody was entered with it who moved in
// about then; a list that was imported tells of nobody who has just moved in.
func (r *Reader) EnteredSince(ctx context.Context, indexes [][]byte, since workday.Day) (map[string]workday.Day, error) {
	entered := map[string]workday.Day{}
	err := chunks(indexes, func(indexes [][]byte) error {
		var rows []pupilStay
		err := r.db.WithContext(ctx).Table("stays").Select("phone_idx, created_by, created_at, declared_at, moved_in_on").
			Where("phone_idx IN ? AND created_at >= ?", indexes, workday.At(since.Start())).Scan(&rows).Error
		for _, row := range rows {
			day, key := row.CreatedAt.Day(), string(row.PhoneIdx)
			if row.newFrom() != 0 && (entered[key] == 0 || day < entered[key]) {
				entered[key] = day
			}
		}
		return err
	})
	return entered, err
}

// LessonTo is a text about the law in the outbox, as far as topics and months ask.
type LessonTo struct {
	models.Lesson `gorm:"embedded"`
	ID            int64
	PhoneIdx      []byte
	Period        string
	Sent          bool
}

// LessonsTo are, for each of some numbers, its texts about the law from a day on.
func (r *Reader) LessonsTo(ctx context.Context, indexes [][]byte, since workday.Day) (map[string][]LessonTo, error) {
	lessons := map[string][]LessonTo{}
	err := chunks(indexes, func(indexes [][]byte) error {
		var rows []LessonTo
		err := r.db.WithContext(ctx).Table("notices").Select("id, phone_idx, kind, period, day, sent_at > 0 AS sent").
			Where("phone_idx IN ? AND category = ? AND day >= ? AND state NOT IN ?", indexes, models.CategoryEducation, since, unsent).Scan(&rows).Error
		for _, row := range rows {
			row.Series = models.IsSeries(row.Period)
			lessons[string(row.PhoneIdx)] = append(lessons[string(row.PhoneIdx)], row)
		}
		return err
	})
	return lessons, err
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

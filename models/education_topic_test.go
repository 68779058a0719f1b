package models_test

import (
	"testing"
	"time"

	"anju/models"
	"anju/models/workday"
)

// TestEveryTopicThatCanBeSentCanBeSwitchedOff, and one that is off is sent to nobody: not to newcomers, not in its season.
func TestEveryTopicThatCanBeSentCanBeSwitchedOff(t *testing.T) {
	known, off := map[string]bool{}, map[string]bool{}
	for _, topic := range models.Topics() {
		known[topic.Kind] = true
		if topic.Name == "" || topic.When == "" {
			t.Errorf("%s has no name or season", topic.Kind)
		}
	}
	limits := models.Limits{TopicDays: 90, LessonsAMonth: 2, SeriesDays: 14, SeriesGapDays: 3}
	first := workday.DayOf(time.Date(2026, 1, 1, 12, 0, 0, 0, workday.Shanghai))
	sent := map[string]bool{}
	year := func(p models.Pupil, check func(kind string)) {
		for d := first; d < first+400; d++ {
			if p.NewFrom != 0 && d > p.NewFrom+40 {
				return
			}
			kind, period := models.NextLesson(p, limits, 0, d)
			if kind == "" {
				continue
			}
			check(kind)
			p.Heard = append(p.Heard, models.Lesson{Kind: kind, Day: d, Series: models.IsSeries(period)})
		}
	}
	for turn := range 14 {
		for _, p := range []models.Pupil{{Tenant: true, Turn: turn}, {Landlord: true, StateLand: true, Turn: turn}, {Tenant: true, NewFrom: first}} {
			year(p, func(kind string) {
				sent[kind] = true
				if !known[kind] {
					t.Errorf("%s is sent and cannot be switched off", kind)
				}
			})
			for _, one := range []string{"E06", "E08", "E01", "E07"} {
				off[one] = true
			}
			p.Off = off
			year(p, func(kind string) {
				if off[kind] {
					t.Errorf("%s is off and was sent", kind)
				}
			})
		}
	}
	for _, kind := range []string{"E02", "E06", "E08", "E01", "E07", "E24"} {
		if !sent[kind] {
			t.Errorf("a year goes by without %s", kind)
		}
	}
}

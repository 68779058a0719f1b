package models_test

import (
	"testing"

	"anju/models"
	"anju/models/workday"
)

// lessonCaps are those of RULES 45.
var lessonCaps = models.Limits{LessonsAMonth: 2, TopicDays: 90, SeriesGapDays: 3, SeriesDays: 14, EducationBasis: models.BasisPublicDuty}

func lessonDay(t *testing.T, s string) workday.Day {
	t.Helper()
	d, err := workday.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// hear lets days pass with a run each morning and answers what was heard.
func hear(p models.Pupil, limits models.Limits, from, to workday.Day, runs func(workday.Day) bool) []models.Lesson {
	since := workday.Day(0)
	for d := from; d <= to; d++ {
		if !runs(d) {
			continue
		}
		if kind, period := models.NextLesson(p, limits, since, d); kind != "" {
			p.Heard = append(p.Heard, models.Lesson{Kind: kind, Series: models.IsSeries(period), Day: d})
		}
		since = d
	}
	return p.Heard
}

func daily(workday.Day) bool { return true }

func TestANewcomerHearsThreeLessonsInFourteenDaysAndNothingElseThatMonth(t *testing.T) {
	limits, in := lessonCaps, lessonDay(t, "2026-10-12")
	for turn := range models.Fortnight {
		heard := hear(models.Pupil{Tenant: true, NewFrom: in, Turn: turn}, limits, in, in+30, daily)
		if len(heard) != 3 || heard[0] != (models.Lesson{Kind: "E02", Series: true, Day: in + 1}) ||
			heard[1] != (models.Lesson{Kind: "E06", Series: true, Day: in + 7}) || heard[2] != (models.Lesson{Kind: "E09", Series: true, Day: in + 13}) {
			t.Errorf("turn %d: %+v", turn, heard)
		}
	}
}

func TestLessonsThatWerePutOffComeLaterAndKeepTheirDistance(t *testing.T) {
	limits, in := lessonCaps, lessonDay(t, "2026-10-12")
	heard := hear(models.Pupil{Tenant: true, NewFrom: in}, limits, in, in+30, func(d workday.Day) bool { return d > in+12 })
	if len(heard) != 3 || heard[0].Day != in+13 || heard[1].Day != in+16 || heard[2].Day != in+19 {
		t.Errorf("%+v", heard)
	}
	if late := hear(models.Pupil{Tenant: true, NewFrom: in}, limits, in+31, in+33, daily); len(late) > 1 || len(late) == 1 && late[0].Series {
		t.Errorf("the first days are over, and still: %+v", late)
	}
}

func TestTheCalendarComesOnceAFortnightTwiceAMonthAtMostAndNoTopicTwiceInNinetyDays(t *testing.T) {
	limits, from := lessonCaps, lessonDay(t, "2026-01-01")
	for turn := range models.Fortnight {
		heard := hear(models.Pupil{Tenant: true, Turn: turn}, limits, from, from+730, daily)
		months, last := map[[2]int]int{}, map[string]workday.Day{}
		for i, l := range heard {
			y, m, _ := l.Day.Date()
			months[[2]int{y, int(m)}]++
			if before, ok := last[l.Kind]; ok && l.Day-before < 90 {
				t.Errorf("turn %d: %s on %s and %s", turn, l.Kind, before, l.Day)
			}
			if last[l.Kind] = l.Day; i > 0 && l.Day-heard[i-1].Day < models.Fortnight {
				t.Errorf("turn %d: %s after %d days", turn, l.Day, l.Day-heard[i-1].Day)
			}
			if l.Series {
				t.Errorf("turn %d: %+v", turn, l)
			}
		}
		for month, n := range months {
			if n > 2 {
				t.Errorf("turn %d: %d lessons in %v", turn, n, month)
			}
		}
		if len(heard) < 45 || len(last) < 18 {
			t.Errorf("turn %d: %d lessons on %d topics in two years", turn, len(heard), len(last))
		}
	}
}

func TestALessonQueuedInTheEveningForTheMorningIsTheOneOfTheDay(t *testing.T) {
	day := lessonDay(t, "2026-12-07")
	turn := (models.Fortnight - int(day)%models.Fortnight) % models.Fortnight
	if kind, _ := models.NextLesson(models.Pupil{Tenant: true, Turn: turn, Heard: []models.Lesson{{Kind: "E08", Day: day + 1}}}, lessonCaps, 0, day); kind != "" {
		t.Errorf("%s beside it", kind)
	}
}

func TestTheSeasonComesFirst(t *testing.T) {
	limits := lessonCaps
	for day, want := range map[string]string{"2026-11-30": "E24", "2026-12-06": "E24", "2026-12-07": "E08", "2026-07-01": "E25", "2026-09-30": "E25",
		"2026-05-01": "E15", "2027-02-10": "E11", "2026-12-15": "E11", "2027-02-11": "E08"} {
		d := lessonDay(t, day)
		turn := (models.Fortnight - int(d)%models.Fortnight) % models.Fortnight
		if kind, _ := models.NextLesson(models.Pupil{Tenant: true, Turn: turn}, limits, 0, d); kind != want {
			t.Errorf("on %s %s, not %s", day, kind, want)
		}
	}
}

func TestALandlordHearsWhatHoldsForHisHomes(t *testing.T) {
	limits, from := lessonCaps, lessonDay(t, "2026-03-01")
	for state, want := range map[bool]int{true: 3, false: 2} {
		heard := hear(models.Pupil{Landlord: true, StateLand: state, Turn: 3}, limits, from, from+89, daily)
		kinds := map[string]bool{}
		for _, l := range heard {
			kinds[l.Kind] = true
		}
		if len(kinds) != want || len(heard) != want || kinds["E04"] != state {
			t.Errorf("state land %v: %+v", state, heard)
		}
	}
}

func TestADayWithoutARunIsMadeUpOnceAndAFirstRunLooksAtItsOwnDayAlone(t *testing.T) {
	limits, from := lessonCaps, lessonDay(t, "2026-03-01")
	for turn := range models.Fortnight {
		p := models.Pupil{Tenant: true, Turn: turn}
		if heard := hear(p, limits, from, from+27, func(d workday.Day) bool { return d == from || d >= from+20 }); len(heard) < 1 || len(heard) > 2 {
			t.Errorf("turn %d: %+v", turn, heard)
		}
		if first, _ := models.NextLesson(p, limits, 0, from); (first != "") != ((int(from)+turn)%models.Fortnight == 0) {
			t.Errorf("turn %d: the first run sent %q", turn, first)
		}
	}
}

package profile

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models/workday"
)

func TestTheLimitsOfNingboAreThoseOfTheRules(t *testing.T) {
	p, err := Load(DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	l := p.Limits()
	for name, pair := range map[string][2]int{
		"report working days": {l.ReportWorkingDays, 3}, "stale days": {l.StaleDays, 90}, "days to the visit of a stale stay": {l.StaleVisitDays, 15},
		"working days to the grid worker": {l.VisitWorkingDays, 3}, "working days to the officer": {l.OfficerWorkingDays, 5},
		"persons a room": {l.MaxPerRoom, 2}, "days to recall": {l.RecallDays, 7}, "days a declaration waits": {l.DeclareDays, 2},
		"calendar days to report": {l.ReportDays, 0}, "hours of a foreigner": {l.ForeignerHours, 24}, "days of grace": {l.OverstayDays, 7},
		"days to the visit after a lease": {l.OverstayVisitDays, 30}, "working days to check out": {l.CheckoutDays, 3}, "days of an empty roster": {l.EmptyDays, 7},
		"infants": {l.InfantAge, 3}, "days to the visit of a full room": {l.CrowdVisitDays, 30}, "area": {l.MinAreaC, 400}, "uncounted": {l.UncountedAge, 18},
		"rooms": {l.LargeRooms, 10}, "beds": {l.LargeBeds, 10}, "alone": {l.AloneAge, 16}, "same day": {l.SameDayAge, 8}, "adult": {l.AdultAge, 18},
		"days to the visit of a duplicate": {l.DuplicateVisitDays, 7}, "first lease notice": {l.LeaseNoticeFirst, 15}, "last": {l.LeaseNoticeLast, 3},
		"first notices a day": {l.FirstNoticesADay, 5}, "days of retention": {l.RetentionDays, 180},
		"days of mistakes": {l.RejectedDays, 30}, "days of texts": {l.TextDays, 180}, "days of notes": {l.NoteDays, 2 * 365},
		"days of requests": {l.RequestDays, 3 * 365}, "days of the log": {l.LogDays, 3 * 365}, "days of the run log": {l.RunDays, 180},
		"texts a day": {l.TextsADay, 2}, "texts in 30 days": {l.TextsIn30Days, 6}, "texts in the first month": {l.TextsFirst, 4}, "reminders a day": {l.RemindersADay, 1}, "lessons a month": {l.LessonsAMonth, 2},
		"days of a topic": {l.TopicDays, 90}, "days between the first lessons": {l.SeriesGapDays, 3}, "days of the first lessons": {l.SeriesDays, 14},
		"reminders from 08:30": {l.ReminderFrom, 8*60 + 30}, "to 20:30": {l.ReminderTo, 20*60 + 30}, "lessons from 09:00": {l.EducationFrom, 9 * 60}, "to 20:00": {l.EducationTo, 20 * 60},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %d, the rules say %d", name, pair[0], pair[1])
		}
	}
	if !l.Calendar.HasYear(2025) || !l.Calendar.HasYear(2026) {
		t.Error("the holidays of 2025 and 2026 must be there")
	}
	day, _ := workday.ParseDay("2026-02-28")
	if !l.Calendar.IsWorking(day) {
		t.Error("28 February 2026 is a worked Saturday")
	}
}

func TestEveryNumberSaysWhereItComesFromAndWhenItWasChecked(t *testing.T) {
	for _, key := range Keys() {
		p, err := Load(key)
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		if p.Key != key || p.Name == "" {
			t.Errorf("file %s holds profile %q, %q", key, p.Key, p.Name)
		}
		for name, n := range p.Numbers {
			if n.Source == "" || n.Value < 1 && !slices.Contains(mayBeZero, name) {
				t.Errorf("%s %s: %+v", key, name, n)
			}
			if _, err := time.Parse(time.DateOnly, n.Checked); err != nil {
				t.Errorf("%s %s: checked on %q", key, name, n.Checked)
			}
		}
		if names := slices.Sorted(maps.Keys(p.Numbers)); len(names) != len(limitNames) {
			t.Errorf("%s holds %v, the rules read %v", key, names, limitNames)
		}
	}
}

func TestAMistypedPlaceIsToldWhichPlacesThereAre(t *testing.T) {
	for _, key := range []string{"", "ningbo", "../data/zhejiang-ningbo", "holidays"} {
		if _, err := Load(key); err == nil || !strings.Contains(err.Error(), DefaultKey) {
			t.Errorf("%q: %v", key, err)
		}
	}
}

func TestEveryPlaceOfTheBriefHasItsOwnLimitToReport(t *testing.T) {
	for key, want := range map[string][2]int{
		"zhejiang-ningbo": {3, 0}, "hangzhou": {3, 0}, "national": {0, 3}, "jiangsu": {0, 7}, "guangdong-zhuhai": {0, 7}, "wuhan": {0, 1},
	} {
		p, err := Load(key)
		if err != nil {
			t.Fatal(err)
		}
		if l := p.Limits(); l.ReportWorkingDays != want[0] || l.ReportDays != want[1] {
			t.Errorf("%s: %d working days, %d days, should be %v", key, l.ReportWorkingDays, l.ReportDays, want)
		}
	}
}

func TestANumberThatNobodyCheckedSaysSo(t *testing.T) {
	for _, key := range Keys() {
		p, err := Load(key)
		if err != nil {
			t.Fatal(err)
		}
		// The caps are left to the cities, and none of their texts was read in full (DOMAIN 1.2).
		for _, name := range []string{"max_per_room", "min_area_c", "uncounted_age", "large_rooms", "large_beds"} {
			if !strings.Contains(p.Numbers[name].Source, "未核实") {
				t.Errorf("%s %s does not say that it is unverified: %s", key, name, p.Numbers[name].Source)
			}
		}
	}
}

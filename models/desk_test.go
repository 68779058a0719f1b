package models_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/workday"
)

// ningbo are the limits as RULES.md states them, on the real holiday file. That the default profile says the same is
// held by a test of package profile, which models may not import.
func ningbo(t testing.TB) models.Limits {
	t.Helper()
	file, err := os.Open("profile/data/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	calendar, err := workday.ReadCalendar(file)
	if err != nil {
		t.Fatal(err)
	}
	return models.Limits{
		Calendar: calendar, ReportWorkingDays: 3, StaleDays: 90, StaleVisitDays: 15, VisitWorkingDays: 3,
		OfficerWorkingDays: 5, MaxPerRoom: 2, ForeignerHours: 24, OverstayDays: 7, OverstayVisitDays: 30, CheckoutDays: 3, EmptyDays: 7,
		InfantAge: 3, CrowdVisitDays: 30, MinAreaC: 400, UncountedAge: 18, LargeRooms: 10, LargeBeds: 10, AloneAge: 16, SameDayAge: 8,
		AdultAge: 18, DuplicateVisitDays: 7, LeaseNoticeFirst: 15, LeaseNoticeLast: 3, RecallDays: 7, DeclareDays: 2, FirstNoticesADay: 5, RetentionDays: 180,
	}
}

// on reads a day, at a minute of Shanghai.
func on(s string) workday.Day {
	d, err := workday.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func at(s string) workday.Moment {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Shanghai)
	if err != nil {
		panic(err)
	}
	return workday.At(t)
}

const minute = workday.Moment(60_000)

// desk keeps the flags of one roster as the database would.
type desk struct {
	roster models.Roster
	limits models.Limits
	flags  []models.Flag
	due    workday.Moment
}

func newDesk(t testing.TB, stays ...models.Stay) *desk {
	t.Helper()
	for i := range stays {
		if stays[i].ID == 0 {
			stays[i].ID = int64(i + 1)
		}
	}
	return &desk{limits: ningbo(t), roster: models.Roster{Unit: models.Unit{ID: 7}, Stays: stays}}
}

// run judges the roster at a moment and writes down what that wants.
func (d *desk) run(at workday.Moment) models.Changes {
	c := models.Evaluate(d.roster, d.open(), d.limits, at)
	for _, f := range slices.Concat(c.Climb, c.Alter, c.Close) {
		for i := range d.flags {
			if d.flags[i].ID == f.ID {
				d.flags[i] = f
			}
		}
	}
	for _, f := range c.Open {
		f.ID = int64(len(d.flags) + 1)
		d.flags = append(d.flags, f)
	}
	d.due = c.DueAt
	return c
}

// walk lets time pass as the job does: it looks only when the due clock says so.
func (d *desk) walk(to workday.Moment) {
	for d.due != 0 && d.due <= to {
		d.run(d.due)
	}
}

func (d *desk) open() []models.Flag {
	var open []models.Flag
	for _, f := range d.flags {
		if f.Open() {
			open = append(open, f)
		}
	}
	return open
}

// level is the level of the one open flag of a rule; 0 when there is none.
func (d *desk) level(t testing.TB, rule string) int {
	t.Helper()
	level := 0
	for _, f := range d.open() {
		if f.Rule != rule {
			continue
		}
		if level != 0 {
			t.Fatalf("two open %s on one stay", rule)
		}
		level = f.Level
	}
	return level
}

func (d *desk) want(t testing.TB, rule string, level int, when workday.Moment) {
	t.Helper()
	if got := d.level(t, rule); got != level {
		t.Errorf("%s at %s: level %d, not %d", rule, when.RFC3339(), got, level)
	}
}

// turns says that a rule stands at one level until a minute before a moment and at another from it on.
func (d *desk) turns(t testing.TB, rule, when string, before, after int) {
	t.Helper()
	m := at(when)
	d.run(m - minute)
	d.want(t, rule, before, m-minute)
	d.run(m)
	d.want(t, rule, after, m)
}

func declared(movedIn string) models.Stay {
	return models.Stay{State: models.StayDeclared, MovedInOn: on(movedIn)}
}

func reported(movedIn, reportedAt string) models.Stay {
	return models.Stay{State: models.StayReported, MovedInOn: on(movedIn), ReportedAt: at(reportedAt)}
}

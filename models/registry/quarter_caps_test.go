package registry_test

import (
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/workday"
)

// oneADay are the reminders of which a number gets one a day; what tells a person of an errand is not one of them.
var oneADay = []string{"R01", "R02", "R03", "R05", "R06", "R07", "R08", "R10"}

// holdCaps holds every text against the caps and windows of RULES 45.
func (q *quarter) holdCaps(t *testing.T) {
	t.Helper()
	if len(q.sent.texts) == 0 {
		t.Fatal("nothing was sent")
	}
	for number, texts := range q.byNumber() {
		var days []workday.Day
		reminders, months, topics := map[workday.Day]int{}, map[[2]int]int{}, map[string]workday.Day{}
		for _, m := range texts {
			at := m.At.Time().In(workday.Shanghai)
			day := workday.DayOf(at)
			minute := int(at.Sub(day.Start()) / time.Minute)
			days = append(days, day)
			from, to := 8*60+30, 20*60+30
			if m.Kind[0] == 'E' {
				from, to = 9*60, 20*60
			}
			if minute < from || minute >= to {
				t.Errorf("%s to %s at %s", m.Kind, number, at.Format("01-02 15:04"))
			}
			if slices.Contains(oneADay, m.Kind) {
				if reminders[day]++; reminders[day] > 1 {
					t.Errorf("%d reminders to %s on %s", reminders[day], number, day)
				}
			}
			if m.Kind[0] != 'E' {
				continue
			}
			if since := q.unwilling[number]; since != 0 && day > since {
				t.Errorf("%s to %s on %s, who said no on %s", m.Kind, number, day, since)
			}
			if last, ok := topics[m.Kind]; ok && day-last < 90 {
				t.Errorf("%s to %s on %s and on %s", m.Kind, number, last, day)
			}
			topics[m.Kind] = day
			if !slices.Contains([]string{"E02", "E06", "E09"}, m.Kind) { // which are those of the first days, or their repetition
				y, month, _ := day.Date()
				if months[[2]int{y, int(month)}]++; months[[2]int{y, int(month)}] > 2 {
					t.Errorf("%d lessons of the calendar to %s in %s", months[[2]int{y, int(month)}], number, month)
				}
			}
		}
		slices.Sort(days)
		for i, day := range days {
			if i >= 2 && days[i-2] == day {
				t.Errorf("three texts to %s on %s", number, day)
			}
			if i >= 6 && day-days[i-6] < 30 {
				t.Errorf("seven texts to %s in the 30 days to %s", number, day)
			}
		}
	}
}

// holdFirstLessons holds that whoever moved in, stayed and wants lessons got the three of the first days.
func (q *quarter) holdFirstLessons(t *testing.T, last time.Time) {
	t.Helper()
	told, byNumber := 0, q.byNumber()
	for number, in := range q.arrived {
		if in+31 > workday.DayOf(last) {
			continue
		}
		told++
		for _, kind := range []string{"E02", "E06", "E09"} {
			if !slices.ContainsFunc(byNumber[number], func(m models.Outgoing) bool { return m.Kind == kind && workday.DayOf(m.At.Time()) <= in+30 }) {
				t.Errorf("%s moved in on %s and never heard %s", number, in, kind)
			}
		}
	}
	if told == 0 {
		t.Error("nobody moved in")
	}
	t.Logf("%d newcomers heard all three lessons of the first days", told)
}

package boot

import (
	"fmt"
	"slices"

	"anju/models/workday"
)

// heardLesson is a lesson that a number got, and whether it was one of the first days.
type heardLesson struct {
	sentText
	series bool
}

// holdLessons holds the lessons of each number against RULES 45 and 47.
func (q *quarter) holdLessons(lessons map[string][]heardLesson) {
	q.t.Helper()
	told, steady := 0, 0
	for number, r := range q.people {
		heard := lessons[number]
		slices.SortFunc(heard, func(a, b heardLesson) int { return a.At.Compare(b.At) })
		q.holdTopics(number, heard)
		q.holdWishes(r, heard)
		if r.in != 0 && r.left == 0 && r.no.IsZero() && !r.moved && !r.child && r.role == "房客" && r.in+31 <= workday.DayOf(q.at) {
			q.holdFirstDays(r, heard)
			told++
		}
		if r.since < workday.DayOf(q.start) && r.left == 0 && r.no.IsZero() && !r.child && r.role == "房客" {
			steady++
			if len(heard) < 3 {
				q.t.Errorf("%s lived there all the time and heard %d lessons", number, len(heard))
			}
		}
	}
	if told == 0 || steady == 0 {
		q.t.Errorf("%d newcomers and %d who stayed: nobody to hold the lessons against", told, steady)
	}
	for number := range lessons {
		if q.people[number] == nil {
			q.t.Errorf("lessons to %s, whom nobody knows", number)
		}
	}
	q.t.Logf("%d newcomers heard all three lessons of the first days", told)
}

func (q *quarter) holdTopics(number string, heard []heardLesson) {
	q.t.Helper()
	topics, months, days := map[string]workday.Day{}, map[string]int{}, map[workday.Day]int{}
	var calendar workday.Day
	for i, l := range heard {
		if last, ok := topics[l.Kind]; ok && l.day()-last < 90 {
			q.t.Errorf("%s to %s on %s and on %s", l.Kind, number, last, l.day())
		}
		topics[l.Kind] = l.day()
		if days[l.day()]++; days[l.day()] > 1 {
			q.t.Errorf("%d lessons to %s on %s", days[l.day()], number, l.day())
		}
		if l.series {
			if !slices.Contains([]string{"E02", "E06", "E09"}, l.Kind) {
				q.t.Errorf("%s is no lesson of the first days (%s)", l.Kind, number)
			}
			if i > 0 && l.day()-heard[i-1].day() < 3 {
				q.t.Errorf("%s to %s on %s, %d days after another", l.Kind, number, l.day(), l.day()-heard[i-1].day())
			}
			continue
		}
		y, month, _ := l.day().Date()
		if months[fmt.Sprint(y, month)]++; months[fmt.Sprint(y, month)] > 2 {
			q.t.Errorf("%d lessons of the calendar to %s in %s", months[fmt.Sprint(y, month)], number, month)
		}
		if calendar != 0 && l.day()-calendar < 13 { // a day without a run is made up the next
			q.t.Errorf("the calendar came to %s on %s and on %s", number, calendar, l.day())
		}
		calendar = l.day()
	}
}

// holdWishes holds that nobody hears who does not want to, has left, or is a child.
func (q *quarter) holdWishes(r *resident, heard []heardLesson) {
	q.t.Helper()
	for _, l := range heard {
		switch {
		case r.child:
			q.t.Errorf("%s to the child %s", l.Kind, r.phone)
		case !r.no.IsZero() && l.At.After(r.no) && (r.again.IsZero() || l.At.Before(r.again)):
			q.t.Errorf("%s to %s at %s, who said no at %s", l.Kind, r.phone, l.At, r.no)
		case r.left != 0 && l.day() > r.left && !r.moved:
			q.t.Errorf("%s to %s on %s, who left on %s", l.Kind, r.phone, l.day(), r.left)
		}
	}
}

// holdFirstDays holds that whoever moved in hears the three lessons of the first days, from the day after, and nothing of
// the calendar for that month.
func (q *quarter) holdFirstDays(r *resident, heard []heardLesson) {
	q.t.Helper()
	first := map[string]bool{}
	for _, l := range heard {
		if l.day() <= r.in || l.day() <= r.in+30 && !l.series {
			q.t.Errorf("%s to %s on %s, who moved in on %s", l.Kind, r.phone, l.day(), r.in)
		}
		first[l.Kind] = first[l.Kind] || l.series && l.day() <= r.in+30
	}
	for _, kind := range []string{"E02", "E06", "E09"} {
		if !first[kind] {
			q.t.Errorf("%s moved in on %s and never heard %s", r.phone, r.in, kind)
		}
	}
}

package demo_test

import (
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// told are the kinds of reminder that the program sends, sign-in codes apart.
var told = map[string]string{
	"R01": "the last day of the limit", "R02": "the limit is over", "R03": "the grid worker will come", "R04": "somebody entered you",
	"R05": "the roster is stale", "R06": "your record is stale", "R07": "a lease ends", "R08": "a lease has ended", "R09": "you were checked out",
	"R10": "vacant, but people on the roster", "R12": "a foreigner's 24 hours", "R16": "your dispute was taken up", "R19": "you stand in two homes",
}

const span = 30 // days: the last three of them are the three months

func (v visitor) texts(t *testing.T) []models.Notice {
	t.Helper()
	all, err := v.Store.ListNotices(v.ctx, everywhere, store.Outbox{N: 100_000})
	must(t, err)
	return all
}

// findsThreeMonthsOfTexts: each kind of reminder in each of three months, and in each the lessons of the first days and
// topics of the calendar.
func (v visitor) findsThreeMonthsOfTexts(t *testing.T) {
	t.Helper()
	var months [3]map[string]int
	for i := range months {
		months[i] = map[string]int{}
	}
	topics, first := map[string]bool{}, v.now
	for _, n := range v.texts(t) {
		if n.State != models.NoticeSent {
			continue
		}
		first = min(first, n.SentAt)
		if ago := int(v.now.Day()-n.SentAt.Day()) / span; ago < len(months) {
			months[ago][n.Kind]++
			if n.Category == models.CategoryEducation {
				topics[n.Kind] = true
			}
		}
	}
	for i, month := range months {
		for kind, words := range told {
			if month[kind] == 0 {
				t.Errorf("%d to %d days ago no %s went out: %s", i*span, (i+1)*span, kind, words)
			}
		}
		for _, kind := range []string{"E02", "E06", "E09"} {
			if month[kind] == 0 {
				t.Errorf("%d to %d days ago no newcomer heard lesson %s", i*span, (i+1)*span, kind)
			}
		}
	}
	if len(topics) < 9 {
		t.Errorf("%d topics of the law in three months: %v", len(topics), topics)
	}
	if v.now.Day()-first.Day() < 90 {
		t.Errorf("the outbox begins on %s", first.Day())
	}
}

// nobodyDrownsInTexts: the caps hold for the invented people too.
func (v visitor) nobodyDrownsInTexts(t *testing.T) {
	t.Helper()
	days := map[string]map[workday.Day]int{}
	for _, n := range v.texts(t) {
		if n.State != models.NoticeSent || n.Category == models.CategoryUrgent {
			continue
		}
		number := string(n.PhoneIdx)
		if days[number] == nil {
			days[number] = map[workday.Day]int{}
		}
		days[number][n.SentAt.Day()]++
	}
	limits := v.Registry.Limits()
	for _, of := range days {
		for day, n := range of {
			month := 0
			for d := day - span + 1; d <= day; d++ {
				month += of[d]
			}
			if n > limits.TextsADay || month > limits.TextsIn30Days {
				t.Errorf("somebody got %d texts on %s, and %d in the 30 days up to it", n, day, month)
			}
		}
	}
}

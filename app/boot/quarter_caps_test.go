package boot

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// sentText is one line of the gateway's file.
type sentText struct {
	At   time.Time `json:"at"`
	To   string    `json:"to"`
	Kind string    `json:"kind"`
	Text string    `json:"text"`
	Ref  string    `json:"ref"`
}

func (s sentText) day() workday.Day { return workday.DayOf(s.At) }
func (s sentText) lesson() bool     { return s.Kind[0] == 'E' }

// uncapped are codes and a foreigner's 24 hours.
func (s sentText) uncapped() bool { return s.Kind == "R12" || s.Kind == "R20" }

// sent reads what the gateway wrote.
func (q *quarter) sent() []sentText {
	q.t.Helper()
	f, err := os.Open(q.sms)
	q.must(err)
	defer f.Close()
	var all []sentText
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var s sentText
		q.must(json.Unmarshal(lines.Bytes(), &s))
		all = append(all, s)
	}
	return all
}

func byNumber(all []sentText) map[string][]sentText {
	numbers := map[string][]sentText{}
	for _, s := range all {
		numbers[s.To] = append(numbers[s.To], s)
	}
	return numbers
}

// oneADay are the reminders of which a number gets one a day; what tells a person of an errand (R04, R09) is not one.
var oneADay = []string{"R01", "R02", "R03", "R05", "R06", "R07", "R08", "R10", "R19"}

// hold holds every text against the caps and windows of RULES 45 and 47.
func (q *quarter) hold() {
	q.t.Helper()
	all := q.sent()
	if len(all) == 0 {
		q.t.Fatal("nothing was sent")
	}
	q.holdOutbox(all)
	full, crowded := 0, 0
	for number, texts := range byNumber(all) {
		texts = slices.DeleteFunc(slices.Clone(texts), sentText.uncapped)
		slices.SortFunc(texts, func(a, b sentText) int { return a.At.Compare(b.At) })
		reminders := map[workday.Day]int{}
		for i, s := range texts {
			q.holdWindow(s)
			if i >= 1 && texts[i-1].day() == s.day() {
				full++
			}
			if i >= 2 && texts[i-2].day() == s.day() {
				q.t.Errorf("three texts to %s on %s", number, s.day())
			}
			if i >= 5 && s.day()-texts[i-5].day() < 30 {
				crowded++
			}
			if i >= 6 && s.day()-texts[i-6].day() < 30 {
				q.t.Errorf("seven texts to %s in the 30 days to %s", number, s.day())
			}
			if slices.Contains(oneADay, s.Kind) {
				if reminders[s.day()]++; reminders[s.day()] > 1 {
					q.t.Errorf("%d reminders to %s on %s", reminders[s.day()], number, s.day())
				}
			}
		}
	}
	if full == 0 || crowded == 0 {
		q.t.Errorf("no number reached a cap (%d days with two texts, %d spans with six): the caps were not tried", full, crowded)
	}
	q.holdNights(all)
}

func (q *quarter) holdWindow(s sentText) {
	q.t.Helper()
	from, to := 8*60+30, 20*60+30
	if s.lesson() {
		from, to = 9*60, 20*60
	}
	if minute := int(s.At.Sub(s.day().Start()) / time.Minute); minute < from || minute >= to {
		q.t.Errorf("%s to %s at %s", s.Kind, s.To, s.At.Format("01-02 15:04"))
	}
	if strings.Contains(s.Text, "回1") || strings.Contains(s.Text, "回2") || strings.Contains(s.Text, "回N") {
		q.t.Errorf("%s asks for an answer that nobody reads: %s", s.Kind, s.Text)
	}
}

// holdNights holds that a foreigner's 24 hours do not wait for the morning.
func (q *quarter) holdNights(all []sentText) {
	q.t.Helper()
	if !slices.ContainsFunc(all, func(s sentText) bool { return s.Kind == "R12" && s.At.In(workday.Shanghai).Hour() >= 22 }) {
		q.t.Error("no landlord heard at night of a foreigner who moved in at night")
	}
}

// holdOutbox holds that no text left more than a day after its cause, and that what was not sent says why in Chinese; and
// then, with what the outbox knows of each text, the lessons.
func (q *quarter) holdOutbox(all []sentText) {
	q.t.Helper()
	notices, err := q.Store.ListNotices(context.Background(), policy.Scope{All: true}, store.Outbox{N: 1 << 20})
	q.must(err)
	known, stayed := map[string]models.Notice{}, map[string]int{}
	for _, n := range notices {
		known[n.Ref] = n
		switch {
		case n.State == models.NoticeSent:
		case n.State == models.NoticeQueued && n.CreatedAt.Add(24*time.Hour) > workday.At(q.at):
		case n.State == models.NoticeExpired || n.State == models.NoticeCancelled:
			stayed[n.Reason]++
			if !strings.ContainsFunc(n.Reason, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				q.t.Errorf("%s %s because of %q", n.Kind, n.State, n.Reason)
			}
		default:
			q.t.Errorf("%s of %s is %s: %s", n.Kind, n.CreatedAt.RFC3339(), n.State, n.Reason)
		}
	}
	if stayed["过了时候，没有再发"] == 0 {
		q.t.Error("two days without a way out, and nothing was too late")
	}
	if stayed["本人不收普法短信"] == 0 {
		q.t.Error("nobody said no to a lesson that waited")
	}
	q.t.Log("not sent, and why: ", stayed)
	lessons := map[string][]heardLesson{}
	for _, s := range all {
		n, ok := known[s.Ref]
		if !ok || n.Phone != s.To || n.Kind != s.Kind {
			q.t.Errorf("%s to %s stands nowhere in the outbox", s.Kind, s.To)
		}
		if workday.At(s.At) > n.CreatedAt.Add(24*time.Hour) {
			q.t.Errorf("%s to %s of %s left at %s", s.Kind, s.To, n.CreatedAt.RFC3339(), s.At)
		}
		if s.lesson() {
			lessons[s.To] = append(lessons[s.To], heardLesson{s, models.IsSeries(n.Period)})
		}
	}
	q.holdLessons(lessons)
}

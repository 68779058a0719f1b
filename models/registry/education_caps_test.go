package registry_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestALessonGoesToTheNumberOfTheStayAndNeverToAnOlderOneOfThePerson(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		past := p.checkIn(t, 1) // 19900010001
		must(t, p.CheckOut(ctx, p.landlord, past, registry.DayForm{Choice: "today"}, p.at))
		p.at = p.at.AddDate(0, 0, 40)
		now := p.signIn(t, "19900010077")
		_, err := p.Declare(ctx, now, p.unit.DoorToken, form("102", "何以安", invented(1), "19900010077"), models.ViaDoor, "", p.at)
		must(t, err)
		got := p.lessons(t, p.at, 20, "19900010077")
		hears(t, "the new number", got, "12-27 E02", "01-02 E06", "01-08 E09")
		for _, m := range p.sent.texts {
			if m.Kind[0] == 'E' && m.Phone == "19900010001" {
				t.Errorf("%s to the old number", m.Kind)
			}
		}
	})
}

func TestTextsQueuedSideBySideNeverLeavePastACapAndALessonGivesWay(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		day := shanghai("2026-11-17 09:10")
		queue := func(number string, at time.Time, kinds ...string) { // as by jobs that do not see each other
			must(t, st.InTx(ctx, func(tx *store.Tx) error {
				for i, kind := range kinds {
					now := workday.At(at)
					_, err := tx.Queue(models.Notice{Kind: kind, Phone: number, Params: map[string]string{"home": "青禾18", "d": "91", "tel": "12345"},
						Subject: number, Period: fmt.Sprint(now, i), NotBefore: now, ExpiresAt: now.Add(24 * time.Hour), CreatedAt: now})
					must(t, err)
				}
				return nil
			}))
		}
		got := func(number string) (kinds []string) {
			for _, m := range p.sent.texts {
				if m.Phone == number {
					kinds = append(kinds, m.Kind)
				}
			}
			slices.Sort(kinds)
			return kinds
		}
		queue("19900010001", day, "E02", "R06", "R09")
		queue("19900010002", day, "R06", "R09", "R04")
		queue("19900010003", day, "E06", "E09", "E02")
		_, err := p.DispatchNotices(ctx, policy.SystemActor, through(p.sent), day)
		must(t, err)
		hears(t, "a lesson gives way", got("19900010001"), "R06", "R09")
		hears(t, "the first two of three", got("19900010002"), "R06", "R09")
		hears(t, "two lessons of three", got("19900010003"), "E06", "E09")
		for i := range 8 { // one a day: the seventh in 30 days stays
			at := day.AddDate(0, 0, i)
			queue("19900010004", at, "R06")
			_, err := p.DispatchNotices(ctx, policy.SystemActor, through(p.sent), at)
			must(t, err)
		}
		hears(t, "six in 30 days", got("19900010004"), "R06", "R06", "R06", "R06", "R06", "R06")
		p.at = day
		p.checkIn(t, 5)                                             // and R04 leaves
		for i, kind := range []string{"R06", "R06", "R06", "R09"} { // who has just moved in: the fifth stays
			at := day.AddDate(0, 0, i)
			queue("19900010005", at, kind)
			_, err := p.DispatchNotices(ctx, policy.SystemActor, through(p.sent), at)
			must(t, err)
		}
		hears(t, "four in the first month", got("19900010005"), "R04", "R06", "R06", "R06")
		stopped, err := st.ListNotices(ctx, policy.Scope{All: true}, store.Outbox{State: models.NoticeExpired, N: 9})
		must(t, err)
		if len(stopped) != 6 {
			t.Fatalf("%d texts stayed", len(stopped))
		}
		for _, n := range stopped {
			if !strings.Contains(n.Reason, "短信够多了") {
				t.Errorf("%s stayed because of %q", n.Kind, n.Reason)
			}
		}
	})
}

func TestWhoSaysNoAndYesAgainOnOneDayGetsTheLessonOnceAtMost(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.checkIn(t, 1)
		p.checkIn(t, 2)
		p.tick(t, p.at)
		morning := shanghai("2026-11-17 08:35")
		who, other := p.tenant("19900010001"), p.tenant("19900010002")
		must(t, p.ChooseEducation(ctx, other, false, p.at))
		_, err := p.QueueEducation(ctx, policy.SystemActor, morning)
		must(t, err)
		must(t, p.ChooseEducation(ctx, who, false, morning))
		_, err = p.DispatchNotices(ctx, policy.SystemActor, through(p.sent), morning.Add(time.Hour))
		must(t, err)
		must(t, p.ChooseEducation(ctx, who, true, morning.Add(time.Hour)))
		must(t, p.ChooseEducation(ctx, other, true, morning.Add(time.Hour)))
		tally, err := p.QueueEducation(ctx, policy.SystemActor, morning.Add(2*time.Hour))
		must(t, err)
		if tally.Queued != 1 {
			t.Errorf("%d lessons, not that of the other alone", tally.Queued)
		}
		// What was called off that day comes the next.
		hears(t, "the next day", p.lessons(t, morning.AddDate(0, 0, 1), 1, "19900010001"), "11-18 E02")
	})
}

func TestTwoNodesThatEducateAtOnceSendNothingTwice(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		for n := range 20 {
			p.checkIn(t, n+1)
		}
		p.tick(t, p.at)
		p.at = shanghai("2026-11-17 08:35")
		var mu sync.Mutex
		total := 0
		together(t, 4, func(int) error {
			tally, err := p.QueueEducation(ctx, policy.SystemActor, p.at)
			mu.Lock()
			defer mu.Unlock()
			total += tally.Queued
			return err
		})
		queued, err := st.ListNotices(ctx, policy.Scope{All: true}, store.Outbox{State: models.NoticeQueued, N: 99})
		must(t, err)
		lessons := map[string]int{}
		for _, n := range queued {
			lessons[n.Phone]++
		}
		for n := range 20 {
			if number := fmt.Sprintf("1990001%04d", n+1); lessons[number] != 1 {
				t.Errorf("%d lessons to %s", lessons[number], number)
			}
		}
		if total != len(queued) {
			t.Errorf("%d counted as queued, %d in the outbox", total, len(queued))
		}
	})
}

func TestALandlordWhoRentsANewHomeHimselfHearsTheFirstLessonsAlone(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		own, err := st.User(ctx, p.other.UserID)
		must(t, err)
		_, err = p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{form("101", "何以安", invented(1), own.Phone)}, "", p.at)
		must(t, err)
		p.tick(t, p.at)
		got := p.lessons(t, p.at.AddDate(0, 0, 1), 30, own.Phone)
		hears(t, "a landlord who rents", got, "11-17 E02", "11-23 E06", "11-29 E09")
	})
}

// A city's lessons go out in one morning: what a day costs must not grow by a statement a person.
func TestADayOfLessonsCostsAFewStatementsHoweverManyHearThem(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		if st.Dialect != store.MySQL {
			return // the statements are the same, and this server counts them
		}
		p := newPeople(t, st)
		for n := range 60 {
			p.checkIn(t, n+1)
		}
		p.tick(t, p.at)
		st.SQL().SetMaxOpenConns(1)
		asked := func() (n int) {
			var name string
			must(t, st.SQL().QueryRow("SHOW SESSION STATUS LIKE 'Questions'").Scan(&name, &n))
			return n
		}
		before := asked()
		tally, err := p.QueueEducation(ctx, policy.SystemActor, shanghai("2026-11-17 08:35"))
		must(t, err)
		if took := asked() - before; tally.Queued < 60 || took > 60 {
			t.Errorf("%d lessons took %d statements", tally.Queued, took)
		}
	})
}

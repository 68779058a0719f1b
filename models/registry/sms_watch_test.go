package registry_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// watched is a house whose one way out is looked at.
func watched(t *testing.T, st *store.Store, at string) (*house, *line) {
	t.Helper()
	h := newHouse(t, st, shanghai(at))
	h.Ways = []string{"way"}
	h.AlertLimits = models.AlertLimits{FailedShare: 20, FailedLeast: 20, Wait: 30 * time.Minute, WaitCode: 2 * time.Minute, Stopped: 10 * time.Minute, DeadADay: 3, Unknown: 72 * time.Hour}
	return h, newLine("way")
}

func (h *house) watch(t *testing.T) registry.Watched {
	t.Helper()
	_, seen, err := h.WatchSending(context.Background(), policy.SystemActor, h.at)
	must(t, err)
	return seen
}

func (h *house) vitals(t *testing.T) models.Vitals {
	t.Helper()
	v, err := h.Vitals(context.Background(), policy.SystemActor, h.at)
	must(t, err)
	return v
}

// TestAnAlertIsToldWhenItBeginsAndWhenItIsOverAndNotInBetween: to one of the nodes that look.
func TestAnAlertIsToldWhenItBeginsAndWhenItIsOverAndNotInBetween(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := watched(t, st, "2026-11-16 10:00")
		way.answer = always(models.Reply{Sent: models.SentBadAccount})
		h.queue(t, "R04", 1, 5)
		h.drains(t, way)
		if seen := h.watch(t); len(seen.Raised)+len(seen.Cleared) != 0 {
			t.Errorf("at once: %+v", seen)
		}
		for range 12 { // one text tries again and again; the way is stopped since the first of them
			h.at = h.at.Add(time.Minute)
			h.drains(t, way)
		}
		if seen := h.watch(t); !slices.Equal(seen.Raised, []string{"stopped:way"}) {
			t.Errorf("stopped for twelve minutes: %+v, %+v", seen, h.vitals(t).Ways[0].Stopped)
		}
		h.at = h.at.Add(20 * time.Minute)
		told := h.watch(t)
		if !slices.Contains(told.Raised, "waiting:reminder") || slices.Contains(told.Raised, "stopped:way") {
			t.Errorf("texts wait for half an hour: %+v", told)
		}
		if again := h.watch(t); len(again.Raised)+len(again.Cleared) != 0 {
			t.Errorf("told twice: %+v", again)
		}
		way.answer = nil
		for range 3 {
			h.at = h.at.Add(31 * time.Minute)
			h.drains(t, way)
		}
		if seen := h.watch(t); len(seen.Raised) != 0 || len(seen.Cleared) != 2 {
			t.Errorf("all is well: %+v, %v", seen, h.states(t))
		}
	})
}

func TestWhatWaitsIsKnownByHowLongItCouldHaveLeft(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, _ := watched(t, st, "2026-11-16 22:00")
		h.queue(t, "R04", 1, 1) // at night: nobody waits for it before half past eight
		h.at = shanghai("2026-11-17 08:29")
		if since := h.vitals(t).WaitSince[models.CategoryReminder]; since.Stamp() != "2026-11-17 08:30" {
			t.Errorf("a text of the night waits since %s", since.Stamp())
		}
		if seen := h.watch(t); len(seen.Raised) != 0 {
			t.Errorf("%+v", seen)
		}
		h.at = shanghai("2026-11-17 09:00")
		if seen := h.watch(t); !slices.Equal(seen.Raised, []string{"waiting:reminder"}) {
			t.Errorf("nobody sends for half an hour: %+v", seen)
		}
	})
}

// TestACallThatNobodyKnowsOfIsSeenWithItsAge and what came of each call is counted by its kind.
func TestWhatCameOfEachCallIsCounted(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := watched(t, st, "2026-11-16 10:00")
		answers := []models.Reply{{Sent: models.SentAccepted}, {Sent: models.SentBadPhone}, {Sent: models.SentAccepted}, {Sent: models.SentUnknown}}
		n := 0
		way.answer = func(models.Outgoing) models.Reply { n++; return answers[(n-1)%4] }
		way.outlet.Settle, way.outlet.AtOnce = 5*time.Minute, 1
		h.queue(t, "R04", 1, 4)
		h.drains(t, way)
		h.told(t, receiptOf(way, way.given[0], models.ReceiptDelivered, ""), receiptOf(way, way.given[2], models.ReceiptFailed, models.SentBadPhone))
		h.at = h.at.Add(time.Minute)
		w := h.vitals(t).Ways[0]
		if w.Hour["accepted"] != 2 || w.Hour["bad_recipient"] != 1 || w.Hour["unknown"] != 1 || w.Hour["delivered"] != 1 || w.Hour["undelivered"] != 1 {
			t.Errorf("%v", w.Hour)
		}
		if w.Calls() != 4 || w.Bad() != 3 || w.Five != 2 || w.LastOK.Stamp() != "2026-11-16 10:00" || w.Open.N != 1 {
			t.Errorf("%d calls, %d bad, %+v", w.Calls(), w.Bad(), w)
		}
		h.at = h.at.Add(3 * time.Hour)
		if w := h.vitals(t).Ways[0]; w.Calls() != 0 || w.LastOK == 0 || w.LastBad == 0 {
			t.Errorf("of three hours ago: %+v", w)
		}
		totals, err := st.CallTotals(context.Background())
		must(t, err)
		if len(totals) != 5 || totals[0] != (store.CallTotal{Gateway: "way", Kind: "accepted", N: 2}) {
			t.Errorf("%v", totals)
		}
	})
}

// TestTheCountsOfTheDaysAreThoseOfTheOutbox, also when a receipt comes late, and no stranger looks at them.
func TestTheCountsOfTheDaysAreThoseOfTheOutbox(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := watched(t, st, "2026-11-16 10:00")
		ctx := context.Background()
		h.queue(t, "R04", 1, 6)
		h.queue(t, "E01", 20, 2)
		h.drains(t, way)
		for _, i := range []int{0, 1, 2} {
			h.told(t, receiptOf(way, way.given[i], models.ReceiptFailed, models.SentBadPhone))
		}
		if seen := h.watch(t); !slices.Equal(seen.Raised, []string{"dead"}) {
			t.Errorf("three were given up: %+v", seen)
		}
		same := func() {
			t.Helper()
			rows, err := st.ListNoticeDays(ctx, policy.Scope{All: true}, 0, workday.DayOf(h.at))
			must(t, err)
			for _, d := range rows {
				want := storetest.Count(t, st, "SELECT COUNT(*) FROM notices WHERE day = ? AND category = ? AND state = ? AND gateway = ? AND network = ?", d.Day, d.Category, d.State, d.Gateway, d.Network)
				if d.Texts != want || d.Network != "dx" {
					t.Errorf("%+v, want %d", d, want)
				}
			}
			if got, want := h.number(t, "SELECT SUM(texts) FROM notice_days"), h.number(t, "SELECT COUNT(*) FROM notices"); got != want {
				t.Errorf("%d of %d texts are counted", got, want)
			}
		}
		same()
		h.at = h.at.Add(3 * 24 * time.Hour)
		h.told(t, receiptOf(way, way.given[3], models.ReceiptDelivered, ""))
		if seen := h.watch(t); !slices.Equal(seen.Cleared, []string{"dead"}) { // the first of its day: it counts a month
			t.Errorf("another day: %+v", seen)
		}
		same()
		loads, err := st.Loads(ctx)
		must(t, err)
		if len(loads) != 1 || loads[0].Texts != 1 || loads[0].People != 5 || loads[0].Day != workday.DayOf(h.at)-1 {
			t.Errorf("%+v", loads)
		}
		if _, err := h.NoticeCounts(ctx, policy.Actor{}, 7, h.at); err == nil {
			t.Error("a stranger looks at the texts")
		}
		if _, err := h.Vitals(ctx, policy.Actor{}, h.at); err == nil {
			t.Error("a stranger looks at the ways out")
		}
	})
}

// TestLookingAtTheSendingDoesNotGoThroughTheOutbox: 65,000 texts lie in it, and a look touches a few hundred rows.
func TestLookingAtTheSendingDoesNotGoThroughTheOutbox(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := watched(t, st, "2026-11-16 10:00")
		h.queue(t, "R04", 1, 1)
		h.drains(t, way)
		storetest.ManyTexts(t, st, 65_000)
		h.queue(t, "R04", 3000, 20)
		h.watch(t)
		read, counted := storetest.RowsRead(t, st, func() {
			v := h.vitals(t)
			if len(h.AlertsOf(v, h.at)) != 0 || len(v.Waiting) != 1 || v.Waiting[0].N != 20 {
				t.Errorf("%+v", v)
			}
			_, err := h.NoticeCounts(context.Background(), policy.SystemActor, 7, h.at)
			must(t, err)
		})
		if counted && read > 600 {
			t.Errorf("%d rows were read", read)
		}
	})
}

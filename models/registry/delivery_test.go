package registry_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

var (
	unknown = models.Reply{Sent: models.SentUnknown}
	broke   = models.Reply{Sent: models.SentBadAccount, Code: "AMOUNT_NOT_ENOUGH", FailOver: true}
	busy    = models.Reply{Sent: models.SentLater, FailOver: true}
)

func TestAnotherWayIsTakenOnlyWhenTheFirstCertainlyHasItNot(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, number := newHouse(t, st, shanghai("2026-11-16 10:00")), 0
		for name, c := range map[string]struct {
			reply models.Reply
			over  int
			state string
		}{
			"nobody knows":      {unknown, 0, models.NoticeSending},
			"the account":       {broke, 1, models.NoticeSent},
			"a passing fault":   {busy, 1, models.NoticeSent},
			"the number":        {models.Reply{Sent: models.SentBadPhone}, 0, models.NoticeFailed},
			"the words":         {models.Reply{Sent: models.SentBadText}, 0, models.NoticeFailed},
			"an opt-out":        {models.Reply{Sent: models.SentNotWanted}, 0, models.NoticeFailed},
			"a word of nowhere": {models.Reply{Sent: "surprise"}, 0, models.NoticeSending},
		} {
			number++
			first, second := newLine(fmt.Sprint("first ", number)), newLine("second")
			first.answer = always(c.reply)
			h.queue(t, "R04", number, 1)
			h.drains(t, first, second)
			if len(second.given) != c.over || h.newest(t).State != c.state {
				t.Errorf("%s: the second way was given %d, the text is %s", name, len(second.given), h.newest(t).State)
			}
		}
	})
}

func TestAWayThatIsBrokenIsLeftAloneAndTriedWithOneText(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.answer = always(busy)
		h.queue(t, "R04", 1, 60)
		h.drains(t, way)
		if got := len(way.given); got < 20 || got > 60 {
			t.Errorf("%d texts met a broken way", got)
		}
		met := len(way.given)
		h.queue(t, "R04", 100, 40)
		h.at = h.at.Add(30 * time.Second)
		if h.drains(t, way); len(way.given) != met {
			t.Errorf("%d texts were given to a way that had just broken", len(way.given)-met)
		}
		h.at = h.at.Add(time.Minute)
		if h.drains(t, way); len(way.given) != met+1 {
			t.Errorf("%d texts tried whether it works again", len(way.given)-met)
		}
		way.answer = nil
		h.at = h.at.Add(time.Minute)
		if h.drains(t, way); len(way.given) != met+1 {
			t.Error("tried again before twice the time")
		}
		for range 6 {
			h.at = h.at.Add(10 * time.Minute)
			h.drains(t, way)
		}
		if got := h.states(t); got[models.NoticeSent] != 100 {
			t.Errorf("it works again, and %v", got)
		}
	})
}

func TestAnAccountWithoutMoneyStopsEverybodyAtOnceAndCostsNobodyATry(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.answer = always(broke)
		h.queue(t, "R04", 1, 30)
		for range 9 {
			h.drains(t, way)
			h.at = h.at.Add(10 * time.Minute)
		}
		if got := h.states(t); got[models.NoticeQueued] != 30 {
			t.Errorf("%v", got)
		}
		for _, n := range []string{"AMOUNT", "199"} {
			if strings.Contains(h.newest(t).Reason, n) {
				t.Errorf("the reason tells %q", h.newest(t).Reason)
			}
		}
		way.answer = nil
		for range 6 {
			h.at = h.at.Add(31 * time.Minute)
			h.drains(t, way)
		}
		if got := h.states(t); got[models.NoticeSent] != 30 {
			t.Errorf("the account is full again, and %v", got)
		}
	})
}

func TestATemplateThatIsRefusedToFiveNumbersStopsAloneAndNotTheOthers(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.answer = func(m models.Outgoing) models.Reply {
			if m.Kind == "R04" {
				return models.Reply{Sent: models.SentBadText}
			}
			return models.Reply{Sent: models.SentAccepted}
		}
		h.queue(t, "R04", 1, 5)
		h.drains(t, way)
		h.queue(t, "R04", 10, 20)
		h.queue(t, "R19", 40, 1)
		h.drains(t, way)
		got := h.states(t)
		if got[models.NoticeFailed] != 5 || got[models.NoticeQueued] != 20 || got[models.NoticeSent] != 1 {
			t.Errorf("%v", got)
		}
		way.answer = nil
		for range 3 {
			h.at = h.at.Add(40 * time.Minute)
			h.drains(t, way)
		}
		if got := h.states(t); got[models.NoticeSent] != 21 {
			t.Errorf("approved again, and %v", got)
		}
	})
}

func TestWhatNobodyKnowsIsAskedTwiceBeforeItIsSentAgain(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.outlet.Settle = 5 * time.Minute
		asked := 0
		way.find = func(models.Outgoing) (models.Receipt, bool, error) { asked++; return models.Receipt{}, false, nil }
		way.answer = always(unknown)
		h.queue(t, "R04", 1, 1)
		h.drains(t, way)
		way.answer = nil
		for minute := 1; minute < 15; minute++ {
			h.at = h.at.Add(time.Minute)
			h.drains(t, way)
			if want := minute / 6; asked != min(want, 1) || len(way.given) != 1 {
				t.Fatalf("after %d minutes it was asked %d times and sent %d times", minute, asked, len(way.given))
			}
		}
		h.at = h.at.Add(3 * time.Minute)
		if h.drains(t, way); asked != 2 || len(way.given) != 2 || way.given[0].OutID == way.given[1].OutID {
			t.Errorf("asked %d times, sent %d times", asked, len(way.given))
		}
		if n := h.newest(t); n.State != models.NoticeSent {
			t.Errorf("%s", n.State)
		}
	})
}

func TestAWayThatCannotBeAskedWaitsForItsReceiptAndIsNeverGivenATextTwice(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.outlet.Ask = 0
		way.find = func(models.Outgoing) (models.Receipt, bool, error) {
			return models.Receipt{}, false, errors.New("cannot be asked")
		}
		way.answer = always(unknown)
		h.queue(t, "R04", 1, 2)
		h.drains(t, way)
		way.answer = nil
		h.told(t, receiptOf(way, way.given[0], models.ReceiptDelivered, ""))
		for range 7 {
			h.at = h.at.Add(10 * time.Hour)
			h.drains(t, way)
		}
		got := h.states(t)
		if got[models.NoticeDelivered] != 1 || got[models.NoticeSending] != 1 || len(way.given) != 2 {
			t.Errorf("%v, given %d", got, len(way.given))
		}
		h.at = h.at.Add(3 * time.Hour)
		h.drains(t, way)
		if got := h.states(t); got[models.NoticeSent] != 1 || len(way.given) != 2 {
			t.Errorf("after three days: %v, given %d", got, len(way.given))
		}
	})
}

func TestAStalledWorkerIsTakenOverAndItsLateAnswerChangesNothing(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		other := *h.Registry
		later := h.at.Add(3 * time.Minute)
		other.Real = func() time.Time { return later }
		stalled, fast := newLine("way"), newLine("way")
		inside, leave := make(chan struct{}), make(chan struct{})
		stalled.answer = func(models.Outgoing) models.Reply {
			close(inside)
			<-leave
			return models.Reply{Sent: models.SentBadPhone} // late, and worth nothing any more
		}
		h.queue(t, "R04", 1, 1)
		ended := make(chan error, 1)
		go func() {
			_, err := h.DispatchNotices(context.Background(), policy.SystemActor, through(stalled), h.at)
			ended <- err
		}()
		<-inside
		tally, err := other.DispatchNotices(context.Background(), policy.SystemActor, []registry.Sender{fast}, later)
		must(t, err)
		if tally.Sent != 1 || len(fast.given) != 1 {
			t.Errorf("not taken over: %+v", tally)
		}
		close(leave)
		must(t, <-ended)
		if n := h.newest(t); n.State != models.NoticeSent || n.Attempts != 2 {
			t.Errorf("the late answer made it %s after %d attempts: %s", n.State, n.Attempts, n.Reason)
		}
		if open := storetest.Count(t, st, "SELECT COUNT(*) FROM attempts WHERE outcome = 'open'"); open != 0 {
			t.Errorf("%d attempts are open", open)
		}
	})
}

func TestACallIsNotBegunThatItsLeaseWouldNotOutlive(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.outlet.Timeout = 10 * time.Second
		way.answer = func(models.Outgoing) models.Reply {
			h.at = h.at.Add(10 * time.Second) // a slow carrier: after eleven of them the lease ends
			return models.Reply{Sent: models.SentAccepted}
		}
		h.queue(t, "R04", 1, 30)
		h.drains(t, way)
		for ref, n := range way.taken {
			if n != 1 {
				t.Errorf("%s was sent %d times", ref, n)
			}
		}
		if len(way.taken) != 30 || h.states(t)[models.NoticeSent] != 30 {
			t.Errorf("%d were sent: %v", len(way.taken), h.states(t))
		}
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM attempts WHERE outcome = ?", models.AttemptNotCalled); n == 0 {
			t.Error("the lease was never too short")
		}
		if h.newest(t).Attempts != 1 || workday.At(h.at) == 0 {
			t.Errorf("what was not called counts as a try: %d", h.newest(t).Attempts)
		}
	})
}

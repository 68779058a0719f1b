package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// again is one text to a phone that is off, at an hour of 16 November.
func again(t *testing.T, st *store.Store, kind, hour string, lives time.Duration) (*house, *line) {
	t.Helper()
	h := newHouse(t, st, shanghai("2026-11-16 "+hour))
	way := newLine("way")
	must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
		n := models.Notice{Kind: kind, Phone: "19900020001", Subject: "stay:1", Period: "x", Params: map[string]string{}, CreatedAt: workday.At(h.at), NotBefore: workday.At(h.at)}
		for _, gap := range models.Gaps(h.Texts.ByID[kind].Text) {
			n.Params[gap] = "1"
		}
		if lives > 0 {
			n.ExpiresAt = n.CreatedAt.Add(lives)
		}
		_, err := tx.Queue(n)
		return err
	}))
	h.drains(t, way)
	if len(way.given) != 1 {
		t.Fatalf("%d left", len(way.given))
	}
	return h, way
}

// TestAPhoneThatWasOffGetsAReminderOnceMoreAndNoMore: twelve hours after the first, in the hours of reminders.
func TestAPhoneThatWasOffGetsAReminderOnceMoreAndNoMore(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := again(t, st, "R04", "10:00", 96*time.Hour)
		h.at = shanghai("2026-11-16 10:05")
		h.told(t, receiptOf(way, way.given[0], models.ReceiptFailed, models.SentUnreachable))
		if n := h.newest(t); n.State != models.NoticeQueued || n.Reason != models.ReasonSecond || n.NotBefore.Stamp() != "2026-11-17 08:30" {
			t.Fatalf("%s until %s: %s", n.State, n.NotBefore.Stamp(), n.Reason)
		}
		for _, early := range []string{"2026-11-16 12:00", "2026-11-16 22:01", "2026-11-17 08:29"} {
			h.at = shanghai(early)
			if h.drains(t, way); len(way.given) != 1 {
				t.Fatalf("sent again at %s", early)
			}
		}
		h.at = shanghai("2026-11-17 08:30")
		if h.drains(t, way); len(way.given) != 2 || way.given[0].Ref != way.given[1].Ref || way.given[0].OutID == way.given[1].OutID {
			t.Fatalf("sent %d times", len(way.given))
		}
		if n := h.newest(t); n.State != models.NoticeSent || n.Segments != 2*way.given[0].Segments || n.Gateway != "way" {
			t.Errorf("%s, %d parts, by %q", n.State, n.Segments, n.Gateway)
		}
		h.told(t, receiptOf(way, way.given[1], models.ReceiptFailed, models.SentUnreachable))
		h.at = shanghai("2026-11-18 09:00")
		if h.drains(t, way); len(way.given) != 2 {
			t.Error("sent a third time")
		}
		if n := h.newest(t); n.State != models.NoticeFailed || n.Reason != models.SentUnreachable.Reason() {
			t.Errorf("%s: %s", n.State, n.Reason)
		}
	})
}

func TestATextThatArrivedAfterAllDoesNotLeaveOnceMore(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := again(t, st, "R04", "10:00", 48*time.Hour)
		h.told(t, receiptOf(way, way.given[0], models.ReceiptFailed, models.SentUnreachable))
		h.at = shanghai("2026-11-17 08:00")
		h.told(t, receiptOf(way, way.given[0], models.ReceiptDelivered, ""))
		h.at = shanghai("2026-11-17 09:00")
		if h.drains(t, way); len(way.given) != 1 || h.newest(t).State != models.NoticeDelivered {
			t.Errorf("sent %d times, %s", len(way.given), h.newest(t).State)
		}
	})
}

// TestNothingElseIsSentASecondTime: no code, no lesson, no 24-hour text, nothing that is not true any more, nothing whose
// number is at fault.
func TestNothingElseIsSentASecondTime(t *testing.T) {
	for name, c := range map[string]struct {
		kind, hour string
		lives      time.Duration
		why        models.Sent
	}{
		"a code":            {"R20", "10:00", 48 * time.Hour, models.SentUnreachable},
		"a lesson":          {"E01", "10:00", 48 * time.Hour, models.SentUnreachable},
		"a day":             {"R12", "10:00", 48 * time.Hour, models.SentUnreachable},
		"one second late":   {"R04", "10:00", 22*time.Hour + 30*time.Minute, models.SentUnreachable},
		"no such number":    {"R04", "10:00", 48 * time.Hour, models.SentBadPhone},
		"who wants nothing": {"R04", "10:00", 48 * time.Hour, models.SentNotWanted},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
				h, way := again(t, st, c.kind, c.hour, c.lives)
				h.told(t, receiptOf(way, way.given[0], models.ReceiptFailed, c.why))
				if n := h.newest(t); n.State != models.NoticeFailed || n.NextStep() == "" {
					t.Errorf("%s: %s", n.State, n.Reason)
				}
				h.at = h.at.Add(23 * time.Hour)
				if h.drains(t, way); len(way.given) != 1 {
					t.Errorf("sent %d times", len(way.given))
				}
			})
		})
	}
}

// TestASecondTryThatCannotLeaveIsADeadLetterAndNotAForgottenText: its number was stopped, or its time passed, while it waited.
func TestASecondTryThatCannotLeaveIsADeadLetterAndNotAForgottenText(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := again(t, st, "R04", "10:00", 24*time.Hour)
		h.told(t, receiptOf(way, way.given[0], models.ReceiptFailed, models.SentUnreachable))
		h.at = shanghai("2026-11-17 10:00") // nobody sent in the hour and a half that was left
		_, err := h.Reconcile(context.Background(), policy.SystemActor, []registry.Sender{way}, h.at)
		must(t, err)
		if n := h.newest(t); n.State != models.NoticeFailed || n.Reason != models.SentUnreachable.Reason() {
			t.Errorf("%s: %s", n.State, n.Reason)
		}
	})
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h, way := again(t, st, "R04", "10:00", 24*time.Hour)
		h.told(t, receiptOf(way, way.given[0], models.ReceiptFailed, models.SentUnreachable))
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.StopNumber(st.PhoneIndex("19900020001"), true, workday.At(h.at))
		}))
		h.at = shanghai("2026-11-17 08:31")
		h.drains(t, way)
		if n := h.newest(t); n.State != models.NoticeFailed || n.Reason != models.ReasonStopped || len(way.given) != 1 {
			t.Errorf("%s: %s", n.State, n.Reason)
		}
	})
}

package registry_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestAReceiptMayComeBeforeOurOwnNoteOfTheCall(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.answer = func(m models.Outgoing) models.Reply {
			h.told(t, receiptOf(way, m, models.ReceiptDelivered, "")) // while the call is still waiting for its answer
			return models.Reply{Sent: models.SentAccepted}
		}
		h.queue(t, "R04", 1, 1)
		h.drains(t, way)
		if n := h.newest(t); n.State != models.NoticeDelivered || n.SentAt.IsZero() {
			t.Errorf("%+v", n)
		}
		way.answer = func(m models.Outgoing) models.Reply {
			h.told(t, receiptOf(way, m, models.ReceiptFailed, models.SentBadPhone))
			return unknown // the answer was lost, and the receipt proves that the text was taken
		}
		h.queue(t, "R04", 2, 1)
		h.drains(t, way)
		if n := h.newest(t); n.State != models.NoticeFailed || n.Reason != models.SentBadPhone.Reason() {
			t.Errorf("%+v", n)
		}
		if open := storetest.Count(t, st, "SELECT COUNT(*) FROM attempts WHERE outcome = 'open'"); open != 0 {
			t.Errorf("%d attempts are open", open)
		}
	})
}

func TestAReceiptOfNoTextOfOursIsKeptForTenMinutesAndThenLeft(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		early := models.Outgoing{OutID: "early", Phone: "19900020001"}
		h.told(t, receiptOf(way, early, models.ReceiptDelivered, ""))
		h.queue(t, "R04", 1, 1)
		h.drains(t, way)
		_, err := st.SQL().Exec("UPDATE attempts SET out_id = 'early'") // as if our note had come late
		must(t, err)
		h.at = h.at.Add(9 * time.Minute)
		if h.told(t); h.newest(t).State != models.NoticeDelivered {
			t.Errorf("an early receipt was not matched again: %s", h.newest(t).State)
		}
		h.told(t, receiptOf(way, models.Outgoing{OutID: "nobody", Phone: "19900020001"}, models.ReceiptDelivered, ""))
		h.at = h.at.Add(11 * time.Minute)
		h.told(t)
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM receipts WHERE outcome = ? AND raw IS NOT NULL", models.ReceiptUnknown); n != 1 {
			t.Errorf("%d receipts of unknown texts are kept", n)
		}
	})
}

// TestReceiptsSayTheSameInAnyOrderAndAnyNumberOfTimes: delivered beats failed, and failed never overwrites it.
func TestReceiptsSayTheSameInAnyOrderAndAnyNumberOfTimes(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		for round := range 6 {
			h.queue(t, "R04", round, 1)
			h.drains(t, way)
			m := way.given[round]
			words := []models.Receipt{receiptOf(way, m, models.ReceiptTaken, ""), receiptOf(way, m, models.ReceiptFailed, models.SentUnreachable),
				receiptOf(way, m, models.ReceiptDelivered, ""), receiptOf(way, m, models.ReceiptDelivered, "")}
			rand.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			for _, w := range words {
				h.told(t, w)
			}
			if n := h.newest(t); n.State != models.NoticeDelivered || n.Reason != "" {
				t.Errorf("%v made it %s: %s", words, n.State, n.Reason)
			}
		}
		strange := receiptOf(way, way.given[0], models.ReceiptFailed, models.SentBadPhone)
		strange.Phone, strange.DedupKey = "19900020777", "strange"
		if tally := h.told(t, strange); tally.Closed != 0 {
			t.Error("a receipt for another number was believed")
		}
	})
}

func TestThreeTextsInARowThatDidNotArriveStopANumberUntilOneDoes(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		const phone = "19900020001"
		sends := func(subject string) models.Notice {
			t.Helper()
			must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
				_, err := tx.Queue(models.Notice{Kind: "R04", Phone: phone, Subject: subject, Period: "x", CreatedAt: workday.At(h.at), NotBefore: workday.At(h.at)})
				return err
			}))
			h.drains(t, way)
			return h.newest(t)
		}
		fails := func(kind models.Sent) {
			t.Helper()
			h.told(t, receiptOf(way, way.given[len(way.given)-1], models.ReceiptFailed, kind))
			h.at = h.at.Add(25 * time.Hour)
		}
		stops := func() bool {
			t.Helper()
			all, err := st.StoppedNumbers(context.Background(), [][]byte{st.PhoneIndex(phone)})
			must(t, err)
			return len(all) > 0
		}
		sends("stay:1")
		fails(models.SentUnreachable)
		sends("stay:2")
		fails(models.SentBadText) // not the number's fault
		sends("stay:3")
		fails(models.SentUnreachable)
		if stops() {
			t.Error("stopped though the texts were at fault")
		}
		sends("stay:4")
		fails(models.SentBadPhone)
		sends("stay:5")
		last := way.given[len(way.given)-1]
		fails(models.SentUnreachable)
		if !stops() {
			t.Fatal("three in a row and still texted")
		}
		if n := sends("stay:6"); n.State != models.NoticeCancelled || n.Reason != models.ReasonStopped {
			t.Errorf("texted all the same: %s %s", n.State, n.Reason)
		}
		given := len(way.given)
		must(t, h.SendCode(context.Background(), policy.Actor{Address: "192.0.2.1"}, phone))
		if h.drains(t, way); len(way.given) != given+1 {
			t.Error("whoever asks for a code himself gets none")
		}
		h.told(t, receiptOf(way, last, models.ReceiptDelivered, ""))
		if stops() {
			t.Error("a text arrived and the number is still stopped")
		}
	})
}

func TestAReceiptThatDidNotComeIsAskedFor(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		way := newLine("way")
		way.outlet.Settle = time.Minute
		asked, state := 0, models.ReceiptTaken
		way.find = func(m models.Outgoing) (models.Receipt, bool, error) {
			asked++
			return receiptOf(way, m, state, ""), true, nil
		}
		reconcile := func() {
			t.Helper()
			_, err := h.Reconcile(context.Background(), policy.SystemActor, []registry.Sender{way}, h.at)
			must(t, err)
		}
		h.queue(t, "R04", 1, 2)
		h.drains(t, way)
		h.told(t, receiptOf(way, way.given[0], models.ReceiptDelivered, ""))
		if reconcile(); asked != 0 {
			t.Error("asked at once")
		}
		h.at = h.at.Add(61 * time.Minute)
		reconcile()
		if reconcile(); asked != 1 {
			t.Errorf("asked %d times after an hour, one receipt was there", asked)
		}
		state = models.ReceiptDelivered
		h.at = h.at.Add(12 * time.Hour)
		if reconcile(); asked != 2 || h.states(t)[models.NoticeDelivered] != 2 {
			t.Errorf("asked %d times: %v", asked, h.states(t))
		}
		h.at = h.at.Add(99 * time.Hour)
		if reconcile(); asked != 2 {
			t.Error("asked though the end is known")
		}
	})
}

package registry_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestACodeNeverWaitsBehindAQueueOfLessons(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		h.queue(t, "E01", 1, 30)
		h.queue(t, "R04", 50, 5)
		h.queue(t, "R20", 70, 1)
		way := newLine("way")
		h.drains(t, way)
		kinds := ""
		for _, m := range way.given {
			kinds += m.Kind[:1]
		}
		if len(way.given) != 36 || way.given[0].Kind != "R20" || kinds[:6] != "RRRRRR" {
			t.Errorf("they left in the order %s", kinds)
		}
	})
}

// TestTheLastSecondOfTheDay: 20:29:59 may, 20:30:00 may not, and a long queue does not run on into the night.
func TestTheLastSecondOfTheDay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 20:29").Add(59*time.Second))
		way := newLine("way")
		h.queue(t, "R04", 1, 3)
		if h.drains(t, way); len(way.given) != 3 {
			t.Errorf("%d of 3 left at 20:29:59", len(way.given))
		}
		h.at = h.at.Add(time.Second)
		h.queue(t, "R04", 10, 1)
		h.queue(t, "R20", 11, 1)
		if h.drains(t, way); len(way.given) != 4 || way.given[3].Kind != "R20" {
			t.Errorf("at 20:30:00 left %d", len(way.given)-3)
		}
		h.at = shanghai("2026-11-17 20:25")
		slow := newLine("slow")
		slow.answer = func(models.Outgoing) models.Reply {
			h.at = h.at.Add(time.Minute)
			return models.Reply{Sent: models.SentAccepted}
		}
		h.queue(t, "R04", 20, 12)
		if h.drains(t, slow); len(slow.given) > 6 || h.at.After(shanghai("2026-11-17 20:32")) {
			t.Errorf("%d texts left, the last at %v", len(slow.given), h.at)
		}
	})
}

func TestWhoOptsOutWhileItIsQueuedGetsItNoMore(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		h.queue(t, "E01", 1, 2)
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.ChooseEducation(st.PhoneIndex("19900020001"), false, workday.At(h.at))
		}))
		way := newLine("way")
		if h.drains(t, way); len(way.given) != 1 || way.given[0].Phone != "19900020002" {
			t.Errorf("%+v", way.given)
		}
		if got := h.states(t); got[models.NoticeCancelled] != 1 {
			t.Errorf("%v", got)
		}
		way.answer = always(models.Reply{Sent: models.SentNotWanted}) // the carrier knows of an opt-out that we did not
		h.queue(t, "E04", 3, 1)
		h.drains(t, way)
		if wants, err := st.WantsEducation(context.Background(), st.PhoneIndex("19900020003"), h.Limits().EducationBasis); err != nil || wants {
			t.Errorf("the carrier's word did not end the lessons: %v", err)
		}
	})
}

func TestAfterThreeDaysDownEachTextOfTheLastDayLeavesOnceAndNoneThatIsOlder(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		for day := range 4 {
			for range 2 { // queued twice: the second changes nothing
				h.queue(t, "R04", 10*day, 3)
			}
			h.at = h.at.Add(24 * time.Hour)
		}
		h.at = h.at.Add(-time.Hour) // within 24 hours of the last three
		way := newLine("way")
		h.drains(t, way)
		h.drains(t, way)
		if got := h.states(t); len(way.given) != 3 || got[models.NoticeSent] != 3 || got[models.NoticeExpired] != 9 {
			t.Errorf("sent %d: %v", len(way.given), got)
		}
		for _, m := range way.given {
			if m.Phone < "19900020030" {
				t.Errorf("sent as if new: %s", m.Phone)
			}
		}
	})
}

func TestInACallOfManyOneBadNumberStopsNobodyElse(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		h.queue(t, "E01", 1, 20)
		h.queue(t, "R04", 40, 3)
		way := newLine("way")
		way.outlet.Batch = 8
		way.answer = func(m models.Outgoing) models.Reply {
			for _, other := range way.given[len(way.given)-1:] { // the call is refused as a whole for one in it
				if way.calls <= 6 && m.Kind == "E01" && m.OutID == way.given[0].OutID && other.OutID == m.OutID || m.Phone == "19900020003" {
					return models.Reply{Sent: models.SentBadPhone}
				}
			}
			return models.Reply{Sent: models.SentAccepted}
		}
		h.drains(t, way)
		got := h.states(t)
		if got[models.NoticeSent] != 22 || got[models.NoticeFailed] != 1 {
			t.Errorf("%v", got)
		}
		if way.calls >= 31 || way.calls < 6 {
			t.Errorf("%d calls for 23 texts", way.calls)
		}
	})
}

// TestAllNodesTogetherKeepToTheCallsASecond that a carrier allows: the counts stand in the register.
func TestAllNodesTogetherKeepToTheCallsASecond(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		h.Real = time.Now
		h.queue(t, "R04", 1, 20)
		ways := []*line{newLine("way"), newLine("way")}
		together(t, 2, func(i int) error {
			ways[i].outlet.PerSecond, ways[i].outlet.AtOnce = 6, 4
			_, err := h.DispatchNotices(context.Background(), policy.SystemActor, []registry.Sender{ways[i]}, h.at)
			return err
		})
		h.drains(t, newLine("way"))
		if got := h.states(t); got[models.NoticeSent] != 20 {
			t.Errorf("%v", got)
		}
		if most := storetest.Count(t, st, "SELECT MAX(hits) FROM rate_windows WHERE rate_key = 'sms:way:s'"); most > 6 {
			t.Errorf("%d calls in one second", most)
		}
		if all := storetest.Count(t, st, "SELECT SUM(hits) FROM rate_windows WHERE rate_key = 'sms:way:s'"); all > 20 {
			t.Error(fmt.Sprint(all, " calls were counted"))
		}
	})
}

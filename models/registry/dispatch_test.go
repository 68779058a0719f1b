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

// enter checks somebody in with a phone, which queues R04 to it.
func (h *house) enter04(t *testing.T, n int) {
	t.Helper()
	_, err := h.CheckIn(context.Background(), h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", invented(n), fmt.Sprintf("1990001%04d", n))}, "", h.at)
	must(t, err)
}

func (h *house) dispatch(t *testing.T, at string) registry.Tally {
	t.Helper()
	h.at = shanghai(at)
	tally, err := h.DispatchNotices(context.Background(), policy.SystemActor, through(h.sent), h.at)
	must(t, err)
	return tally
}

// outbox are the states of all notices, oldest first.
func (h *house) outbox(t *testing.T) string {
	t.Helper()
	notices, err := h.Store.ListNotices(context.Background(), policy.Scope{All: true}, store.Outbox{N: 99})
	must(t, err)
	states := ""
	for i := len(notices) - 1; i >= 0; i-- {
		states += notices[i].Kind + " " + notices[i].State + ";"
	}
	return states
}

func TestNobodyIsTextedAtNight(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 20:30"))
		h.enter04(t, 1)
		for _, night := range []string{"2026-11-16 20:30", "2026-11-16 23:59", "2026-11-17 00:00", "2026-11-17 08:29"} {
			if tally := h.dispatch(t, night); tally.Sent != 0 {
				t.Errorf("sent at %s", night)
			}
		}
		h.code(t, "19900000013", "192.0.2.1") // a code leaves at any hour
		h.sent.texts = nil
		if h.dispatch(t, "2026-11-17 08:30"); len(h.sent.texts) != 1 || h.sent.texts[0].Kind != "R04" {
			t.Errorf("not sent at 08:30: %+v", h.sent.texts)
		}
		h.enter04(t, 2)
		if tally := h.dispatch(t, "2026-11-17 20:29"); tally.Sent != 1 {
			t.Error("not sent in the last minute of the day")
		}
	})
}

func TestAnExpiredTextIsNeverSentAsIfNew(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		h.enter04(t, 1)
		if h.dispatch(t, "2026-11-17 10:00"); len(h.sent.texts) != 0 || h.outbox(t) != "R04 expired;" {
			t.Errorf("%v, %s", h.sent.kinds(), h.outbox(t))
		}
		must(t, h.SendCode(context.Background(), policy.Actor{Address: "192.0.2.1"}, "19900000013"))
		h.at = h.at.Add(5 * time.Minute)
		_, err := h.DispatchNotices(context.Background(), policy.SystemActor, through(h.sent), h.at)
		must(t, err)
		if len(h.sent.texts) != 0 {
			t.Error("a dead code was sent")
		}
		h.enter04(t, 2)
		if tally := h.dispatch(t, "2026-11-18 10:04"); tally.Sent != 1 {
			t.Errorf("a minute before its end it should go: %s", h.outbox(t))
		}
	})
}

func TestALostAnswerDoesNotSendAtNightOrWhenExpired(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 20:00"))
		h.enter04(t, 1)
		lose := func(at string) {
			h.sent.next = []models.Sent{models.SentUnknown}
			h.dispatch(t, at)
			h.sent.next = nil
		}
		lose("2026-11-16 20:29")
		if h.dispatch(t, "2026-11-16 20:35"); len(h.sent.texts) != 0 {
			t.Error("sent at night because an answer was lost")
		}
		lose("2026-11-17 19:58")
		if h.dispatch(t, "2026-11-17 20:01"); len(h.sent.texts) != 0 || h.outbox(t) != "R04 expired;" {
			t.Errorf("sent after its time because an answer was lost: %s", h.outbox(t))
		}
	})
}

func TestBeforeSendingIsSwitchedOnOnlyCodesLeave(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		for name, who := range map[string]policy.Actor{"a landlord": p.landlord, "an officer": p.officer} {
			refuses(t, st, name, models.Forbidden, func() error { return p.SwitchSending(ctx, who, false, p.at) })
		}
		refuses(t, st, "a stranger", models.Unsigned, func() error { return p.SwitchSending(ctx, policy.Actor{}, false, p.at) })
		log := does(t, st, "off", 1, func() error { return p.SwitchSending(ctx, p.admin, false, p.at) })
		if x := log[0]; x.UserID != p.admin.UserID || x.Action != "options.manage" || x.Detail != "sending off" {
			t.Errorf("%+v", x)
		}
		p.enter04(t, 1)
		p.code(t, "19900000013", "192.0.2.1")
		if got := p.sent.kinds(); len(got) != 1 {
			t.Errorf("left while sending is off: %v", got)
		}
		does(t, st, "on", 1, func() error { return p.SwitchSending(ctx, policy.SystemActor, true, p.at) })
		if p.dispatch(t, "2026-11-16 10:05"); len(p.sent.texts) != 2 {
			t.Errorf("kept back after sending is on: %s", p.outbox(t))
		}
	})
}

func TestARefusedTextIsTriedAgainAndGivenUpInTheEnd(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		h.enter04(t, 1)
		h.sent.next = []models.Sent{models.SentLater}
		h.dispatch(t, "2026-11-16 10:00")
		if tally := h.dispatch(t, "2026-11-16 10:00"); tally.Examined != 0 {
			t.Error("tried again at once")
		}
		if h.dispatch(t, "2026-11-16 10:01"); len(h.sent.texts) != 1 {
			t.Errorf("not tried again a minute later: %s", h.outbox(t))
		}
		h.enter04(t, 2)
		h.sent.next = []models.Sent{models.SentBadPhone}
		tally := h.dispatch(t, "2026-11-16 11:00")
		if tally.Failed != 1 || h.outbox(t) != "R04 sent;R04 failed;" {
			t.Errorf("%+v %s", tally, h.outbox(t))
		}
		h.enter04(t, 3)
		for range 20 {
			h.sent.next = append(h.sent.next, models.SentLater)
		}
		tries := 0
		for at := shanghai("2026-11-16 12:00"); at.Before(shanghai("2026-11-16 19:00")); at = at.Add(10 * time.Minute) {
			h.at = at
			got, err := h.DispatchNotices(context.Background(), policy.SystemActor, through(h.sent), at)
			must(t, err)
			tries += got.Examined
		}
		if tries != 6 || h.outbox(t) != "R04 sent;R04 failed;R04 failed;" {
			t.Errorf("tried %d times: %s", tries, h.outbox(t))
		}
	})
}

func TestAnUnfinishedTextIsNeverSent(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			for i, n := range []models.Notice{{Kind: "R05", Params: map[string]string{"home": "青禾18"}}, {Kind: "R99"}} {
				n.Phone, n.Subject, n.CreatedAt, n.NotBefore = "19900000013", fmt.Sprint("unit:", i), workday.At(h.at), workday.At(h.at)
				if _, err := tx.Queue(n); err != nil {
					return err
				}
			}
			return nil
		}))
		if tally := h.dispatch(t, "2026-11-16 10:00"); tally.Failed != 2 || len(h.sent.texts) != 0 {
			t.Errorf("%+v %v", tally, h.sent.texts)
		}
	})
}

func TestTwoSendersAtOnceSendEachTextOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		for n := range 12 {
			h.enter04(t, n)
		}
		senders := []*recorder{{}, {}, {}}
		together(t, len(senders), func(i int) error {
			_, err := h.DispatchNotices(ctx, policy.SystemActor, through(senders[i]), h.at)
			return err
		})
		h.dispatch(t, "2026-11-16 10:00") // what a worker left when another was faster
		refs := map[string]int{}
		for _, s := range append(senders, h.sent) {
			for _, m := range s.texts {
				refs[m.Ref]++
			}
		}
		for ref, n := range refs {
			if n != 1 {
				t.Errorf("%s was sent %d times", ref, n)
			}
		}
		if len(refs) != 12 {
			t.Errorf("%d of 12 were sent", len(refs))
		}
	})
}

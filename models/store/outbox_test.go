package store_test

import (
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func queue(t *testing.T, st *store.Store, notices ...models.Notice) (added int) {
	t.Helper()
	for _, n := range notices {
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			ok, err := tx.Queue(n)
			if ok {
				added++
			}
			return err
		}))
	}
	return added
}

func text(subject string) models.Notice {
	return models.Notice{Kind: "R04", Phone: "19900000013", Subject: subject, Period: "check_in", NotBefore: at, CreatedAt: at}
}

func claim(st *store.Store, token string, real workday.Moment, codesOnly bool, n int) (claimed []models.Notice, err error) {
	claimed, _, err = claimMore(st, token, real, codesOnly, n)
	return claimed, err
}

func claimMore(st *store.Store, token string, real workday.Moment, codesOnly bool, n int) (claimed []models.Notice, more bool, err error) {
	err = st.InTx(ctx, func(tx *store.Tx) error {
		categories := []string{models.CategoryCode, models.CategoryUrgent, models.CategoryReminder, models.CategoryEducation}
		if codesOnly {
			categories = categories[:1]
		}
		claimed, more, err = tx.Claim(store.Claim{Token: token, Real: real, Until: real + 120_000, At: at, Categories: categories, New: true, Lost: true, N: n})
		return err
	})
	return claimed, more, err
}

func TestFourSendersNeverSendTheSameText(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		const texts = 60
		for i := range texts {
			queue(t, st, text(fmt.Sprintf("stay:%d", i)))
		}
		got := race(t, 4, func(i int) ([]int64, error) {
			var mine []int64
			for try, more := 0, true; more; try++ {
				var claimed []models.Notice
				var err error
				if claimed, more, err = claimMore(st, fmt.Sprintf("worker %d try %d", i, try), at, false, 7); err != nil {
					return nil, err
				}
				for _, n := range claimed {
					mine = append(mine, n.ID)
				}
			}
			return mine, nil
		})
		holders := map[int64]int{}
		for _, mine := range got {
			for _, id := range mine {
				holders[id]++
			}
		}
		for id, n := range holders {
			if n != 1 {
				t.Errorf("notice %d was given to %d workers", id, n)
			}
		}
		if len(holders) != texts {
			t.Errorf("%d of %d texts were given out", len(holders), texts)
		}
	})
}

// TestASenderWhoWasSlowerGoesOn: a worker that ended its run whenever another one was faster would leave the queue to it.
func TestASenderWhoWasSlowerGoesOn(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		for i := range 9 {
			queue(t, st, text(fmt.Sprintf("stay:%d", i)))
		}
		type outcome struct {
			held int
			more bool
			err  error
		}
		second := make(chan outcome, 1)
		err := st.InTx(ctx, func(tx *store.Tx) error {
			_, _, err := tx.Claim(store.Claim{Token: "first", Real: at, Until: at + 120_000, At: at, Categories: []string{models.CategoryReminder}, New: true, N: 9})
			if err != nil {
				return err
			}
			go func() {
				held, more, err := claimMore(st, "second", at, false, 9)
				second <- outcome{len(held), more, err}
			}()
			time.Sleep(300 * time.Millisecond) // it has seen what waits, and stands before what the first one has
			return nil
		})
		must(t, err)
		// SQLite lets one write at a time: the second one looks when the first is done, and finds nothing.
		if got := <-second; got.err != nil || got.held != 0 || got.more != (st.Dialect == store.MySQL) {
			t.Errorf("%+v", got)
		}
	})
}

func TestASenderThatLostItsLeaseChangesNothing(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		queue(t, st, text("stay:1"))
		first, err := claim(st, "slow", at, false, 9)
		must(t, err)
		if again, err := claim(st, "fast", at+119_999, false, 9); err != nil || len(again) != 0 {
			t.Fatalf("a text in work was given out again: %v %v", again, err)
		}
		second, err := claim(st, "fast", at+120_001, false, 9)
		must(t, err)
		if len(first) != 1 || len(second) != 1 {
			t.Fatalf("%v %v", first, second)
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			if mine, err := tx.Mine("slow", []int64{first[0].ID}); err != nil || len(mine) != 0 {
				t.Errorf("the slow one may still call the gateway: %v %v", mine, err)
			}
			mine, err := tx.Mine("fast", []int64{second[0].ID})
			if err != nil || !mine[second[0].ID] {
				t.Errorf("the fast one may not: %v", err)
			}
			return err
		}))
		second[0].State, second[0].Reason = models.NoticeSent, "fast"
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.FinishNotices(second) }))
		notices, err := st.ListNotices(ctx, everything, store.Outbox{N: 9})
		must(t, err)
		if len(notices) != 1 || notices[0].State != models.NoticeSent || notices[0].Reason != "fast" {
			t.Errorf("%+v", notices)
		}
	})
}

func TestTheSameTextIsQueuedOnceAndTheFirstOneStays(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		one, other := text("stay:1"), text("stay:1")
		one.Params, other.Params = map[string]string{"home": "青禾18"}, map[string]string{"home": "柳岸2"}
		nextDay := text("stay:1")
		nextDay.Period = "check_out"
		if added := queue(t, st, one, other, nextDay); added != 2 {
			t.Errorf("%d were added", added)
		}
		notices, err := st.ListNotices(ctx, everything, store.Outbox{N: 9})
		must(t, err)
		if len(notices) != 2 || notices[1].Params["home"] != "青禾18" {
			t.Errorf("%+v", notices)
		}
		raced := race(t, 6, func(int) (added bool, err error) {
			err = st.InTx(ctx, func(tx *store.Tx) error { added, err = tx.Queue(text("stay:2")); return err })
			return added, err
		})
		if count(raced) != 1 {
			t.Errorf("one of six at once should have been added: %v", raced)
		}
	})
}

func TestATextThatCannotBeKeptIsAnErrorNotARepeat(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		n := text("stay:1")
		n.Phone = ""
		err := st.InTx(ctx, func(tx *store.Tx) error { _, err := tx.Queue(n); return err })
		if err == nil {
			t.Error("a text to nobody was swallowed")
		}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.SaveSetting("sending", "on"))
			return tx.SaveSetting("sending", "off")
		}))
		if v, err := st.Setting(ctx, "sending"); v != "off" || err != nil {
			t.Errorf("%q %v", v, err)
		}
	})
}

func TestBeforeSendingIsOnOnlyCodesLeaveAndNothingLeavesBeforeItsTime(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		code, later := text("code:1"), text("stay:2")
		code.Kind, later.NotBefore = "R20", at+1
		queue(t, st, text("stay:1"), code, later)
		codes, err := claim(st, "a", at, true, 9)
		must(t, err)
		if len(codes) != 1 || codes[0].Kind != "R20" {
			t.Errorf("%+v", codes)
		}
		rest, err := claim(st, "b", at, false, 9)
		must(t, err)
		if len(rest) != 1 || rest[0].Subject != "stay:1" {
			t.Errorf("%+v", rest)
		}
	})
}

func TestAPhoneReadsItsOwnTextsAndNeverACode(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		code, other := text("code:1"), text("stay:2")
		code.Kind, other.Phone = "R20", "19900000014"
		queue(t, st, text("stay:1"), code, other)
		mine, err := st.ListNotices(ctx, policy.Scope{Phone: st.PhoneIndex("19900000013")}, store.Outbox{N: 9})
		must(t, err)
		if len(mine) != 1 || mine[0].Subject != "stay:1" {
			t.Errorf("%+v", mine)
		}
		for name, scope := range map[string]policy.Scope{"nothing": {}, "an account": {User: 7}, "an area": {Areas: []policy.Area{{ID: 1, Level: policy.City}}}} {
			none, err := st.ListNotices(ctx, scope, store.Outbox{N: 9})
			must(t, err)
			if len(none) != 0 {
				t.Errorf("the scope of %s reads %d texts", name, len(none))
			}
		}
	})
}

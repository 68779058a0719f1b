package registry_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/vault"
)

// TestAThousandChangesCrossTheGapAndNothingIsLostOrSentTwice is the whole way: 1,000 changes out, 30 refusals in, the same
// batch twice, a lost answer, answers out of order.
func TestAThousandChangesCrossTheGapAndNothingIsLostOrSentTwice(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		s := newStation(t, st)
		s.moveIn(t, 1000)
		s.tick(t, s.at)
		if n := s.b03(t); n != 10 {
			t.Fatalf("%d foreigners wait for their registration, want 10", n)
		}
		s.want(t, "before anything left", map[string]int{models.PoliceNone: 1000})

		first := s.hand(t)
		if len(first.Rows) != 1000 || first.Number != "3302001-0001" || kinds(first)["入住"] != 1000 {
			t.Fatalf("%s has %d rows: %v", first.Number, len(first.Rows), kinds(first))
		}
		s.nothing(t, "while the batch is under way")
		s.want(t, "on the way", map[string]int{models.PoliceSent: 1000})

		// The same batch twice: the same number, the same bytes.
		one, err := s.FetchBatch(ctx, policy.SystemActor, first.Number, s.at)
		must(t, err)
		two, err := s.FetchBatch(ctx, policy.SystemActor, first.Number, s.at.Add(time.Hour))
		must(t, err)
		if !bytes.Equal(one.Bytes, two.Bytes) || vault.Digest(two.Bytes) != two.Digest || two.Fetched != 3 {
			t.Fatal("a batch that is written again is another file")
		}

		// The answer gets lost; the batch is carried over again, answered again, and its answer brought twice.
		s.at = shanghai("2026-11-18 09:00")
		judge := func(no int) (string, string) {
			if no%33 == 0 && no <= 990 {
				return models.HandReturned, "07"
			}
			return models.HandAccepted, ""
		}
		_ = s.reply(first, s.at, judge)
		answer := s.reply(s.carry(t, first.Number), s.at.Add(time.Hour), judge)
		s.at = s.at.Add(2 * time.Hour)
		if got := s.take(t, answer); got.Accepted != 970 || got.Returned != 30 || got.Same != 0 || len(got.Failed) != 0 || got.Waiting != 0 {
			t.Fatalf("the answer was taken as %+v", got)
		}
		if got := s.take(t, answer); got.Same != 1000 || got.Accepted+got.Returned != 0 {
			t.Fatalf("the same answer again was taken as %+v", got)
		}
		s.want(t, "after the answer", map[string]int{models.PoliceDone: 970, models.PoliceReturned: 30})
		if n := s.b03(t); n != 0 {
			t.Errorf("%d foreigners are registered, and are still asked for it", n)
		}
		s.nothing(t, "after the answer")

		// 20 of the returned are mended, 5 others change, 3 move out.
		whole := names(t, first)
		for i := range 20 {
			s.newPhone(t, whole[33*(i+1)], fmt.Sprintf("1990002%04d", i))
		}
		for i := range 5 {
			s.newPhone(t, whole[i+1], fmt.Sprintf("1990003%04d", i))
		}
		for i := range 3 {
			must(t, s.CheckOut(ctx, s.landlord, s.ref(t, whole[i+10]).Stay.Ref, registry.DayForm{}, s.at))
		}
		s.want(t, "after mending", map[string]int{models.PoliceDone: 962, models.PoliceReturned: 10, models.PoliceNext: 28})
		back, err := s.ReturnedStays(ctx, policy.Scope{All: true})
		must(t, err)
		if len(back) != 30 || back[9].Standing.State != models.PoliceReturned || back[10].Standing.State != models.PoliceNext || back[10].Standing.Reason.Code != "07" {
			t.Fatalf("the officer's list has %d, the tenth stands %+v, the eleventh %+v", len(back), back[9].Standing, back[10].Standing)
		}
		second := s.hand(t)
		if got := kinds(second); len(second.Rows) != 28 || got["入住"] != 20 || got["变更"] != 5 || got["搬走"] != 3 {
			t.Fatalf("the second batch has %v", got)
		}

		// Two change once more before anybody answered; the answers come out of order.
		s.newPhone(t, whole[1], "19900040001")
		s.newPhone(t, whole[2], "19900040002")
		third := s.hand(t)
		if len(third.Rows) != 2 || kinds(third)["变更"] != 2 {
			t.Fatalf("the third batch has %v", kinds(third))
		}
		s.at = shanghai("2026-11-20 09:00")
		numbers := map[string]int{}
		for no, name := range names(t, third) {
			numbers[name] = no
		}
		s.take(t, s.reply(third, s.at, func(no int) (string, string) {
			if no == numbers[whole[1]] {
				return models.HandAccepted, ""
			}
			return "", ""
		}))
		s.take(t, s.reply(second, s.at, func(no int) (string, string) {
			if names(t, second)[no] == whole[1] {
				return models.HandReturned, "01"
			}
			return models.HandAccepted, ""
		}))
		by, _ := s.holds(t)
		if got := by[whole[1]]; got.State != models.PoliceDone {
			t.Errorf("the refusal of an older version unmade the answer to the newer one: %+v", got)
		}
		if got := by[whole[2]]; got.State != models.PoliceSent {
			t.Errorf("the answer to an older version marks the newer one: %+v", got)
		}
		s.take(t, s.reply(third, s.at.Add(time.Minute), all(models.HandAccepted, "")))
		s.want(t, "in the end", map[string]int{models.PoliceDone: 990, models.PoliceReturned: 10})

		// One of the returned was settled at the counter: it goes again as it is, and no other.
		must(t, s.HandAgain(ctx, policy.SystemActor, s.ref(t, whole[33*30]).Stay.Ref, s.at))
		fourth := s.hand(t)
		if len(fourth.Rows) != 1 || names(t, fourth)[1] != whole[33*30] {
			t.Fatalf("the fourth batch has %v", names(t, fourth))
		}
		s.nothing(t, "at last")
		twice := 0
		for _, n := range s.sent {
			if n > 1 {
				twice++
			}
		}
		if len(s.sent) != 1000+28+2 || twice != 1 {
			t.Errorf("%d versions went over, %d of them twice; want 1030, and one that was asked for", len(s.sent), twice)
		}
	})
}

package registry_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/vault"
	"anju/models/workday"
)

// station is the register on this side, and the police's own platform on the other: all that it has is the exchange key
// and the files that are carried over.
type station struct {
	*house
	area models.Area
	key  vault.ExchangeKey
	sent map[string]int // how often each version of a person came over, by what stands in its row
}

func newStation(t *testing.T, st *store.Store) *station {
	t.Helper()
	s := &station{house: newHouse(t, st, shanghai("2026-11-16 10:00")), sent: map[string]int{}}
	var err error
	s.Handover, err = profile.Handover(nil)
	must(t, err)
	s.area, err = st.AreaByCode(context.Background(), "3302001")
	must(t, err)
	s.key, err = s.ExchangeKey(context.Background(), policy.SystemActor, s.area.Code, false, s.at)
	must(t, err)
	return s
}

// hand makes a batch and carries it over; it answers the paper as the other side opens it.
func (s *station) hand(t *testing.T) models.HandPaper {
	t.Helper()
	ref, err := s.MakeBatch(context.Background(), policy.SystemActor, registry.HandForm{Area: s.area.Ref, Reason: "每周移交"}, s.at)
	must(t, err)
	p := s.carry(t, ref)
	for _, row := range p.Rows {
		s.sent[strings.Join(row, "|")]++
	}
	return p
}

func (s *station) carry(t *testing.T, name string) models.HandPaper {
	t.Helper()
	file, err := s.FetchBatch(context.Background(), policy.SystemActor, name, s.at)
	must(t, err)
	body, err := s.key.OpenParcel(file.Bytes)
	must(t, err)
	p, err := models.ReadHandPaper(body)
	must(t, err)
	return p
}

// nothing holds that there is nothing to hand over.
func (s *station) nothing(t *testing.T, when string) {
	t.Helper()
	_, err := s.MakeBatch(context.Background(), policy.SystemActor, registry.HandForm{Area: s.area.Ref, Reason: "再来一次"}, s.at)
	if !models.IsKind(err, models.Conflict) {
		t.Fatalf("%s there was something to hand over: %v", when, err)
	}
}

// names are the persons of a paper by the number of their row.
func names(t *testing.T, p models.HandPaper) map[int]string {
	t.Helper()
	at := slices.IndexFunc(p.Fields, func(f models.HandField) bool { return f.Key == "name" }) + 1
	all := map[int]string{}
	for i, row := range p.Rows {
		all[i+1] = row[at]
	}
	return all
}

// kinds counts what the rows of a paper say.
func kinds(p models.HandPaper) map[string]int {
	n := map[string]int{}
	for _, row := range p.Rows {
		n[row[0]]++
	}
	return n
}

// reply writes an answer on the other side: every row of the paper for which says gives one.
func (s *station) reply(p models.HandPaper, at time.Time, says func(no int) (answer, reason string)) []byte {
	r := models.HandReply{Number: p.Number, Stamp: workday.At(at)}
	for i := range p.Rows {
		answer, reason := says(i + 1)
		v := models.HandVerdict{Row: models.RowID(p.Number, i+1), Answer: answer, Reason: reason}
		if answer == models.HandAccepted {
			v.On = workday.DayOf(at)
		}
		if answer != "" {
			r.Verdicts = append(r.Verdicts, v)
		}
	}
	return r.Sealed(vault.Proof(p.AnswerKey, r.Text()))
}

func all(answer, reason string) func(int) (string, string) {
	return func(int) (string, string) { return answer, reason }
}

func (s *station) take(t *testing.T, file []byte) registry.Answered {
	t.Helper()
	got, err := s.TakeReply(context.Background(), policy.SystemActor, file, s.at)
	must(t, err)
	return got
}

// holds are the persons of the home by how they stand with the police.
func (s *station) holds(t *testing.T) (byName map[string]models.Standing, count map[string]int) {
	t.Helper()
	entries := s.entries(t)
	standings, err := s.Standings(context.Background(), entries)
	must(t, err)
	byName, count = map[string]models.Standing{}, map[string]int{}
	for _, e := range entries {
		byName[e.Tenant.Name] = standings[e.Stay.ID]
		count[standings[e.Stay.ID].State]++
	}
	return byName, count
}

func (s *station) want(t *testing.T, when string, want map[string]int) {
	t.Helper()
	if _, got := s.holds(t); !maps.Equal(got, want) {
		t.Fatalf("%s the stays stand %v, want %v", when, got, want)
	}
}

// moveIn imports n reported people, one in a hundred of them a foreigner.
func (s *station) moveIn(t *testing.T, n int) {
	t.Helper()
	rows := make([]string, n)
	for i := range rows {
		doc := "doc_type=111|doc_no=" + storetest.Number("3399", i)
		if i%100 == 7 {
			doc = fmt.Sprintf("doc_type=414|doc_country=BRA|doc_no=XK44%05d", i)
		}
		rows[i] = fmt.Sprintf("unit_code=%s|room_no=101|name=%s|%s|phone=1990001%04d|moved_in_on=2026-11-10|reported_at=2026-11-11", s.unit.UnitCode, person(i), doc, i)
	}
	s.bring(t, "stays", n, 0, 0, rows...)
}

// person is an invented name.
func person(i int) string {
	digits := []rune("一二三四五六七八九十")
	name := []rune{'何'}
	for _, d := range fmt.Sprintf("%04d", i) {
		name = append(name, digits[d-'0'])
	}
	return string(name)
}

func (s *station) ref(t *testing.T, name string) store.Entry {
	t.Helper()
	for _, e := range s.entries(t) {
		if e.Tenant.Name == name {
			return e
		}
	}
	t.Fatalf("nobody is called %s", name)
	return store.Entry{}
}

// newPhone is a change of what the police know.
func (s *station) newPhone(t *testing.T, name, phone string) {
	t.Helper()
	e := s.ref(t, name)
	must(t, s.ChangeStay(context.Background(), s.landlord, e.Stay.Ref, registry.StayChange{Room: e.Room.No, Phone: phone}, s.at))
}

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

func (s *station) b03(t *testing.T) int {
	t.Helper()
	n := 0
	for _, f := range s.openFlags(t) {
		if f.Rule == "B03" {
			n++
		}
	}
	return n
}

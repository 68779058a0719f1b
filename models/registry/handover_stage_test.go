package registry_test

import (
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
	plan, err := s.PlanBatch(context.Background(), policy.SystemActor, s.area.Ref, s.at)
	must(t, err)
	ref, err := s.MakeBatch(context.Background(), policy.SystemActor, registry.HandForm{Area: s.area.Ref, Reason: "每周移交"}, s.at)
	must(t, err)
	p := s.carry(t, ref)
	for kind, n := range plan.Kinds {
		if word := models.HandKinds[kind]; kinds(p)[word] < n {
			t.Fatalf("the page counts %d %s, the batch has %d", n, word, kinds(p)[word])
		}
	}
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
	r := p.Reply(workday.At(at), says)
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

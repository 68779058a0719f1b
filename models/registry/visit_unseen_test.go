package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// round is a home of three reported people, a grid worker who visits it a week later, and the names of the three.
type round struct {
	*people
	who  policy.Actor
	refs [3]string
}

func newRound(t *testing.T, st *store.Store) *round {
	t.Helper()
	r := &round{people: newPeople(t, st)}
	for i := range r.refs {
		r.refs[i] = r.checkIn(t, i+1)
	}
	r.who, _, _ = r.desk(t, "chen01", "auxiliary", "33020011", false)
	r.at = r.at.AddDate(0, 0, 7)
	return r
}

func (r *round) say(f registry.VisitForm) error {
	return r.RecordVisit(context.Background(), r.who, r.unit.Ref, f, "", r.at)
}

// atTheDoor answers, for each of the three, whether he was confirmed at the door at this time, and how many the newest visit met.
func (r *round) atTheDoor(t *testing.T) (confirmed [3]bool, met int) {
	t.Helper()
	for _, e := range r.entries(t) {
		for i, ref := range r.refs {
			if e.Stay.Ref == ref {
				confirmed[i] = e.Stay.ConfirmedHow == models.HowVisit && e.Stay.ConfirmedAt == workday.At(r.at)
			}
		}
	}
	visits, err := r.Store.Visits(context.Background(), policy.Scope{All: true}, r.unit.ID, 1)
	must(t, err)
	return confirmed, visits[0].Met
}

func (r *round) stay(t *testing.T, ref string) models.Stay {
	t.Helper()
	for _, e := range r.entries(t) {
		if e.Stay.Ref == ref {
			return e.Stay
		}
	}
	t.Fatalf("no stay %s", ref)
	return models.Stay{}
}

// TestWhoWasNotMetAtAVisitIsNotConfirmedThoughAllAgrees: else the record says that somebody was seen at the door whom nobody
// saw, and for 90 days nobody asks for him.
func TestWhoWasNotMetAtAVisitIsNotConfirmedThoughAllAgrees(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		r := newRound(t, st)
		must(t, r.say(registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Unseen: r.refs[:1]}))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{false, true, true} || met != 2 {
			t.Errorf("the first was not met: confirmed %v, met %d", confirmed, met)
		}
		r.at = r.at.AddDate(0, 0, 1)
		must(t, r.say(registry.VisitForm{Result: models.VisitMatch, Seen: r.refs[1:2]}))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{false, true, false} || met != 1 {
			t.Errorf("the second alone was met: confirmed %v, met %d", confirmed, met)
		}
		refuses(t, st, "met and not met", models.Invalid, func() error {
			return r.say(registry.VisitForm{Result: models.VisitMatch, Seen: r.refs[:1], Unseen: r.refs[:1]})
		})
	})
}

// TestAVisitForATaskAboutSomebodyWhomNobodyMetDoesNotAgree: else his 90 days begin anew and the task ends without anybody
// having seen him.
func TestAVisitForATaskAboutSomebodyWhomNobodyMetDoesNotAgree(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("101", "何以安", "339900199001010011", "19900000013")}, "", h.at)
		must(t, err)
		h.tick(t, shanghai("2026-09-01 09:00"))
		flags, ref := h.openFlags(t), h.entries(t)[0].Stay.Ref
		if len(flags) != 1 || flags[0].Rule != "B05" {
			t.Fatalf("flags %+v", flags)
		}
		who, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		say := func(f registry.VisitForm) error {
			f.Result, f.FlagRef = models.VisitMatch, flags[0].Ref
			return h.RecordVisit(ctx, who, h.unit.Ref, f, "", h.at)
		}
		asked := func(name string, f registry.VisitForm) {
			t.Helper()
			refuses(t, st, name, models.Invalid, func() error { return say(f) })
			if e := models.AsError(say(f)); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "result" {
				t.Errorf("%s: %+v", name, e)
			}
		}
		other, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("102", "苏见山", "33990019950505005X", "19900000014")}, "", h.at)
		must(t, err)
		asked("only the other was met", registry.VisitForm{Seen: []string{other.StayRef}})
		asked("not met", registry.VisitForm{Unseen: []string{ref}})
		must(t, h.SayAway(ctx, h.landlord, ref, registry.AwayForm{Days: "10"}, h.at))
		asked("away by the landlord's word", registry.VisitForm{})
		if s := h.entries(t)[0].Stay; s.ConfirmedHow == models.HowVisit {
			t.Errorf("confirmed at the door: %+v", s)
		}
		must(t, say(registry.VisitForm{Seen: []string{ref}}))
		if s := h.entries(t)[0].Stay; s.ConfirmedHow != models.HowVisit || s.AwayOn(workday.DayOf(h.at)) {
			t.Errorf("he was met: %+v", s)
		}
	})
}

// TestOneWhoIsAwayAtAVisitLeavesTheOthersConfirmedAndIsBackWhenMet: else one absence costs all others their confirmation, and a person
// stands as seen at his door while the register says that he is away.
func TestOneWhoIsAwayAtAVisitLeavesTheOthersConfirmedAndIsBackWhenMet(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		r := newRound(t, st)
		first := r.refs[0]
		must(t, r.say(registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Away: map[string]string{first: "12-20"}}))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{false, true, true} || met != 2 {
			t.Errorf("the first is away from today on: confirmed %v, met %d", confirmed, met)
		}
		r.at = r.at.AddDate(0, 0, 2)
		must(t, r.say(registry.VisitForm{Result: models.VisitMatch, AllSeen: true}))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{false, true, true} || met != 2 {
			t.Errorf("the first is away still: confirmed %v, met %d", confirmed, met)
		}
		if s := r.stay(t, first); !s.AwayOn(workday.DayOf(r.at)) {
			t.Errorf("a visit that did not speak of him ended his absence: %+v", s)
		}
		r.at = r.at.AddDate(0, 0, 2)
		must(t, r.say(registry.VisitForm{Result: models.VisitMissing, Seen: []string{first}}))
		if s := r.stay(t, first); s.AwayOn(workday.DayOf(r.at)) || s.ConfirmedAt != workday.At(r.at) {
			t.Errorf("he was met, and is away still: %+v", s)
		}
	})
}

// TestAWholeHomeIsNotConfirmedByAWorkerWhoSaysOfNobodyThatHeMetHim: else one tap confirms everybody of a house at the door, and
// for 90 days nobody asks for them.
func TestAWholeHomeIsNotConfirmedByAWorkerWhoSaysOfNobodyThatHeMetHim(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		r := newRound(t, st)
		back := map[string]string{r.refs[1]: "12-20"}
		for name, c := range map[string]struct {
			at string
			f  registry.VisitForm
		}{
			"nobody ticked":                  {"all_seen", registry.VisitForm{Result: models.VisitMatch}},
			"one not met, one away":          {"all_seen", registry.VisitForm{Result: models.VisitMatch, Unseen: r.refs[:1], Away: back}},
			"none of them met":               {"result", registry.VisitForm{Result: models.VisitMatch, Unseen: r.refs[:]}},
			"all met, and none of them":      {"result", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Unseen: r.refs[:]}},
			"one came since the form opened": {"all_seen", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Shown: r.refs[:2]}},
			"all met, and nobody opened":     {"all_seen", registry.VisitForm{Result: models.VisitNobody, AllSeen: true}},
			"all met, and let nobody in":     {"all_seen", registry.VisitForm{Result: models.VisitRefused, AllSeen: true}},
			"all met, and too many listed":   {"all_seen", registry.VisitForm{Result: models.VisitExtra, AllSeen: true}},
			"all met, and fewer live there":  {"heads", registry.VisitForm{Result: models.VisitMissing, AllSeen: true, Heads: "2"}},
			"all met, and one has moved out": {"result", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Gone: r.refs[:1]}},
		} {
			refuses(t, st, name, models.Invalid, func() error { return r.say(c.f) })
			if e := models.AsError(r.say(c.f)); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != c.at {
				t.Errorf("%s: %+v", name, e)
			}
		}
		must(t, r.say(registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Unseen: r.refs[:1], Seen: r.refs[2:]}))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{false, true, true} || met != 2 {
			t.Errorf("all but the first: confirmed %v, met %d", confirmed, met)
		}
		r.at = r.at.AddDate(0, 0, 1)
		must(t, r.say(registry.VisitForm{Result: models.VisitMissing, AllSeen: true, Shown: r.refs[:], Extra: "1"}))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{true, true, true} || met != 3 {
			t.Errorf("all of the roster and one more: confirmed %v, met %d", confirmed, met)
		}
		r.at = r.at.AddDate(0, 0, 1)
		must(t, r.say(registry.VisitForm{Result: models.VisitMissing, Extra: "1"}))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{} || met != 0 {
			t.Errorf("nobody is said to be met: confirmed %v, met %d", confirmed, met)
		}
	})
}

// TestAllWereMetSpeaksOfThoseWhoWereThereToBeMet: who was away when the page was opened, or came onto the roster since, was not shown as
// one to be met, and his task stays as it was.
func TestAllWereMetSpeaksOfThoseWhoWereThereToBeMet(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		r := newRound(t, st)
		all := registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Shown: r.refs[1:]}
		must(t, r.SayAway(t.Context(), r.landlord, r.refs[0], registry.AwayForm{Days: "2"}, r.at))
		r.at = r.at.AddDate(0, 0, 3) // it waited for a connection, and he is back
		refuses(t, st, "who was away on the page", models.Invalid, func() error { return r.say(all) })
		all.Unseen = r.refs[:1]
		must(t, r.say(all))
		if confirmed, met := r.atTheDoor(t); confirmed != [3]bool{false, true, true} || met != 2 {
			t.Errorf("confirmed %v, met %d", confirmed, met)
		}
		all.Unseen = nil
		for _, ref := range r.refs {
			must(t, r.SayAway(t.Context(), r.landlord, ref, registry.AwayForm{Days: "5"}, r.at))
		}
		r.at = r.at.AddDate(0, 0, 1)
		refuses(t, st, "all are away", models.Invalid, func() error { return r.say(all) })
		refuses(t, st, "none of those away was met", models.Invalid, func() error { return r.say(registry.VisitForm{Result: models.VisitMatch, Unseen: r.refs[1:2]}) })
		must(t, r.CheckOut(t.Context(), r.landlord, r.refs[0], registry.DayForm{}, r.at))
		r.at = r.at.AddDate(0, 0, 1)
		exec(t, st, "UPDATE stays SET state = 'leaving', moved_out_on = moved_out_on + 9, away_from = 0, away_to = 0 WHERE ref = '"+r.refs[0]+"'")
		must(t, r.say(registry.VisitForm{Result: models.VisitMatch, Unseen: r.refs[1:2]})) // who is moving out opened the door
	})
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		reported := p.checkIn(t, 1)
		p.declare(t, 3)
		who, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		p.at = p.at.AddDate(0, 0, 8)
		p.tick(t, p.at)
		declared := ""
		for _, e := range p.entries(t) {
			if e.Stay.Ref != reported {
				declared = e.Stay.Ref
			}
		}
		say := func(f registry.VisitForm) error {
			f.Result = models.VisitMatch
			return p.RecordVisit(t.Context(), who, p.unit.Ref, f, "", p.at)
		}
		refuses(t, st, "who declared himself since", models.Invalid, func() error { return say(registry.VisitForm{AllSeen: true, Shown: []string{reported}}) })
		refuses(t, st, "one not met, of the other nothing said", models.Invalid, func() error { return say(registry.VisitForm{Unseen: []string{reported}}) })
		must(t, say(registry.VisitForm{AllSeen: true, Unseen: []string{reported}, Shown: []string{reported, declared}}))
		visits, err := st.Visits(t.Context(), policy.Scope{All: true}, p.unit.ID, 1)
		must(t, err)
		if visits[0].Met != 1 || visits[0].Listed != 2 {
			t.Errorf("one of two was met: %+v", visits[0])
		}
	})
}

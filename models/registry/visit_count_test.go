package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestACountThatGainsaysItsVisitIsAskedForAgain: else 99 people are kept of a home of three, and its rates are nobody's.
func TestACountThatGainsaysItsVisitIsAskedForAgain(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		first, second, third := p.checkIn(t, 1), p.checkIn(t, 2), p.checkIn(t, 3)
		who, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		say := func(f registry.VisitForm) error { return p.RecordVisit(ctx, who, p.unit.Ref, f, "", p.at) }
		guest := form("101", "邵雨晴", invented(9), "19900010009")
		for name, c := range map[string]struct {
			at string
			f  registry.VisitForm
		}{
			"99 in a home of three":              {"heads", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Heads: "99"}},
			"one more than the roster":           {"heads", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Heads: "4"}},
			"fewer than the roster":              {"heads", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Heads: "2"}},
			"nobody lives there":                 {"heads", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Heads: "0"}},
			"fewer than were met":                {"heads", registry.VisitForm{Result: models.VisitExtra, Heads: "1", Seen: []string{first, second}}},
			"all moved out, and one lives there": {"heads", registry.VisitForm{Result: models.VisitGone, Heads: "1", Gone: []string{first, second, third}}},
			"too many on the roster, and more":   {"heads", registry.VisitForm{Result: models.VisitExtra, Heads: "4"}},
			"agrees, and two on no roster":       {"extra", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Extra: "2"}},
			"agrees, and somebody is entered":    {"result", registry.VisitForm{Result: models.VisitMatch, AllSeen: true, AddFound: &guest}},
		} {
			refuses(t, st, name, models.Invalid, func() error { return say(c.f) })
			if e := models.AsError(say(c.f)); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != c.at {
				t.Errorf("%s: %+v", name, e)
			}
		}
		for _, f := range []registry.VisitForm{
			{Result: models.VisitMatch, AllSeen: true, Heads: "3"},
			{Result: models.VisitMatch, AllSeen: true},
			{Result: models.VisitMissing, Heads: "5", Extra: "2"},
			{Result: models.VisitMissing, Heads: "9"},
			{Result: models.VisitExtra, Heads: "2", Gone: []string{third}},
			{Result: models.VisitMatch, AllSeen: true, Heads: "2"},                        // two are left
			{Result: models.VisitMatch, Heads: "3", Seen: []string{first, second, third}}, // he is back
			{Result: models.VisitNobody, Heads: "7"},                                      // a neighbour said so
		} {
			if err := say(f); err != nil {
				t.Errorf("%+v: %v", f, err)
			}
			p.at = p.at.AddDate(0, 0, 1) // nobody knocks twice a day
		}
		must(t, p.SayAway(ctx, p.landlord, first, registry.AwayForm{Days: "10"}, p.at))
		if err := say(registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Heads: "2"}); err != nil {
			t.Errorf("one is away for a while: %v", err)
		}
		if err := say(registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Heads: "3"}); err != nil {
			t.Errorf("one is away for a while, and counted: %v", err)
		}
	})
}

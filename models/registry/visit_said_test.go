package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestAVisitSaysWhatItsMarksSay: the result and the people marked do not gainsay each other, and the fault stands at the result.
func TestAVisitSaysWhatItsMarksSay(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		first, second := p.checkIn(t, 1), p.checkIn(t, 2)
		who, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		say := func(f registry.VisitForm) error { return p.RecordVisit(ctx, who, p.unit.Ref, f, "", p.at) }
		for name, f := range map[string]registry.VisitForm{
			"all agrees, and one moved out": {Result: models.VisitMatch, Gone: []string{first}},
			"moved out, and nobody did":     {Result: models.VisitGone, Seen: []string{second}},
			"nobody in, and wires within":   {Result: models.VisitNobody, Fire: map[string]string{"exit": registry.FireBad, "wiring": registry.FireBad}},
		} {
			refuses(t, st, name, models.Invalid, func() error { return say(f) })
			if e := models.AsError(say(f)); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "result" {
				t.Errorf("%s: %+v", name, e)
			}
		}
		must(t, say(registry.VisitForm{Result: models.VisitNobody, Fire: map[string]string{"exit": registry.FireBad, "ebike": registry.FireOK}}))
		open, err := st.Hazards(ctx, []int64{p.unit.ID})
		must(t, err)
		if len(open) != 1 || open[0].Kind != "exit" {
			t.Errorf("a blocked corridor at a door that nobody opened: %+v", open)
		}
		must(t, say(registry.VisitForm{Result: models.VisitGone, Gone: []string{first, second}}))
		must(t, say(registry.VisitForm{Result: models.VisitGone})) // nobody is left to be marked
	})
}

// TestAHomeThatLetNobodyInKeepsItsHazardsWithin: else a worker who was sent away ends, or finds, a fault that nobody looked at.
func TestAHomeThatLetNobodyInKeepsItsHazardsWithin(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		who, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		say := func(result string, fire map[string]string) error {
			return p.RecordVisit(ctx, who, p.unit.Ref, registry.VisitForm{Result: result, Fire: fire}, "", p.at)
		}
		must(t, say(models.VisitMissing, map[string]string{"wiring": registry.FireBad, "exit": registry.FireBad}))
		for _, answer := range []string{registry.FireOK, registry.FireBad} {
			refuses(t, st, answer, models.Invalid, func() error { return say(models.VisitRefused, map[string]string{"wiring": answer}) })
			if e := models.AsError(say(models.VisitRefused, map[string]string{"wiring": answer})); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "result" {
				t.Errorf("%s: %+v", answer, e)
			}
		}
		must(t, say(models.VisitRefused, map[string]string{"exit": registry.FireOK}))
		open, err := st.Hazards(ctx, []int64{p.unit.ID})
		must(t, err)
		if len(open) != 1 || open[0].Kind != "wiring" {
			t.Errorf("the corridor was seen from outside, the wires were not: %+v", open)
		}
	})
}

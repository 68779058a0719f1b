package registry_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"
	"anju/models/workday"
)

// comeAndGo lets people move in and enter themselves, whom the landlord mostly accepts; others leave, half of them without
// a word to anybody.
func (w *walked) comeAndGo(at time.Time) {
	w.t.Helper()
	ctx := context.Background()
	for range max(1, w.tenants/200) {
		w.n++
		home, number := w.homes[w.rnd.IntN(len(w.homes))], fmt.Sprintf("1980%07d", w.n)
		who, err := w.AddPerson(ctx, policy.SystemActor, number, "", at)
		must(w.t, err)
		f := form(w.emptiest(home), "何以安", storetest.Number("3399", w.n+1), number)
		_, err = w.Declare(ctx, who, home.unit.DoorToken, f, models.ViaDoor, "", at)
		must(w.t, err)
		entries, err := w.Store.Entries(ctx, home.unit.ID)
		must(w.t, err)
		for _, e := range entries {
			if w.people[e.Stay.Ref] == nil {
				w.people[e.Stay.Ref] = &walkedOne{phone: number}
				if w.rnd.IntN(10) < 7 {
					must(w.t, w.AcceptStay(ctx, policy.SystemActor, e.Stay.Ref, at))
				}
			}
		}
	}
	for range max(1, w.tenants/250) {
		home := w.homes[w.rnd.IntN(len(w.homes))]
		entries, err := w.Store.Entries(ctx, home.unit.ID)
		must(w.t, err)
		for _, e := range entries {
			if one := w.people[e.Stay.Ref]; one != nil && !one.gone && e.Stay.State == models.StayReported && e.Stay.MovedInOn < workday.DayOf(at) {
				if one.gone = true; w.rnd.IntN(2) == 0 {
					must(w.t, w.CheckOut(ctx, policy.SystemActor, e.Stay.Ref, registry.DayForm{Choice: "today"}, at))
				}
				break
			}
		}
	}
}

// emptiest is the room of a home in which the fewest live.
func (w *walked) emptiest(home *walkedHome) string {
	w.t.Helper()
	entries, err := w.Store.Entries(context.Background(), home.unit.ID)
	must(w.t, err)
	people := map[string]int{}
	for _, e := range entries {
		if e.Stay.LivesOn(workday.DayOf(w.at)) {
			people[e.Room.No]++
		}
	}
	best := "101"
	for no := 101; no <= 108; no++ {
		if people[fmt.Sprint(no)] < people[best] {
			best = fmt.Sprint(no)
		}
	}
	return best
}

// answer lets some of those who were texted since the last time answer: a tenant by a text, a landlord by what he does.
func (w *walked) answer(at time.Time) {
	w.t.Helper()
	ctx := context.Background()
	for _, text := range w.sent.texts[w.read:] {
		yes := w.rnd.IntN(100) < w.rate
		home := w.byPhone[text.Phone]
		switch {
		case !yes:
		case text.Kind == "R06":
			w.textsBack(text.Phone, at)
		case home != nil && (text.Kind == "R02" || text.Kind == "R05" || text.Kind == "R08"):
			flags, err := w.Store.OpenFlags(ctx, []int64{home.unit.ID})
			must(w.t, err)
			entries, err := w.Store.Entries(ctx, home.unit.ID)
			must(w.t, err)
			for _, e := range entries {
				about := slices.ContainsFunc(flags, func(f models.Flag) bool {
					return f.StayID == e.Stay.ID && slices.Contains(models.TextsOf(f.Rule), text.Kind)
				})
				if about {
					w.settles(e.Stay, at)
				}
			}
		}
	}
	w.read = len(w.sent.texts)
	_, err := w.ReadAnswers(ctx, at)
	must(w.t, err)
}

// textsBack lets a tenant answer, if he still lives there; who left has thrown the question away.
func (w *walked) textsBack(phone string, at time.Time) {
	for _, one := range w.people {
		if one.phone == phone && one.gone {
			return
		}
	}
	w.n++
	must(w.t, w.TakeAnswer(context.Background(), models.Inbound{Gateway: "recorder", MessageID: fmt.Sprint(w.n), Phone: phone, Body: "1", ReceivedAt: workday.At(at)}))
}

// settles lets the landlord do what his text asked for.
func (w *walked) settles(s models.Stay, at time.Time) {
	ctx := context.Background()
	var err error
	switch {
	case w.people[s.Ref].gone:
		err = w.CheckOut(ctx, policy.SystemActor, s.Ref, registry.DayForm{Choice: "today"}, at)
	case s.State == models.StayDeclared:
		err = w.AcceptStay(ctx, policy.SystemActor, s.Ref, at)
	default:
		err = w.ConfirmStay(ctx, policy.SystemActor, s.Ref, at)
	}
	if models.AsError(err) == nil { // what is settled already is refused
		must(w.t, err)
	}
}

// walk lets a worker go where the plan of his day sends him. In one home of five nobody opens.
func (w *walked) walk(who policy.Actor) {
	w.t.Helper()
	ctx := context.Background()
	plan, err := w.PlanDay(ctx, who, 0, w.at)
	must(w.t, err)
	homes := map[string]bool{}
	for _, row := range plan.Flags {
		if homes[row.UnitRef] {
			continue
		}
		homes[row.UnitRef] = true
		if w.rnd.IntN(5) == 0 {
			must(w.t, w.RecordVisit(ctx, who, row.UnitRef, registry.VisitForm{Result: models.VisitNobody}, "", w.at))
			continue
		}
		w.visits(who, row.UnitRef, row.UnitID)
	}
	w.made = append(w.made, len(homes))
	w.spare += w.Limits().VisitsADay - len(homes)
}

// visits records whom a worker met about the flags of a home, and closes what is still open then.
func (w *walked) visits(who policy.Actor, unitRef string, unitID int64) {
	w.t.Helper()
	ctx := context.Background()
	open, err := w.Store.OpenFlags(ctx, []int64{unitID})
	must(w.t, err)
	unit, err := w.Store.UnitByRef(ctx, unitRef)
	must(w.t, err)
	f := registry.VisitForm{Result: models.VisitMissing, Door: unit.DoorToken}
	refs := map[int64]string{}
	entries, err := w.Store.Entries(ctx, unitID)
	must(w.t, err)
	for _, e := range entries {
		about := slices.ContainsFunc(open, func(f models.Flag) bool { return f.StayID == e.Stay.ID })
		if refs[e.Stay.ID] = e.Stay.Ref; !about || w.people[e.Stay.Ref] == nil {
			continue
		}
		if w.people[e.Stay.Ref].gone {
			f.Gone = append(f.Gone, e.Stay.Ref)
		} else {
			f.Seen = append(f.Seen, e.Stay.Ref)
		}
	}
	must(w.t, w.RecordVisit(ctx, who, unitRef, f, "", w.at))
	open, err = w.Store.OpenFlags(ctx, []int64{unitID})
	must(w.t, err)
	for _, flag := range open {
		if flag.StayID == 0 || w.people[refs[flag.StayID]] == nil {
			continue // about the house: the landlord mends it
		}
		result := registry.CloseMatch
		if w.people[refs[flag.StayID]].gone {
			result = registry.CloseGone
		}
		if err := w.CloseFlag(ctx, who, flag.Ref, registry.CloseForm{Result: result}, w.at); models.AsError(err) == nil {
			must(w.t, err)
		}
	}
}

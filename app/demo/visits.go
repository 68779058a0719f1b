package demo

import (
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"
)

// planVisits lets the officers go round once a week: they see people at home, or meet nobody. Those of whom a story is
// told they leave to it.
func (b *builder) planVisits() {
	for day := firstDay - 100; day > 0; day -= 7 {
		b.plan(b.at(day, 16, 0), b.goRound)
		for _, at := range []int{day / 7 % 3, 3 + day/7%3} { // a town and a village place
			b.plan(b.at(day, 14, 30), b.finds(b.calmHome(at), "", models.VisitMatch, "逐间看过，和名册一样"))
		}
	}
	for ago, result := range []string{models.VisitMatch, models.VisitMatch, models.VisitNobody} { // this week's, for the list of visits
		h := b.calmHome(0)
		if result == models.VisitNobody {
			h = b.homes[namedHomes]
		}
		for _, login := range []string{"xiaochen", "lijing"} {
			found := result
			if login == "lijing" && result == models.VisitNobody {
				found = models.VisitMatch // nobody knocks twice on one day
			}
			b.plan(b.at(ago, 9, 20), b.finds(h, login, found, ""))
		}
	}
}

// finds is a visit to a home as a whole, by a member of staff or by whoever walks there.
func (b *builder) finds(h *home, login, result, note string) func(context.Context, time.Time) error {
	return func(ctx context.Context, at time.Time) error {
		who, known := b.staff[login]
		if !known {
			who = b.walkerOf(h.place)
		}
		return b.reg.RecordVisit(ctx, who, h.ref, registry.VisitForm{Result: result, Note: note, AllSeen: result == models.VisitMatch}, "", at)
	}
}

const (
	visitsAWeek = 4
	leftAlone   = 4 // the newest tasks stay for whoever tries the demo
)

func (b *builder) goRound(ctx context.Context, at time.Time) error {
	flags, err := b.reg.Store.ListFlags(ctx, policy.Scope{All: true}, store.Queue{Level: 2, N: 50})
	if err != nil {
		return err
	}
	plain := slices.DeleteFunc(flags, func(f store.FlagRow) bool { return f.StayRef == "" || b.told[f.StayRef] })
	for _, f := range plain[:max(0, min(visitsAWeek, len(plain)-leftAlone))] {
		result := models.VisitMatch
		been, err := b.reg.Store.Knocked(ctx, []int64{f.UnitID}, workday.At(workday.DayOf(at).Start()))
		if err != nil {
			return err
		}
		if b.crowd.rnd.IntN(4) == 0 && !been[f.UnitID] {
			result = models.VisitNobody
		}
		form := registry.VisitForm{Result: result, FlagRef: f.Ref}
		if result == models.VisitMatch {
			form.Seen = []string{f.StayRef}
		}
		if err := b.reg.RecordVisit(ctx, b.walkerOf(b.placeOf(f.GridID)), f.UnitRef, form, "", at); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) placeOf(gridID int64) place {
	for _, p := range b.places {
		if p.grid.ID == gridID {
			return p
		}
	}
	return b.places[0]
}

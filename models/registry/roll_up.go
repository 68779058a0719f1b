package registry

import (
	"cmp"
	"context"
	"time"

	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Rollups are kept for a year and a day, for comparison; those of the last month are counted anew when the past changed.
const (
	rollupDays  = 366
	rollupAgain = 31
	rollupAreas = 100 // in one transaction
)

// RollUp counts the days that are over, area by area, and keeps the counts. Statistics are counted from the stays; what
// is kept here only saves them the walk. It leaves no audit entry: nobody's record changes.
func (r *Registry) RollUp(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var tally Tally
	if err := policy.May(who, policy.CountsRoll, policy.Record{}, workday.At(at)); err != nil {
		return tally, err
	}
	today := workday.DayOf(at)
	if err := r.mergeNotes(ctx, today); err != nil {
		return tally, err
	}
	stale, err := r.Store.StaleRollups(ctx, today-rollupAgain, today-1)
	if err != nil {
		return tally, err
	}
	for len(stale) > 0 {
		rows := r.firstAreas(stale)
		stale = stale[len(rows):]
		if err := r.countStale(ctx, rows); err != nil {
			return tally, err
		}
		if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveRollups(rows) }); err != nil {
			return tally, err
		}
		tally.Examined += len(rows)
		clear(rows) // what was counted is large
	}
	return tally, nil
}

// firstAreas are the rollups, which stand by area, of as many areas as one transaction takes.
func (r *Registry) firstAreas(stale []store.Rollup) []store.Rollup {
	most, areas := cmp.Or(r.RollPage, rollupAreas), 1
	for n := 1; n < len(stale); n++ {
		if stale[n].AreaID == stale[n-1].AreaID {
			continue
		}
		if areas++; areas > most {
			return stale[:n]
		}
	}
	return stale
}

// countStale counts what rollups of some areas lack that are missing or hold no longer. How often the areas had changed is
// read before: what changes in between makes the new rollups stale, never wrong.
func (r *Registry) countStale(ctx context.Context, stale []store.Rollup) error {
	byDay := map[workday.Day][]store.Rollup{}
	for _, roll := range stale {
		byDay[roll.Day] = append(byDay[roll.Day], roll)
	}
	found := map[workday.Day]map[int64]store.StayGroup{}
	for day, of := range byDay {
		groups, err := r.Store.ListStayGroups(ctx, policy.Scope{All: true}, areasOf(of), day, longSince(day, half), longSince(day, year))
		if err != nil {
			return err
		}
		found[day] = map[int64]store.StayGroup{}
		for _, g := range groups {
			found[day][g.AreaID] = g
		}
	}
	for i := range stale {
		g := found[stale[i].Day][stale[i].AreaID]
		stale[i].Residents, stale[i].OverHalf, stale[i].OverYear, stale[i].Reported = g.N, g.Half, g.Year, g.Reported
	}
	return r.openOrigins(ctx, stale)
}

// mergeNotes forgets the rollups that are too old and keeps the notes of changes short. Of provinces nothing is kept of
// days on which somebody lived there whose number is to be erased.
func (r *Registry) mergeNotes(ctx context.Context, today workday.Day) error {
	kept := today - rollupDays
	provinces := today - workday.Day(max(r.Limits().RetentionDays, rollupAgain))
	if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.DropRollups(kept, provinces) }); err != nil {
		return err
	}
	areas, err := r.Store.LooseNotes(ctx, kept)
	if err != nil {
		return err
	}
	for _, area := range areas {
		if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.MergeNotes(area, kept) }); err != nil {
			return err
		}
	}
	return nil
}

package registry

import (
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
)

// RollUp counts the days that are over, area by area, and keeps the counts. Statistics are counted from the stays; what
// is kept here only saves them the walk. It leaves no audit entry: nobody's record changes.
func (r *Registry) RollUp(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var tally Tally
	if err := policy.May(who, policy.CountsRoll, policy.Record{}, workday.At(at)); err != nil {
		return tally, err
	}
	today := workday.DayOf(at)
	if err := r.mergeNotes(ctx, today-rollupDays); err != nil {
		return tally, err
	}
	for day := today - rollupAgain; day < today; day++ {
		rows, err := r.countStale(ctx, day)
		if err != nil {
			return tally, err
		}
		tally.Examined += len(rows)
		if len(rows) == 0 {
			continue
		}
		if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveRollups(rows) }); err != nil {
			return tally, err
		}
	}
	return tally, nil
}

// countStale counts the areas of a day whose rollup is missing or holds no longer. How often the area had changed is
// read first: what changes in between makes the new rollup stale, never wrong.
func (r *Registry) countStale(ctx context.Context, day workday.Day) ([]store.Rollup, error) {
	_, stale, err := r.Store.ListRollups(ctx, policy.Scope{All: true}, nil, day)
	if err != nil || len(stale) == 0 {
		return nil, err
	}
	groups, err := r.Store.ListStayGroups(ctx, policy.Scope{All: true}, areasOf(stale), day, longSince(day, half), longSince(day, year))
	if err != nil {
		return nil, err
	}
	byArea := map[int64]store.StayGroup{}
	for _, g := range groups {
		byArea[g.AreaID] = g
	}
	for i := range stale {
		g := byArea[stale[i].AreaID]
		stale[i].Residents, stale[i].OverHalf, stale[i].OverYear, stale[i].Reported = g.N, g.Half, g.Year, g.Reported
	}
	return stale, nil
}

// mergeNotes forgets the rollups before a day and keeps the notes of changes short.
func (r *Registry) mergeNotes(ctx context.Context, kept workday.Day) error {
	if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.DropRollups(kept) }); err != nil {
		return err
	}
	areas, err := r.Store.NotedAreas(ctx)
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

package registry

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// countAreas counts for each area of a scope the people of the homes that lie in it itself on a day, and what happened
// there in the month of the day. The people come from the rollups where they hold, as everywhere.
func (r *Registry) countAreas(ctx context.Context, scope policy.Scope, of rolls, on workday.Day) (map[int64]models.AreaCount, error) {
	counts := areaCounts{}
	groups, err := r.stayGroups(ctx, scope, of, on)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		counts.add(g.AreaID, models.AreaCount{Residents: g.N, OverHalf: g.Half, OverYear: g.Year})
	}
	if err := r.countTasks(ctx, scope, on, counts); err != nil {
		return nil, err
	}
	rates, err := r.ratesOf(ctx, scope, on)
	if err != nil {
		return nil, err
	}
	for id, one := range rates {
		counts.add(id, models.AreaCount{Rates: one})
	}
	return counts, nil
}

// areaCounts are counts by area.
type areaCounts map[int64]models.AreaCount

func (c areaCounts) add(id int64, n models.AreaCount) {
	sum := c[id]
	sum.Add(n)
	c[id] = sum
}

// countTasks counts flags and texts.
func (r *Registry) countTasks(ctx context.Context, scope policy.Scope, on workday.Day, counts areaCounts) error {
	first, from, to := monthTo(on)
	raised, err := r.Store.ListRaised(ctx, scope, from, to)
	if err != nil {
		return err
	}
	for _, row := range raised {
		counts.add(row.AreaID, models.AreaCount{Opened: row.Whole})
	}
	closed, err := r.Store.ListClosed(ctx, scope, from, to)
	if err != nil {
		return err
	}
	for _, row := range closed {
		counts.add(row.AreaID, models.AreaCount{Closed: row.Closed, InTime: models.Share{Part: row.InTime, Whole: row.Judged}})
	}
	texts, err := r.Store.ListDelivered(ctx, scope, first, on)
	for _, row := range texts {
		counts.add(row.AreaID, models.AreaCount{Delivered: models.Share{Part: row.Part, Whole: row.Whole}})
	}
	return err
}

// monthTo is the month of a day up to the end of the day.
func monthTo(on workday.Day) (first workday.Day, from, to workday.Moment) {
	y, m, _ := on.Date()
	first, _ = workday.Date(y, m, 1)
	return first, workday.At(first.Start()), workday.At(on.End())
}

// RatesOf are the five rates of a scope for the month of a day, by the formulas of DOMAIN 2.4.
func (r *Registry) RatesOf(ctx context.Context, scope policy.Scope, on workday.Day) (models.Rates, error) {
	var sum models.AreaCount
	rates, err := r.ratesOf(ctx, scope, on)
	for _, one := range rates {
		sum.Add(models.AreaCount{Rates: one})
	}
	return sum.Rates, err
}

// ratesOf are the five rates area by area.
func (r *Registry) ratesOf(ctx context.Context, scope policy.Scope, on workday.Day) (map[int64]models.Rates, error) {
	first, from, to := monthTo(on)
	counts := areaCounts{}
	samples, err := r.Store.ListSampleSums(ctx, scope, from, to)
	if err != nil {
		return nil, err
	}
	for _, s := range samples {
		one := models.Rates{Accurate: models.Share{Part: s.FieldsCorrect, Whole: s.Fields}}
		if found := (models.Share{Part: s.Agreed, Whole: s.People}); s.Kind == models.SampleField {
			one.Registered = found
		} else {
			one.Consistent = found
		}
		counts.add(s.AreaID, models.AreaCount{Rates: one})
	}
	leavers, err := r.Store.ListLeavers(ctx, scope, first, on)
	if err != nil {
		return nil, err
	}
	for _, l := range leavers {
		if left, inTime := models.Left(l.Stay, first, on, r.Limits()); left {
			one := models.Rates{CheckedOut: models.Share{Whole: 1}}
			if inTime {
				one.CheckedOut.Part = 1
			}
			counts.add(l.AreaID, models.AreaCount{Rates: one})
		}
	}
	if err := r.countDoors(ctx, scope, from, to, counts); err != nil {
		return nil, err
	}
	rates := map[int64]models.Rates{}
	for id, c := range counts {
		rates[id] = c.Rates
	}
	return rates, nil
}

func (r *Registry) countDoors(ctx context.Context, scope policy.Scope, from, to workday.Moment, counts areaCounts) error {
	homes, err := r.Store.ListHomeCounts(ctx, scope)
	if err != nil {
		return err
	}
	for _, row := range homes {
		counts.add(row.AreaID, models.AreaCount{Rates: models.Rates{Visited: models.Share{Whole: row.Whole}}})
	}
	doors, err := r.Store.ListDoorCounts(ctx, scope, from, to)
	for _, row := range doors {
		one := models.Rates{Visited: models.Share{Part: row.Scanned}, Came: models.Share{Part: row.Came, Whole: row.Came + row.NotCame}}
		counts.add(row.AreaID, models.AreaCount{Rates: one})
	}
	return err
}

package registry

import (
	"context"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// rolls are the rollups of the areas of a scope on a day: those that hold, and the areas without.
type rolls struct{ held, stale []store.Rollup }

func (r *Registry) rollsOf(ctx context.Context, scope policy.Scope, byID map[int64]models.Area, on workday.Day) (rolls, error) {
	held, stale, err := r.Store.ListRollups(ctx, scope, inside(scope, byID), on)
	return rolls{held, stale}, err
}

// origins are the same for provinces, which fewer rollups tell.
func (k rolls) origins() rolls {
	of := rolls{stale: k.stale}
	for _, roll := range k.held {
		if roll.OfBefore {
			of.stale = append(of.stale[:len(of.stale):len(of.stale)], roll)
		} else {
			of.held = append(of.held, roll)
		}
	}
	return of
}

// countProvinces counts by province those who live in a scope on a day: from the rollups where they hold; where they do not
// it opens the numbers and keeps counts alone; and those whose numbers are erased.
func (r *Registry) countProvinces(ctx context.Context, scope policy.Scope, of rolls, on workday.Day) (map[string]int, error) {
	counts, err := r.Store.ListPastOrigins(ctx, scope, on)
	if err != nil {
		return nil, err
	}
	of = of.origins()
	areas := areasOf(of.stale)
	if len(of.stale) > len(of.held) { // one walk through all is as fast
		of.held, areas = nil, nil
	}
	sum, err := r.Store.SumOrigins(of.held)
	if err != nil {
		return nil, err
	}
	for origin, n := range sum {
		counts[origin] += n
	}
	if areas != nil && len(areas) == 0 {
		return counts, nil
	}
	return counts, r.Store.EachDocument(ctx, scope, areas, on, on, func(d store.Document) { counts[idcard.Province(d.Type, d.No)]++ })
}

// openOrigins counts by province those who live in some areas on the days of their rollups. Each number is opened once.
func (r *Registry) openOrigins(ctx context.Context, rollups []store.Rollup) error {
	first, last := rollups[0].Day, rollups[0].Day
	byArea := map[int64][]*store.Rollup{}
	var areas []int64
	for i := range rollups {
		roll := &rollups[i]
		roll.ByOrigin = map[string]int{}
		if byArea[roll.AreaID] == nil {
			areas = append(areas, roll.AreaID)
		}
		byArea[roll.AreaID] = append(byArea[roll.AreaID], roll)
		first, last = min(first, roll.Day), max(last, roll.Day)
	}
	return r.Store.EachDocument(ctx, policy.Scope{All: true}, areas, first, last, func(d store.Document) {
		stay, origin := models.Stay{MovedInOn: d.MovedInOn, MovedOutOn: d.MovedOutOn, SaidLeftOn: d.SaidLeftOn}, idcard.Province(d.Type, d.No)
		for _, roll := range byArea[d.AreaID] {
			if stay.LivesOn(roll.Day) {
				roll.ByOrigin[origin]++
			}
		}
	})
}

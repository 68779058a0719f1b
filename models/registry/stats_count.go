package registry

import (
	"context"
	"math"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Count is one group of a statistic.
type Count = models.Count

// Stats are the people of an area on a day, counted from their stays (DESIGN 4.1).
type Stats struct {
	AsOf       string              `json:"as_of"`
	Residents  int                 `json:"residents"`
	Homes      int                 `json:"-"` // delisted ones left out
	ByZone     []Count             `json:"by_zone"`
	ByLength   []Count             `json:"by_length"`
	ByProvince []Count             `json:"by_province"` // of a whole city only; empty below
	Rates      map[string]*float64 `json:"rates"`       // shares from 0 to 1; null where nothing was looked at
}

const half, year = 6, 12 // months

// CountStays counts those who live in an area ("" = everywhere) on a day, reported or not: who moved in on it counts, who
// moves out on it does not. Lengths are calendar months at 24:00 of the day. Errors: Invalid for an unknown area.
func (r *Registry) CountStays(ctx context.Context, who policy.Actor, areaCode string, on workday.Day, now workday.Moment) (Stats, error) {
	s := Stats{AsOf: on.String(), ByProvince: []Count{}}
	if err := policy.MayEnter(who, policy.StatsView, now); err != nil {
		return s, err
	}
	scope, city := policy.ScopeOf(who, policy.StatsView, now), true
	if areaCode != "" {
		area, err := r.areaOf(ctx, areaCode)
		if err != nil {
			return s, err
		}
		line, err := r.Store.AreaLine(ctx, area.ID)
		if err != nil {
			return s, err
		}
		record := policy.Record{}
		for _, a := range line {
			record.AreaIDs = append(record.AreaIDs, a.ID)
		}
		if err := policy.May(who, policy.StatsView, record, now); err != nil {
			return s, err
		}
		scope, city = policy.Scope{Areas: []policy.Area{{ID: area.ID, Level: policy.Level(area.Level)}}}, area.Level == models.LevelCity
	} else if !scope.All {
		city = len(scope.Areas) == 1 && scope.Areas[0].Level == policy.City
	}
	return r.countIn(ctx, scope, city, on)
}

// countIn is CountStays in a scope that the person may see; provinces are counted where it is a whole city.
func (r *Registry) countIn(ctx context.Context, scope policy.Scope, city bool, on workday.Day) (Stats, error) {
	s := Stats{AsOf: on.String(), ByProvince: []Count{}}
	all, err := r.Store.AllAreas(ctx)
	if err != nil {
		return s, err
	}
	byID := areasByID(all)
	of, err := r.rollsOf(ctx, scope, byID, on)
	if err != nil {
		return s, err
	}
	if err := r.countGroups(ctx, scope, byID, of, on, &s); err != nil {
		return s, err
	}
	if err := r.countRates(ctx, scope, on, &s); err != nil || !city {
		return s, err
	}
	provinces, err := r.countProvinces(ctx, scope, of, on)
	s.ByProvince = models.MergeSmall(provinces)
	return s, err
}

func areasByID(all []models.Area) map[int64]models.Area {
	byID := make(map[int64]models.Area, len(all))
	for _, a := range all {
		byID[a.ID] = a
	}
	return byID
}

func (r *Registry) countGroups(ctx context.Context, scope policy.Scope, byID map[int64]models.Area, of rolls, on workday.Day, s *Stats) error {
	groups, err := r.stayGroups(ctx, scope, of, on)
	if err != nil {
		return err
	}
	zones := map[string]int{}
	var halves, years int
	for _, g := range groups {
		s.Residents += g.N
		zones[models.ZoneOf(byID, g.AreaID)] += g.N
		halves, years = halves+g.Half, years+g.Year
	}
	s.ByZone = []Count{{Key: "urban", N: zones["urban"]}, {Key: "rural", N: zones["rural"]}}
	if n := zones[""]; n > 0 {
		s.ByZone = append(s.ByZone, Count{Key: "unknown", N: n})
	}
	s.ByLength = []Count{{Key: "<6m", N: s.Residents - halves}, {Key: "6-12m", N: halves - years}, {Key: ">=1y", N: years}}
	return nil
}

// stayGroups counts the stays of a scope area by area: from the rollups of the day where they hold, from the stays where
// they do not.
func (r *Registry) stayGroups(ctx context.Context, scope policy.Scope, of rolls, on workday.Day) ([]store.StayGroup, error) {
	if len(of.stale) > len(of.held) { // one walk through all is as fast
		return r.Store.ListStayGroups(ctx, scope, nil, on, longSince(on, half), longSince(on, year))
	}
	var groups []store.StayGroup
	for _, roll := range of.held {
		groups = append(groups, store.StayGroup{AreaID: roll.AreaID, N: roll.Residents, Half: roll.OverHalf, Year: roll.OverYear, Reported: roll.Reported})
	}
	if len(of.stale) == 0 {
		return groups, nil
	}
	counted, err := r.Store.ListStayGroups(ctx, scope, areasOf(of.stale), on, longSince(on, half), longSince(on, year))
	return append(groups, counted...), err
}

// inside are the areas of a scope and all below them.
func inside(scope policy.Scope, byID map[int64]models.Area) []int64 {
	named := map[int64]bool{}
	for _, a := range scope.Areas {
		named[a.ID] = true
	}
	var ids []int64
	for id := range byID {
		for up := id; up != 0; up = byID[up].ParentID {
			if named[up] {
				ids = append(ids, id)
				break
			}
		}
	}
	return ids
}

func areasOf(rollups []store.Rollup) []int64 {
	ids := make([]int64, len(rollups))
	for i, roll := range rollups {
		ids[i] = roll.AreaID
	}
	return ids
}

// longSince is the last day on which somebody moved in who at 24:00 of a day has been there for n months.
func longSince(on workday.Day, months int) workday.Day {
	d := on + 1
	for d.AddMonths(months) > on+1 {
		d--
	}
	return d
}

// countRates fills in the five rates of the month of the day, by the formulas of the pages (DOMAIN 2.4).
func (r *Registry) countRates(ctx context.Context, scope policy.Scope, on workday.Day, s *Stats) error {
	rates, err := r.RatesOf(ctx, scope, on)
	s.Homes, s.Rates = rates.Visited.Whole, map[string]*float64{}
	for name, one := range map[string]models.Share{"registered": rates.Registered, "consistent": rates.Consistent, "checked_out": rates.CheckedOut,
		"accurate": rates.Accurate, "visited": rates.Visited} {
		s.Rates[name] = share(one.Part, one.Whole)
	}
	return err
}

func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	f := math.Round(float64(part)/float64(whole)*10000) / 10000
	return &f
}

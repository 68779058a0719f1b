package store

import (
	"context"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// WorkCounts are the work of a month by grid and by worker; Grids are the grids that a worker has at its end.
type WorkCounts struct {
	ByGrid map[int64]models.Work
	ByUser map[int64]models.Work   // what he did himself: closed flags
	Homes  map[int64]map[int64]int // homes that he visited, by grid
	Grids  map[int64][]int64
}

type tally struct {
	Who, Grid   int64
	Part, Whole int
}

// ListWork counts the work in a scope from one moment to another. No row says anything of anybody on a roster.
func (r *Reader) ListWork(ctx context.Context, scope policy.Scope, from, to workday.Moment) (WorkCounts, error) {
	w := WorkCounts{ByGrid: map[int64]models.Work{}, ByUser: map[int64]models.Work{}, Homes: map[int64]map[int64]int{}, Grids: map[int64][]int64{}}
	visits := func() *gorm.DB {
		return within(r.db.WithContext(ctx).Table("visits").Joins("JOIN units ON units.id = visits.unit_id"), scope, "units", "units.id", "").
			Where("visits.at >= ? AND visits.at < ? AND visits.result <> ? AND units.state NOT IN ?", from, to, models.VisitDesk, uncounted)
	}
	unasked := append(models.FixedRules(), models.PrivateRules()...) // a level that never rises says nothing of when
	flags := func() *gorm.DB {
		return within(r.db.WithContext(ctx).Table("flags"), scope, "flags", "flags.unit_id", "").
			Where("flags.resolved_at >= ? AND flags.resolved_at < ? AND flags.rule NOT IN ?", from, to, unasked)
	}
	homes := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").Where("units.state NOT IN ?", uncounted)
	checks := within(r.db.WithContext(ctx).Table("sample_items").Joins("JOIN samples ON samples.id = sample_items.sample_id"), scope, "samples", "0", "").
		Where("sample_items.checked_at >= ? AND sample_items.checked_at < ?", from, to)
	returned := within(r.db.WithContext(ctx).Table("batch_rows").Joins("JOIN stays ON stays.id = batch_rows.stay_id"), scope, "stays", "stays.unit_id", "").
		Where("batch_rows.answer = ? AND batch_rows.answered_at >= ? AND batch_rows.answered_at < ?", models.HandReturned, from, to)
	const inTime = "SUM(CASE WHEN flags.level < 3 THEN 1 ELSE 0 END) AS part, COUNT(*) AS whole"
	for _, q := range []struct {
		db     *gorm.DB
		by     string
		counts string
		into   map[int64]models.Work
		set    func(*models.Work, tally)
	}{
		{homes, "units.grid_id", "COUNT(*) AS whole", w.ByGrid, func(x *models.Work, t tally) { x.Visited.Whole = t.Whole }},
		{visits(), "units.grid_id", "COUNT(DISTINCT visits.unit_id) AS part", w.ByGrid, func(x *models.Work, t tally) { x.Visited.Part = t.Part }},
		{flags(), "flags.grid_id", inTime, w.ByGrid, func(x *models.Work, t tally) { x.InTime = models.Share{Part: t.Part, Whole: t.Whole} }},
		{flags(), "flags.resolved_by", inTime, w.ByUser, func(x *models.Work, t tally) { x.InTime = models.Share{Part: t.Part, Whole: t.Whole} }},
		{returned, "stays.grid_id", "COUNT(*) AS whole", w.ByGrid, func(x *models.Work, t tally) { x.Returned = t.Whole }},
		{checks.Session(&gorm.Session{}), "samples.grid_id", "SUM(sample_items.people - sample_items.agreed) AS part, SUM(sample_items.people) AS whole", w.ByGrid,
			func(x *models.Work, t tally) { x.Roster = models.Share{Part: t.Part, Whole: t.Whole} }},
		{checks.Session(&gorm.Session{}), "samples.grid_id", "SUM(sample_items.fields - sample_items.fields_right) AS part, SUM(sample_items.fields) AS whole", w.ByGrid,
			func(x *models.Work, t tally) { x.Lines = models.Share{Part: t.Part, Whole: t.Whole} }},
	} {
		var rows []tally
		if err := q.db.Select(q.by + " AS who, " + q.counts).Group(q.by).Scan(&rows).Error; err != nil {
			return w, err
		}
		for _, row := range rows {
			one := q.into[row.Who]
			q.set(&one, row)
			q.into[row.Who] = one
		}
	}
	if err := homesOf(visits(), w.Homes); err != nil {
		return w, err
	}
	return w, r.gridsOf(ctx, w.Grids, to)
}

// homesOf counts the homes of some visits by worker and grid.
func homesOf(visits *gorm.DB, into map[int64]map[int64]int) error {
	var rows []tally
	err := visits.Select("visits.user_id AS who, units.grid_id AS grid, COUNT(DISTINCT visits.unit_id) AS part").Group("visits.user_id, units.grid_id").Scan(&rows).Error
	for _, row := range rows {
		if into[row.Who] == nil {
			into[row.Who] = map[int64]int{}
		}
		into[row.Who][row.Grid] = row.Part
	}
	return err
}

// gridsOf reads who walks in which grid at the end of a time.
func (r *Reader) gridsOf(ctx context.Context, into map[int64][]int64, at workday.Moment) error {
	var rows []struct{ UserID, AreaID int64 }
	err := r.db.WithContext(ctx).Table("grants").Select("user_id, area_id").
		Where("role = ? AND level = ? AND from_at < ? AND (to_at = 0 OR to_at >= ?)", policy.Auxiliary, policy.Grid, at, at).Order("area_id").Scan(&rows).Error
	for _, row := range rows {
		into[row.UserID] = append(into[row.UserID], row.AreaID)
	}
	return err
}

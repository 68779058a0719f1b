package store

import (
	"context"

	"anju/models/workday"
)

// StaleRollups are, as rollups without counts, the areas and days from one to another where stays may count but no rollup
// holds, by area and day. Notes are read before anything is counted.
func (r *Reader) StaleRollups(ctx context.Context, first, last workday.Day) ([]Rollup, error) {
	db := r.db.WithContext(ctx)
	var notes, since []countChange
	err := db.Table("count_changes").Select("area_id, SUM(n) AS n, SUM(documents) AS documents").Where("day < ?", first).Group("area_id").Scan(&notes).Error
	if err != nil {
		return nil, err
	}
	err = db.Table("count_changes").Select("area_id, day, SUM(n) AS n, SUM(documents) AS documents").Where("day BETWEEN ? AND ?", first, last).
		Group("area_id, day").Scan(&since).Error
	if err != nil {
		return nil, err
	}
	var kept []Rollup
	err = db.Table("daily_counts").Select("area_id, day, changes, documents").Where("day BETWEEN ? AND ? AND origins IS NOT NULL", first, last).Scan(&kept).Error
	return staleOf(append(notes, since...), kept, first, last), err
}

// staleOf finds them from the notes of each area and day, those of days before the first under day 0, and the rollups that
// are kept.
func staleOf(notes []countChange, kept []Rollup, first, last workday.Day) []Rollup {
	var areas []int64
	byArea := map[int64]map[workday.Day]noted{}
	for _, n := range notes {
		if byArea[n.AreaID] == nil {
			byArea[n.AreaID], areas = map[workday.Day]noted{}, append(areas, n.AreaID)
		}
		byArea[n.AreaID][n.Day] = noted{n.N, n.Documents}
	}
	holds := map[areaDay]noted{}
	for _, k := range kept {
		holds[areaDay{k.AreaID, k.Day}] = noted{k.Changes, k.Documents}
	}
	var stale []Rollup
	for _, area := range areas {
		sum := byArea[area][0]
		for day := first; day <= last; day++ {
			more := byArea[area][day]
			sum = noted{sum.stays + more.stays, sum.documents + more.documents}
			if held, is := holds[areaDay{area, day}]; sum != (noted{}) && !(is && held == sum) {
				stale = append(stale, Rollup{AreaID: area, Day: day, Changes: sum.stays, Documents: sum.documents})
			}
		}
	}
	return stale
}

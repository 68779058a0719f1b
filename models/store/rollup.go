package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Rollups are what statistics counted for an area and a day, kept. Whoever changes a stay notes in the same transaction
// from which day on the counts of its area are other ones (count_changes); a rollup carries how many such notes there
// were up to its day before it was counted, and holds as long as there are no more. So nobody has to throw a rollup
// away, and a late import or a correction of the past cannot leave a wrong one.

// Rollup is the count of one area on one day.
type Rollup struct {
	AreaID    int64
	Day       workday.Day
	Changes   int64 // notes up to the day, read before the stays were counted
	Residents int
	OverHalf  int
	OverYear  int
	Reported  int
}

type countChange struct {
	ID     int64
	AreaID int64
	Day    workday.Day
	N      int64
}

// noteCounts notes that the counts of the area of each unit change from a day on.
func (t *Tx) noteCounts(changes map[int64][]workday.Day) error {
	if len(changes) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(changes))
	for id := range changes {
		ids = append(ids, id)
	}
	notes := map[countChange]int64{}
	err := chunks(ids, func(ids []int64) error {
		var units []models.Unit
		if err := t.db.Table("units").Select("id, area_id").Where("id IN ?", ids).Scan(&units).Error; err != nil {
			return err
		}
		for _, u := range units {
			for _, day := range changes[u.ID] {
				notes[countChange{AreaID: u.AreaID, Day: day}]++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.addNotes(notes)
}

func (t *Tx) addNotes(notes map[countChange]int64) error {
	rows := make([]countChange, 0, len(notes))
	for note, n := range notes {
		note.N = n
		rows = append(rows, note)
	}
	return insertRows(t, "count_changes", rows)
}

// noteStay is noteCounts for one stay that is about to be saved.
func (t *Tx) noteStay(s models.Stay) error {
	var before models.Stay
	if s.ID != 0 {
		err := t.db.Table("stays").Select("state, moved_in_on, moved_out_on, reported_at").Where("id = ?", s.ID).Scan(&before).Error
		if err != nil {
			return err
		}
	}
	first, changed := models.CountsFrom(before, s)
	if !changed {
		return nil
	}
	return t.db.Exec("INSERT INTO count_changes (area_id, day, n) SELECT area_id, ?, 1 FROM units WHERE id = ?", first, s.UnitID).Error
}

// noteMove notes that all counts of two areas change: a home moved from one to the other.
func (t *Tx) noteMove(from, to int64) error {
	return t.addNotes(map[countChange]int64{{AreaID: from}: 1, {AreaID: to}: 1})
}

// ListRollups are the rollups of a day that hold, and, as rollups without counts, the areas where stays may count but no
// rollup holds. areas narrows to some; nil means all.
func (r *Reader) ListRollups(ctx context.Context, scope policy.Scope, areas []int64, on workday.Day) (held, stale []Rollup, err error) {
	db := r.db.WithContext(ctx).Table("count_changes AS c").
		Select("c.area_id, SUM(c.n) AS notes, MAX(COALESCE(d.changes, -1)) AS changes, MAX(COALESCE(d.residents, 0)) AS residents, MAX(COALESCE(d.over_half, 0)) AS over_half, MAX(COALESCE(d.over_year, 0)) AS over_year, MAX(COALESCE(d.reported, 0)) AS reported").
		Joins("LEFT JOIN daily_counts AS d ON d.area_id = c.area_id AND d.day = ?", on).
		Where("c.day <= ?", on).Group("c.area_id")
	if !scope.All {
		db = db.Where("c.area_id IN ?", areas)
	}
	var rows []struct {
		Rollup `gorm:"embedded"`
		Notes  int64
	}
	err = db.Scan(&rows).Error
	for _, row := range rows {
		row.Day = on
		if row.Changes == row.Notes {
			held = append(held, row.Rollup)
		} else {
			stale = append(stale, Rollup{AreaID: row.AreaID, Day: on, Changes: row.Notes})
		}
	}
	return held, stale, err
}

// SaveRollups replaces rollups.
func (t *Tx) SaveRollups(rows []Rollup) error {
	for _, row := range rows {
		if err := t.db.Exec("DELETE FROM daily_counts WHERE area_id = ? AND day = ?", row.AreaID, row.Day).Error; err != nil {
			return err
		}
	}
	return insertRows(t, "daily_counts", rows)
}

// DropRollups forgets the rollups before a day. Notes of earlier days need no day of their own from then on.
func (t *Tx) DropRollups(before workday.Day) error {
	return t.db.Exec("DELETE FROM daily_counts WHERE day < ?", before).Error
}

// NotedAreas are the areas with notes about their counts.
func (r *Reader) NotedAreas(ctx context.Context) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("count_changes").Select("DISTINCT area_id").Order("area_id").Scan(&ids).Error
	return ids, err
}

// MergeNotes writes the notes of an area as one a day, and as one for all days before the first rollup that is kept: the
// sum up to any later day stays what it is. They are locked: two nodes that merged the same notes would double them.
func (t *Tx) MergeNotes(areaID int64, kept workday.Day) error {
	var rows []countChange
	if err := t.lock(t.db.Table("count_changes").Where("area_id = ?", areaID)).Scan(&rows).Error; err != nil {
		return err
	}
	notes, ids := map[countChange]int64{}, make([]int64, len(rows))
	for i, row := range rows {
		day := row.Day
		if day < kept {
			day = 0
		}
		notes[countChange{AreaID: areaID, Day: day}] += row.N
		ids[i] = row.ID
	}
	if len(notes) == len(rows) {
		return nil
	}
	err := chunks(ids, func(ids []int64) error {
		return t.db.Exec("DELETE FROM count_changes WHERE id IN ?", ids).Error
	})
	if err != nil {
		return err
	}
	return t.addNotes(notes)
}

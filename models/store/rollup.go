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
// away, and a late import or a correction of the past cannot leave a wrong one. Documents have notes of their own: another
// number changes the provinces of an area and none of its other counts.

// Rollup is the count of one area on one day.
type Rollup struct {
	AreaID    int64
	Day       workday.Day
	Changes   int64 // notes up to the day, read before the stays were counted
	Documents int64 // of them those about documents, read before these were opened
	Residents int
	OverHalf  int
	OverYear  int
	Reported  int
	Origins   []byte         // sealed; NULL where no province is kept
	ByOrigin  map[string]int `gorm:"-"` // what SaveRollups seals
	OfBefore  bool           `gorm:"-"` // the counts hold, the provinces do not
}

type countChange struct {
	ID           int64
	AreaID       int64
	Day          workday.Day
	N, Documents int64
}

// noted is how often the stays of an area and the documents of those who live there changed from a day on.
type noted struct{ stays, documents int64 }

// areaDay is an area from a day on.
type areaDay struct {
	area int64
	day  workday.Day
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
	notes := map[areaDay]noted{}
	err := chunks(ids, func(ids []int64) error {
		var units []models.Unit
		if err := t.db.Table("units").Select("id, area_id").Where("id IN ?", ids).Scan(&units).Error; err != nil {
			return err
		}
		for _, u := range units {
			for _, day := range changes[u.ID] {
				n := notes[areaDay{u.AreaID, day}]
				n.stays++
				notes[areaDay{u.AreaID, day}] = n
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.addNotes(notes)
}

func (t *Tx) addNotes(notes map[areaDay]noted) error {
	rows := make([]countChange, 0, len(notes))
	for at, n := range notes {
		rows = append(rows, countChange{AreaID: at.area, Day: at.day, N: n.stays, Documents: n.documents})
	}
	return loadRows(t, "count_changes", rows)
}

// noteStay is noteCounts for one stay that is about to be saved.
func (t *Tx) noteStay(s models.Stay) error {
	var before models.Stay
	if s.ID != 0 {
		err := t.db.Table("stays").Select("tenant_id, state, moved_in_on, moved_out_on, said_left_on, reported_at").Where("id = ?", s.ID).Scan(&before).Error
		if err != nil {
			return err
		}
	}
	if first, changed := models.CountsFrom(before, s); changed {
		err := t.db.Exec("INSERT INTO count_changes (area_id, day, n, documents) SELECT area_id, ?, 1, 0 FROM units WHERE id = ?", first, s.UnitID).Error
		if err != nil {
			return err
		}
	}
	if s.ID == 0 || before.TenantID == s.TenantID {
		return nil
	}
	first := min(before.MovedInOn, s.MovedInOn) // from when on another person is meant
	return t.db.Exec("INSERT INTO count_changes (area_id, day, n, documents) SELECT area_id, ?, 0, 1 FROM units WHERE id = ?", first, s.UnitID).Error
}

// noteDocuments notes that some people of rosters have another document, or none any more.
func (t *Tx) noteDocuments(tenantIDs []int64) error {
	return t.db.Exec(`INSERT INTO count_changes (area_id, day, n, documents)
 SELECT units.area_id, stays.moved_in_on, 0, COUNT(*) FROM stays JOIN units ON units.id = stays.unit_id
 WHERE stays.tenant_id IN ? AND stays.state <> ? GROUP BY units.area_id, stays.moved_in_on`, tenantIDs, models.StayVoid).Error
}

// noteMove notes that all counts of two areas change: a home moved from one to the other.
func (t *Tx) noteMove(from, to int64) error {
	return t.addNotes(map[areaDay]noted{{area: from}: {stays: 1}, {area: to}: {stays: 1}})
}

// ListRollups are the rollups of a day that hold, and, as rollups without counts, the areas where stays may count but no
// rollup holds. areas narrows to some, if the scope is not all.
func (r *Reader) ListRollups(ctx context.Context, scope policy.Scope, areas []int64, on workday.Day) (held, stale []Rollup, err error) {
	notes := r.db.Table("count_changes").Select("area_id, SUM(n) AS n, SUM(documents) AS documents").Where("day <= ?", on).Group("area_id")
	asked := map[int64]bool{}
	for _, id := range areas {
		asked[id] = true
	}
	if !scope.All && len(areas) <= keysARead { // more are as good as all
		notes = notes.Where("area_id IN ?", areas)
	}
	var rows []struct {
		Rollup        `gorm:"embedded"`
		Notes, Opened int64
	}
	err = r.db.WithContext(ctx).Table("(?) AS c", notes).Joins("LEFT JOIN daily_counts AS d ON d.area_id = c.area_id AND d.day = ?", on).
		Select(`c.area_id, c.n AS notes, c.documents AS opened, COALESCE(d.changes, -1) AS changes, COALESCE(d.documents, -1) AS documents, d.origins,
 COALESCE(d.residents, 0) AS residents, COALESCE(d.over_half, 0) AS over_half, COALESCE(d.over_year, 0) AS over_year, COALESCE(d.reported, 0) AS reported`).
		Scan(&rows).Error
	for _, row := range rows {
		if !scope.All && !asked[row.AreaID] {
			continue
		}
		if row.Changes != row.Notes {
			stale = append(stale, Rollup{AreaID: row.AreaID, Day: on})
			continue
		}
		row.Day, row.OfBefore = on, row.Documents != row.Opened || len(row.Origins) == 0
		held = append(held, row.Rollup)
	}
	return held, stale, err
}

// SaveRollups replaces rollups and seals their provinces.
func (t *Tx) SaveRollups(rows []Rollup) error {
	days := map[workday.Day][]int64{}
	for i := range rows {
		days[rows[i].Day] = append(days[rows[i].Day], rows[i].AreaID)
		var err error
		if rows[i].Origins, err = t.sealOrigins(rows[i]); err != nil {
			return err
		}
	}
	for day, areas := range days {
		err := chunks(areas, func(areas []int64) error {
			return t.db.Exec("DELETE FROM daily_counts WHERE day = ? AND area_id IN ?", day, areas).Error
		})
		if err != nil {
			return err
		}
	}
	return insertRows(t, "daily_counts", rows)
}

// DropRollups forgets the rollups before a day, and of those before a later one the provinces.
func (t *Tx) DropRollups(before, provinces workday.Day) error {
	if err := t.db.Exec("DELETE FROM daily_counts WHERE day < ?", before).Error; err != nil {
		return err
	}
	return t.db.Exec("UPDATE daily_counts SET origins = NULL WHERE day < ? AND origins IS NOT NULL", provinces).Error
}

// LooseNotes are the areas with several notes of one day; all days before the first rollup that is kept are one.
func (r *Reader) LooseNotes(ctx context.Context, kept workday.Day) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Raw(`SELECT area_id FROM (SELECT area_id, day FROM count_changes GROUP BY area_id, day HAVING COUNT(*) > 1) AS c
 UNION SELECT area_id FROM count_changes WHERE day < ? GROUP BY area_id HAVING COUNT(*) > 1 ORDER BY area_id`, kept).Scan(&ids).Error
	return ids, err
}

// MergeNotes writes the notes of an area as one a day, and as one for all days before the first rollup that is kept: the
// sum up to any later day stays what it is. They are locked: two nodes that merged the same notes would double them.
func (t *Tx) MergeNotes(areaID int64, kept workday.Day) error {
	var rows []countChange
	if err := t.lock(t.db.Table("count_changes").Where("area_id = ?", areaID)).Scan(&rows).Error; err != nil {
		return err
	}
	notes, of := map[areaDay]noted{}, map[areaDay][]int64{}
	for _, row := range rows {
		at := areaDay{areaID, row.Day}
		if at.day < kept {
			at.day = 0
		}
		n := notes[at]
		notes[at], of[at] = noted{n.stays + row.N, n.documents + row.Documents}, append(of[at], row.ID)
	}
	var gone []int64
	for at, ids := range of {
		if len(ids) == 1 {
			delete(notes, at)
		} else {
			gone = append(gone, ids...)
		}
	}
	err := chunks(gone, func(ids []int64) error {
		return t.db.Exec("DELETE FROM count_changes WHERE id IN ?", ids).Error
	})
	if err != nil {
		return err
	}
	return t.addNotes(notes)
}

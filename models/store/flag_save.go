package store

import (
	"anju/models"
	"anju/models/token"
	"anju/models/workday"
)

// batch is how many rows one statement carries; SQLite's variables are counted (PERF 6).
const batch = 50

// SaveChanges writes what an evaluation wanted: flags opened, altered and closed. The unique open_key decides when two
// evaluations race, so opened counts what was really opened.
func (t *Tx) SaveChanges(c models.Changes, by int64) (opened, closed int, err error) {
	for i := range c.Open {
		c.Open[i].Ref = token.NewRef()
		added, err := insertIgnore(t.db, "flags", &c.Open[i])
		if err != nil {
			return opened, closed, err
		}
		if added {
			opened++
		}
	}
	for _, f := range c.Alter {
		err := t.db.Table("flags").Where("id = ? AND resolved_at = 0", f.ID).
			Updates(map[string]any{"level": f.Level, "due_at": f.DueAt, "evidence": f.Evidence, "room_id": f.RoomID}).Error
		if err != nil {
			return opened, closed, err
		}
	}
	for _, f := range c.Close {
		done, err := t.CloseFlag(f, by)
		if err != nil {
			return opened, closed, err
		}
		if done {
			closed++
		}
	}
	return opened, closed, nil
}

// CloseFlag closes one flag with its resolution, unless it is closed already.
func (t *Tx) CloseFlag(f models.Flag, by int64) (bool, error) {
	res := t.db.Table("flags").Where("id = ? AND resolved_at = 0", f.ID).
		Updates(map[string]any{"resolved_at": f.ResolvedAt, "resolved_by": by, "resolution": f.Resolution, "open_key": nil})
	return res.RowsAffected > 0, res.Error
}

// MarkVisited records that somebody was there and found something: on the flag that led there and the flags of the stays
// that were looked at, or, when the visit was to the home as a whole (flag 0), on all its open flags.
func (t *Tx) MarkVisited(unitID, flagID int64, stayRefs []string, at workday.Moment) error {
	q := t.db.Table("flags").Where("unit_id = ? AND resolved_at = 0 AND visited_at = 0", unitID)
	if flagID != 0 {
		q = q.Where("id = ? OR stay_id IN (SELECT id FROM stays WHERE unit_id = ? AND ref IN ?)", flagID, unitID, append(stayRefs, ""))
	}
	return q.Update("visited_at", at).Error
}

// SetDues writes the next due time of many units, one statement a distinct time.
func (t *Tx) SetDues(due map[int64]workday.Moment) error {
	byTime := map[workday.Moment][]int64{}
	for id, at := range due {
		byTime[at] = append(byTime[at], id)
	}
	for at, ids := range byTime {
		for len(ids) > 0 {
			n := min(len(ids), batch*10)
			if err := t.db.Table("units").Where("id IN ?", ids[:n]).UpdateColumn("due_at", at).Error; err != nil {
				return err
			}
			ids = ids[n:]
		}
	}
	return nil
}

package store

import (
	"maps"
	"slices"
	"strings"

	"anju/models"
	"anju/models/token"
	"anju/models/workday"
)

// SaveChanges writes what evaluations at one moment wanted: flags opened, altered and closed, many with one statement. The
// unique open_key decides when two evaluations race, so opened counts what was really opened; ids are not read back.
func (t *Tx) SaveChanges(c models.Changes, by int64) (opened, closed int, err error) {
	if opened, err = t.openFlags(c.Open); err != nil {
		return opened, closed, err
	}
	type step struct {
		level int
		end   workday.Moment
	}
	steps := map[step][]int64{}
	for _, f := range c.Climb {
		to := step{f.Level, f.StepAt}
		steps[to] = append(steps[to], f.ID)
	}
	for to, flags := range steps {
		err := chunks(flags, func(ids []int64) error {
			return t.db.Table("flags").Where("id IN ? AND resolved_at = 0", ids).Updates(map[string]any{"level": to.level, "step_at": to.end}).Error
		})
		if err != nil {
			return opened, closed, err
		}
	}
	for _, f := range c.Alter {
		err := t.db.Table("flags").Where("id = ? AND resolved_at = 0", f.ID).
			Updates(map[string]any{"level": f.Level, "step_at": f.StepAt, "due_at": f.DueAt, "evidence": f.Evidence, "room_id": f.RoomID}).Error
		if err != nil {
			return opened, closed, err
		}
	}
	err = chunks(c.Close, func(flags []models.Flag) error {
		n, err := t.closeFlags(flags, by)
		closed += n
		return err
	})
	return opened, closed, err
}

func (t *Tx) openFlags(flags []models.Flag) (opened int, err error) {
	for i := range flags {
		flags[i].Ref = token.NewRef()
	}
	if len(flags) > 1 {
		if all, err := insertAll(t, "flags", flags); all || err != nil {
			return len(flags), err
		}
	}
	for i := range flags {
		added, err := insertIgnore(t.db, "flags", &flags[i])
		if err != nil {
			return opened, err
		}
		if added {
			opened++
		}
	}
	return opened, nil
}

// CloseFlag closes one flag with its resolution, unless it is closed already.
func (t *Tx) CloseFlag(f models.Flag, by int64) (bool, error) {
	n, err := t.closeFlags([]models.Flag{f}, by)
	return n > 0, err
}

// closeFlags closes flags that end at the same moment with the same resolution, and says how many were still open.
func (t *Tx) closeFlags(flags []models.Flag, by int64) (int, error) {
	ids := make([]int64, len(flags))
	for i, f := range flags {
		ids[i] = f.ID
	}
	res := t.db.Table("flags").Where("id IN ? AND resolved_at = 0", ids).
		Updates(map[string]any{"resolved_at": flags[0].ResolvedAt, "resolved_by": by, "resolution": flags[0].Resolution, "open_key": nil})
	return int(res.RowsAffected), res.Error
}

// MarkVisited records on some flags that somebody was there and found something.
func (t *Tx) MarkVisited(ids []int64, at workday.Moment) error {
	return chunks(ids, func(ids []int64) error {
		return t.db.Table("flags").Where("id IN ? AND resolved_at = 0 AND visited_at = 0", ids).Update("visited_at", at).Error
	})
}

// SetDues writes the next due time of many units, hundreds with one statement.
func (t *Tx) SetDues(due map[int64]workday.Moment) error {
	return chunks(slices.Sorted(maps.Keys(due)), func(ids []int64) error {
		var cases, list strings.Builder // numbers of ours stand in the statement: marks are slower
		for _, id := range ids {
			cases.WriteString(" WHEN " + itoa(id) + " THEN " + itoa(int64(due[id])))
			list.WriteString("," + itoa(id))
		}
		return t.db.Exec("UPDATE units SET due_at = CASE id" + cases.String() + " END WHERE id IN (" + list.String()[1:] + ")").Error
	})
}

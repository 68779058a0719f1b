package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// lookRow is a day of looks with its sealed column.
type lookRow struct {
	models.LookDay `gorm:"embedded"`
	NoteSealed     []byte `gorm:"column:note"`
}

func (r *Reader) openLooks(rows []lookRow) ([]models.LookDay, error) {
	days := make([]models.LookDay, len(rows))
	for i, row := range rows {
		note, err := r.ring.Open("look_days", "note", row.Ref, row.NoteSealed)
		if err != nil {
			return nil, err
		}
		days[i], days[i].Note = row.LookDay, note
	}
	return days, nil
}

// ListLookDays are the days in a scope of which the supervisor was told, those that nobody has seen first, then the newest; n at
// most.
func (r *Reader) ListLookDays(ctx context.Context, scope policy.Scope, n int) ([]models.LookDay, error) {
	var rows []lookRow
	err := within(r.db.WithContext(ctx).Table("look_days"), scope, "look_days", "look_days.id", "").Where("raised_at > 0").
		Order("CASE WHEN seen_at = 0 THEN 0 ELSE 1 END, raised_at DESC, id DESC").Limit(n).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return r.openLooks(rows)
}

// CountUnseenLooks counts those that nobody has seen.
func (r *Reader) CountUnseenLooks(ctx context.Context, scope policy.Scope) (int, error) {
	var n int64
	err := within(r.db.WithContext(ctx).Table("look_days"), scope, "look_days", "look_days.id", "").Where("raised_at > 0 AND seen_at = 0").Count(&n).Error
	return int(n), err
}

// LookDayByRef finds a day of which the supervisor was told, inside a scope, and locks it.
func (t *Tx) LookDayByRef(scope policy.Scope, ref string) (models.LookDay, error) {
	var row lookRow
	err := t.lock(within(t.db.Table("look_days"), scope, "look_days", "look_days.id", "").Where("ref = ? AND raised_at > 0", ref)).Take(&row).Error
	return row.LookDay, one(err)
}

// LookDay is the day of one of staff, locked; it is made where there is none.
func (t *Tx) LookDay(userID int64, day workday.Day, role string, at models.Ancestors) (models.LookDay, error) {
	fresh := lookRow{LookDay: models.LookDay{Ref: token.NewRef(), UserID: userID, Day: day, Role: role, Ancestors: at}}
	if _, err := insertIgnore(t.db, "look_days", &fresh); err != nil {
		return fresh.LookDay, err
	}
	var row lookRow
	err := t.lock(t.db.Table("look_days").Where("user_id = ? AND day = ?", userID, day)).Take(&row).Error
	return row.LookDay, one(err)
}

// SaveLookDay changes the counts of a day and what the supervisor said of it.
func (t *Tx) SaveLookDay(d models.LookDay) error {
	sealed, err := t.ring.Seal("look_days", "note", d.Ref, d.Note)
	if err != nil {
		return err
	}
	values := map[string]any{"full_ids": d.FullIDs, "outside": d.Outside, "raised_at": d.RaisedAt}
	if !d.SeenAt.IsZero() && d.Note != "" {
		values["seen_at"], values["seen_by"], values["note"] = d.SeenAt, d.SeenBy, sealed
	}
	return t.db.Table("look_days").Where("id = ?", d.ID).Updates(values).Error
}

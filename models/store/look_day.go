package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

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

// looksWithin are the days of those who work in a scope: what they looked at lies anywhere in their areas, and a day carries
// one of them.
func (r *Reader) looksWithin(ctx context.Context, scope policy.Scope) (*gorm.DB, error) {
	db := r.db.WithContext(ctx).Table("look_days")
	if scope.All {
		return db, nil
	}
	if scope.Empty() {
		return db.Where("1 = 0"), nil
	}
	areas, err := r.ListAreas(ctx, scope, "")
	ids := []int64{0}
	for _, a := range areas {
		ids = append(ids, a.ID)
	}
	parts, args := areaPart(scope.Areas, "look_days")
	posts := `EXISTS (SELECT 1 FROM grants g WHERE g.user_id = look_days.user_id AND g.area_id IN ?
 AND g.from_at < (look_days.day + 1) * 86400000 - 28800000 AND (g.to_at = 0 OR g.to_at > look_days.day * 86400000 - 28800000))`
	return db.Where("("+strings.Join(append(parts, posts), " OR ")+")", append(args, ids)...), err
}

// ListLookDays are the days in a scope of which the supervisor was told, those that nobody has seen first, then the newest; n at
// most.
func (r *Reader) ListLookDays(ctx context.Context, scope policy.Scope, n int) ([]models.LookDay, error) {
	db, err := r.looksWithin(ctx, scope)
	if err != nil {
		return nil, err
	}
	var rows []lookRow
	err = db.Where("raised_at > 0").
		Order("CASE WHEN seen_at = 0 THEN 0 ELSE 1 END, raised_at DESC, id DESC").Limit(n).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return r.openLooks(rows)
}

// CountUnseenLooks counts those that nobody has seen.
func (r *Reader) CountUnseenLooks(ctx context.Context, scope policy.Scope) (int, error) {
	db, err := r.looksWithin(ctx, scope)
	if err != nil {
		return 0, err
	}
	var n int64
	err = db.Where("raised_at > 0 AND seen_at = 0").Count(&n).Error
	return int(n), err
}

// LookDayByRef finds a day of which the supervisor was told, inside a scope, and locks it.
func (t *Tx) LookDayByRef(ctx context.Context, scope policy.Scope, ref string) (models.LookDay, error) {
	var row lookRow
	db, err := t.looksWithin(ctx, scope)
	if err != nil {
		return row.LookDay, err
	}
	err = t.lock(db.Where("ref = ? AND raised_at > 0", ref)).Take(&row).Error
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

package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

type returnRow struct {
	models.UnitReturn `gorm:"embedded"`
	NoteSealed        []byte `gorm:"column:note"`
	AnswerSealed      []byte `gorm:"column:answer"`
	ChangedSealed     []byte `gorm:"column:changed"`
}

// SaveReturn keeps why a home was given back.
func (t *Tx) SaveReturn(u *models.UnitReturn) error {
	u.Ref = token.NewRef()
	row := returnRow{UnitReturn: *u}
	var err error
	if row.NoteSealed, err = t.ring.Seal("unit_returns", "note", u.Ref, u.Note); err != nil {
		return err
	}
	if err := t.db.Table("unit_returns").Create(&row).Error; err != nil {
		return err
	}
	u.ID = row.ID
	return nil
}

// MendReturn says that a home was submitted again that was given back: as it stood, or put right, and the landlord's line.
func (t *Tx) MendReturn(u models.UnitReturn) error {
	answer, err := t.ring.Seal("unit_returns", "answer", u.Ref, u.Answer)
	if err != nil {
		return err
	}
	changed, err := t.ring.Seal("unit_returns", "changed", u.Ref, u.Changed)
	if err != nil {
		return err
	}
	return t.db.Table("unit_returns").Where("unit_id = ? AND mended_at = 0", u.UnitID).
		Updates(map[string]any{"mended_at": u.MendedAt, "kept": u.Kept, "answer": answer, "changed": changed, "unmended": u.Unmended}).Error
}

// MoveMendBy gives the landlord of a home that waits for him until a day, where his last day is an earlier one.
func (t *Tx) MoveMendBy(unitID int64, by workday.Day) error {
	return t.db.Table("unit_returns").Where("unit_id = ? AND mended_at = 0 AND mend_by > 0 AND mend_by < ?", unitID, by).Update("mend_by", by).Error
}

// LastReturn is the newest return of a home; the zero UnitReturn when it never was given back. The caller has found the home
// inside a scope.
func (r *Reader) LastReturn(ctx context.Context, unitID int64) (models.UnitReturn, error) {
	last, err := r.LastReturns(ctx, []int64{unitID})
	return last[unitID], err
}

// LastReturns are the newest returns of some homes.
func (r *Reader) LastReturns(ctx context.Context, unitIDs []int64) (map[int64]models.UnitReturn, error) {
	last := map[int64]models.UnitReturn{}
	if len(unitIDs) == 0 {
		return last, nil
	}
	var rows []returnRow
	err := r.db.WithContext(ctx).Table("unit_returns").Where("id IN (SELECT MAX(id) FROM unit_returns WHERE unit_id IN ? GROUP BY unit_id)", unitIDs).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Note, err = r.ring.Open("unit_returns", "note", row.Ref, row.NoteSealed); err != nil {
			return nil, err
		}
		if row.Answer, err = r.ring.Open("unit_returns", "answer", row.Ref, row.AnswerSealed); err != nil {
			return nil, err
		}
		if row.Changed, err = r.ring.Open("unit_returns", "changed", row.Ref, row.ChangedSealed); err != nil {
			return nil, err
		}
		last[row.UnitID] = row.UnitReturn
	}
	return last, nil
}

// Returned are those of some homes that were given back and put right.
func (t *Tx) Returned(ctx context.Context, unitIDs []int64) (map[int64]bool, error) {
	found := map[int64]bool{}
	err := chunks(unitIDs, func(some []int64) error {
		var ids []int64
		err := t.db.WithContext(ctx).Table("unit_returns").Distinct("unit_id").Where("unit_id IN ? AND mended_at > 0 AND kept = ?", some, false).Scan(&ids).Error
		for _, id := range ids {
			found[id] = true
		}
		return err
	})
	return found, err
}

// ReturnedHome is a home that waits for its landlord, with the fields that he is to put right.
type ReturnedHome struct {
	UnitRef, Label string
	Rectifying     bool // it stays accepted all the while
	models.UnitReturn
}

// ListReturned are the homes in a scope that were given back and not submitted again, oldest first; without the sentence.
func (r *Reader) ListReturned(ctx context.Context, scope policy.Scope, n int) ([]ReturnedHome, error) {
	var rows []ReturnedHome
	err := within(r.db.WithContext(ctx).Table("units"), scope, "units", "units.id", "").
		Select("units.ref AS unit_ref, units.label AS label, r.id AS id, r.reasons AS reasons, r.returned_at AS returned_at, r.mend_by AS mend_by, "+rectifying+" AS rectifying").
		Joins("JOIN unit_returns r ON r.unit_id = units.id AND r.mended_at = 0").
		Where("units.state = ?", models.UnitRectify).Order("r.id").Limit(n).Scan(&rows).Error
	return rows, err
}

// RoomsInUse are the rooms of a home on which something hangs: a stay, past ones too, or a card that was sent.
func (t *Tx) RoomsInUse(ctx context.Context, unitID int64) (map[int64]bool, error) {
	used := map[int64]bool{}
	for _, table := range []string{"stays", "invites"} {
		var ids []int64
		if err := t.db.WithContext(ctx).Table(table).Distinct("room_id").Where("unit_id = ?", unitID).Scan(&ids).Error; err != nil {
			return nil, err
		}
		for _, id := range ids {
			used[id] = true
		}
	}
	return used, nil
}

// DropRoom takes a room away that nothing hangs on.
func (t *Tx) DropRoom(id int64) error {
	return t.db.Exec("DELETE FROM rooms WHERE id = ?", id).Error
}

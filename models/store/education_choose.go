package store

import (
	"context"

	"anju/models"
	"anju/models/workday"
)

// ChooseEducation keeps whether a number wants texts about the law.
func (t *Tx) ChooseEducation(index []byte, wants bool, now workday.Moment) error {
	for _, one := range []struct {
		table, kind, when string
		kept              bool
	}{{"suppressions", "category", "since", !wants}, {"consents", "purpose", "given_at", wants}} {
		if err := t.db.Exec("DELETE FROM "+one.table+" WHERE phone_idx = ? AND "+one.kind+" = ?", index, models.CategoryEducation).Error; err != nil {
			return err
		}
		if !one.kept {
			continue
		}
		row := map[string]any{"phone_idx": index, one.kind: models.CategoryEducation, one.when: now}
		if err := t.db.Table(one.table).Create(row).Error; err != nil {
			return err
		}
	}
	return nil
}

// WantsEducation says whether lessons are sent to a number (RULES 47).
func (r *Reader) WantsEducation(ctx context.Context, index []byte, basis string) (bool, error) {
	unwilling, err := r.Unwilling(ctx, [][]byte{index}, basis)
	if err != nil {
		return false, err
	}
	return !unwilling(index), nil
}

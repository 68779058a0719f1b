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

// ChooseDuty keeps whether a number hears of its duties by text, or reads of them on its own page: they cannot be refused,
// the way can be chosen.
func (t *Tx) ChooseDuty(index []byte, onPage bool, now workday.Moment) error {
	err := t.db.Exec("DELETE FROM suppressions WHERE phone_idx = ? AND category = ?", index, models.CategoryReminder).Error
	if err != nil || !onPage {
		return err
	}
	return t.db.Table("suppressions").Create(map[string]any{"phone_idx": index, "category": models.CategoryReminder, "since": now}).Error
}

// DutiesOnPage are those of some numbers that read of their duties on their page.
func (r *Reader) DutiesOnPage(ctx context.Context, indexes [][]byte) (map[string]bool, error) {
	var all [][]byte
	err := chunks(indexes, func(indexes [][]byte) error {
		var some [][]byte
		err := r.db.WithContext(ctx).Table("suppressions").Select("phone_idx").Where("phone_idx IN ? AND category = ?", indexes, models.CategoryReminder).Scan(&some).Error
		all = append(all, some...)
		return err
	})
	return indexSet(all), err
}

// DutyOnPage says whether one number does.
func (r *Reader) DutyOnPage(ctx context.Context, index []byte) (bool, error) {
	on, err := r.DutiesOnPage(ctx, [][]byte{index})
	return on[string(index)], err
}

// WantsEducation says whether lessons are sent to a number (RULES 47).
func (r *Reader) WantsEducation(ctx context.Context, index []byte, basis string) (bool, error) {
	unwilling, err := r.Unwilling(ctx, [][]byte{index}, basis)
	if err != nil {
		return false, err
	}
	return !unwilling(index), nil
}

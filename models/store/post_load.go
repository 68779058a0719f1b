package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// DraftsBy are the drafts of one form that somebody keeps; handed alone asks for those that came from a predecessor.
func (r *Reader) DraftsBy(ctx context.Context, form string, userID int64, handed bool, at workday.Moment) ([]Draft, error) {
	db := r.db.WithContext(ctx).Table("drafts").Where("user_id = ? AND form = ? AND expires_at > ?", userID, form, at)
	if handed {
		db = db.Where("handed_from > 0")
	}
	var rows []draftRow
	if err := db.Order("id").Limit(200).Scan(&rows).Error; err != nil {
		return nil, err
	}
	drafts := make([]Draft, 0, len(rows))
	for _, row := range rows {
		var err error
		if row.Body, err = r.ring.Open("drafts", "body", row.Ref, row.BodySealed); err != nil {
			return nil, err
		}
		drafts = append(drafts, row.Draft)
	}
	return drafts, nil
}

// GiveDraft gives a draft to a successor.
func (t *Tx) GiveDraft(d Draft, to int64) error {
	return t.db.Table("drafts").Where("id = ?", d.ID).Updates(map[string]any{"user_id": to, "handed_from": d.UserID}).Error
}

// GiveCheck gives a home that was drawn by lot to another who checks it; 0 = nobody fits.
func (t *Tx) GiveCheck(itemID, to int64) error {
	return t.db.Table("sample_items").Where("id = ? AND checked_at = 0", itemID).Update("checker_id", to).Error
}

// ListPostLoad counts the open flags and the requests to an audience in a scope.
func (r *Reader) ListPostLoad(ctx context.Context, scope policy.Scope, audience string) (models.PostLoad, error) {
	var load models.PostLoad
	var flags, reports int64
	err := within(r.db.WithContext(ctx).Table("flags"), scope, "flags", "flags.unit_id", "").
		Where("flags.resolved_at = 0 AND flags.rule NOT IN ?", models.PrivateRules()).Count(&flags).Error
	if err != nil {
		return load, err
	}
	err = within(r.db.WithContext(ctx).Table("requests"), scope, "requests", "requests.unit_id", "").Where("audience = ? AND answered_at = 0", audience).Count(&reports).Error
	load.Flags, load.Reports = int(flags), int(reports)
	return load, err
}

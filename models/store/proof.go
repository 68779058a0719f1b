package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// SaveProof adds a sheet.
func (t *Tx) SaveProof(p *models.Proof) error { return t.db.Table("proofs").Create(p).Error }

// Proof finds a sheet by its code.
func (r *Reader) Proof(ctx context.Context, code string) (models.Proof, error) {
	var p models.Proof
	err := r.db.WithContext(ctx).Table("proofs").Where("code = ?", code).Take(&p).Error
	return p, one(err)
}

// ListErrands are the audit entries of one home in a scope for these actions, from the first moment to the last, oldest first.
func (r *Reader) ListErrands(ctx context.Context, scope policy.Scope, unitID int64, first, last workday.Moment, acts ...policy.Action) ([]models.AuditEntry, error) {
	var entries []models.AuditEntry
	err := within(r.db.WithContext(ctx).Table("audit_entries").Select("audit_entries.*").Joins("JOIN units ON units.id = audit_entries.unit_id"), scope, "units", "units.id", "").
		Where("audit_entries.unit_id = ? AND audit_entries.at >= ? AND audit_entries.at <= ? AND audit_entries.action IN ?", unitID, first, last, acts).
		Order("audit_entries.id").Scan(&entries).Error
	return entries, err
}

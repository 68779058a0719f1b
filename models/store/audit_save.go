package store

import (
	"context"
	"encoding/binary"

	"anju/models"
	"anju/models/policy"
)

// Audit writes the one entry of an errand. Each entry carries a MAC over all its columns; a job chains them.
func (t *Tx) Audit(e *models.AuditEntry) error {
	e.Mac = t.ring.Mac("audit", auditBytes(*e))
	return t.db.Table("audit_entries").Create(e).Error
}

// auditBytes writes every column that the MAC covers, each with its length before it.
func auditBytes(e models.AuditEntry) []byte {
	var b []byte
	for _, n := range []int64{int64(e.At), e.UserID, e.OnBehalf, e.RefID, e.UnitID, e.StayID} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	for _, s := range []string{e.Role, e.Action, e.Subject, e.Reason, e.Detail} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	return b
}

// ListAudit are the audit entries of the units in a scope, newest first.
func (r *Reader) ListAudit(ctx context.Context, scope policy.Scope, unitID int64, n int) ([]models.AuditEntry, error) {
	db := r.db.WithContext(ctx).Table("audit_entries").Select("audit_entries.*")
	if !scope.All {
		db = within(db.Joins("JOIN units ON units.id = audit_entries.unit_id"), scope, "units", "units.id", "")
	}
	if unitID != 0 {
		db = db.Where("audit_entries.unit_id = ?", unitID)
	}
	var entries []models.AuditEntry
	err := db.Order("audit_entries.id DESC").Limit(n).Scan(&entries).Error
	return entries, err
}

// AuditCount counts all audit entries, for tests: a verb writes one, a refusal none.
func (r *Reader) AuditCount(ctx context.Context) (int64, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("audit_entries").Count(&n).Error
	return n, err
}

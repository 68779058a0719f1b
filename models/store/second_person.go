package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// StaffChanges are what others than its owner did to a staff account from a moment on, the making of it among them.
func (r *Reader) StaffChanges(ctx context.Context, userID int64, from workday.Moment) ([]models.AuditEntry, error) {
	return readRows[models.AuditEntry](r.db.WithContext(ctx).Table("audit_entries").
		Where("at >= ? AND action = ? AND subject = 'user' AND ref_id = ? AND user_id <> ?", from, policy.StaffManage, userID, userID).Order("id"))
}

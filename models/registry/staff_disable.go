package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// DisableStaff cuts a staff account off at once: it can sign in no more, and every session it has ends. A lost phone and
// a colleague who left are both answered this way. Nobody cuts himself off.
func (r *Registry) DisableStaff(ctx context.Context, who policy.Actor, userRef string, at time.Time) error {
	return r.changeStaff(ctx, who, userRef, at, func(tx *store.Tx, user models.User, entry *models.AuditEntry) error {
		entry.Detail = "停用账号"
		switch {
		case user.ID == who.UserID:
			return models.Refuse(models.Conflict, "不能停用自己的账号。请另一位管理员来办")
		case user.Disabled:
			entry.Subject = skipAudit // a second tap
			return nil
		}
		if err := tx.SwitchUser(user.ID, true); err != nil {
			return err
		}
		return tx.EndSessions(user.ID)
	})
}

// EnableStaff lets a staff account sign in again; the old password and authenticator count.
func (r *Registry) EnableStaff(ctx context.Context, who policy.Actor, userRef string, at time.Time) error {
	return r.changeStaff(ctx, who, userRef, at, func(tx *store.Tx, user models.User, entry *models.AuditEntry) error {
		entry.Detail = "恢复账号"
		if !user.Disabled {
			entry.Subject = skipAudit
			return nil
		}
		return tx.SwitchUser(user.ID, false)
	})
}

// changeStaff is an errand on a staff account; the account of a landlord or tenant is not there for it.
func (r *Registry) changeStaff(ctx context.Context, who policy.Actor, userRef string, at time.Time, fn func(*store.Tx, models.User, *models.AuditEntry) error) error {
	return r.errand(ctx, who, policy.StaffManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.StaffManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		user, err := tx.LockUserByRef(ctx, userRef) // two administrators at once do not give one post twice
		if err != nil {
			return err
		}
		entry.Subject, entry.RefID = "user", user.ID
		return fn(tx, user, entry)
	})
}

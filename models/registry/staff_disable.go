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
func (r *Registry) DisableStaff(ctx context.Context, who policy.Actor, login string, at time.Time) error {
	return r.switchStaff(ctx, who, login, true, at)
}

// EnableStaff lets a staff account sign in again; the old password and authenticator count.
func (r *Registry) EnableStaff(ctx context.Context, who policy.Actor, login string, at time.Time) error {
	return r.switchStaff(ctx, who, login, false, at)
}

func (r *Registry) switchStaff(ctx context.Context, who policy.Actor, login string, off bool, at time.Time) error {
	return r.errand(ctx, who, policy.StaffManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.StaffManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		user, err := tx.UserByLogin(ctx, login)
		if err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "user", user.ID, "恢复账号"
		if off {
			entry.Detail = "停用账号"
		}
		switch {
		case user.ID == who.UserID:
			return models.Refuse(models.Conflict, "不能停用自己的账号。请另一位管理员来办")
		case user.Disabled == off:
			entry.Subject = skipAudit // a second tap
			return nil
		}
		user.Disabled = off
		if err := tx.SaveUser(&user); err != nil || !off {
			return err
		}
		return tx.EndSessions(user.ID)
	})
}

package registry

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/pquerna/otp/totp"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ResetTOTP gives a staff account a new authenticator and new recovery codes, for a phone that was lost or changed: the
// old ones prove nothing any more, and every session ends. Both are answered once and can never be read again.
func (r *Registry) ResetTOTP(ctx context.Context, who policy.Actor, userRef string, at time.Time) (secret string, recovery []string, err error) {
	err = r.changeStaff(ctx, who, userRef, at, func(tx *store.Tx, user models.User, entry *models.AuditEntry) error {
		key, err := totp.Generate(totp.GenerateOpts{Issuer: "anju", AccountName: user.Login})
		if err != nil {
			return err
		}
		secret, user.TOTPSecret, entry.Detail = key.Secret(), key.Secret(), "换动态码"
		recovery, user.Recovery = newRecovery(tx, user.Ref)
		if err := tx.SaveTOTP(user); err != nil {
			return err
		}
		return tx.EndSessions(user.ID)
	})
	if err != nil {
		return "", nil, err
	}
	return secret, recovery, nil
}

// SetPassword gives a staff account a new password, told to the person; every session ends. Errors: Invalid at password.
func (r *Registry) SetPassword(ctx context.Context, who policy.Actor, userRef, password string, at time.Time) error {
	if err := policy.May(who, policy.StaffManage, policy.Record{}, workday.At(at)); err != nil {
		return err // before the work of hashing
	}
	var faults models.Faults
	if faults.Add("password", passwordFault(password)); faults.Err() != nil {
		return faults.Err()
	}
	hash, err := hashPassword(ctx, password) // slow: outside the transaction
	if err != nil {
		return err
	}
	return r.changeStaff(ctx, who, userRef, at, func(tx *store.Tx, user models.User, entry *models.AuditEntry) error {
		entry.Detail = "换密码"
		if err := tx.SavePassword(user.ID, hash); err != nil {
			return err
		}
		return tx.EndSessions(user.ID)
	})
}

// passwordFault says what is wrong with a new password, or "".
func passwordFault(password string) string {
	if utf8.RuneCountInString(password) < shortestPassword || len(password) > 200 {
		return "密码至少 10 个字，越长越好记的话越安全"
	}
	return ""
}

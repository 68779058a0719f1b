package registry

import (
	"context"
	"crypto/subtle"
	"strings"
	"time"

	"github.com/pquerna/otp/hotp"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// The ways of giving the second proof.
const (
	proofNone     = ""
	proofUsed     = "used" // right, but used before
	proofTOTP     = "totp"
	proofRecovery = "recovery"
)

func wayWords(way string) string {
	if way == proofUsed {
		return usedWords
	}
	return wrongCodeWords
}

// prove measures a typed code against the authenticator, one step back and ahead, or against the recovery codes, and
// spends what fits. A step that was used, or an older one, proves nothing.
func (r *Registry) prove(ctx context.Context, tx *store.Tx, userID int64, typed string, real time.Time) (string, error) {
	user, err := tx.User(ctx, userID)
	if err != nil {
		return proofNone, err
	}
	if user.Disabled { // cut off since the password was given
		return proofNone, nil
	}
	digits := strings.Join(strings.Fields(typed), "")
	if len(digits) != 6 {
		spent, err := spendRecovery(tx, user, typed)
		if err != nil || !spent {
			return proofNone, err
		}
		return proofRecovery, nil
	}
	now := real.Unix() / totpPeriod
	for step := now - 1; step <= now+1; step++ {
		want, err := hotp.GenerateCode(user.TOTPSecret, uint64(step))
		if err != nil {
			return proofNone, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(digits)) != 1 {
			continue
		}
		fresh, err := tx.UseTOTPStep(user.ID, step)
		if err != nil {
			return proofNone, err
		}
		if fresh {
			return proofTOTP, nil
		}
		return proofUsed, nil
	}
	return proofNone, nil
}

// Refresh takes the code once more, so that a full number may be looked at for some minutes. A visit shift stays masked.
func (r *Registry) Refresh(ctx context.Context, who policy.Actor, secret, code string) error {
	real := r.Real()
	now := workday.At(real)
	if !who.Staff || who.Shift {
		return models.Refuse(models.Forbidden, "走访班次里只看遮住的内容。要看全号，请在办公室重新登录")
	}
	keys := []limitKey{{"totp:" + who.UserRef, wrongLogin, loginWindow}}
	if err := r.count(ctx, keys, real); err != nil {
		return err
	}
	var fault error
	err := r.errand(ctx, who, policy.SignedIn, real, func(tx *store.Tx, entry *models.AuditEntry) error {
		fault = nil
		entry.Action, entry.Subject, entry.RefID = "totp.again", "user", who.UserID
		session, err := tx.Session(ctx, secret, now)
		if err != nil {
			return err
		}
		if session.UserID != who.UserID || session.Kind != models.SessionStaff {
			return models.ErrNotFound
		}
		way, err := r.prove(ctx, tx, who.UserID, code, real)
		if err != nil {
			return err
		}
		if way == proofNone || way == proofUsed {
			entry.Action, fault = "totp.wrong", models.FaultAt("totp", wayWords(way))
			return nil
		}
		if err := forgive(tx, keys, real); err != nil {
			return err
		}
		session.FreshAt = now
		return tx.SaveSession(&session)
	})
	if err == nil && fault != nil {
		return fault
	}
	return err
}

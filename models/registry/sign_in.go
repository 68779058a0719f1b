package registry

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/vault"
	"anju/models/workday"
)

const (
	codeLife       = 5 * time.Minute
	codeTries      = 5
	codesADay      = 10 // a phone
	codesAnHour    = 20 // an address (DESIGN 4.4)
	personLife     = 30 * 24 * time.Hour
	staffIdle      = 30 * time.Minute
	shiftLife      = 10 * time.Hour
	codeSpacing    = time.Minute
	deviceIdle     = 90 * 24 * time.Hour // after that the document is asked again (RULES 49)
	sameCodeAnswer = "验证码不对，请看最新一条短信"
)

// SendCode sends a sign-in code to a phone, the same way whether or not anybody knows the phone. Limits are by the real
// clock. Errors: Invalid at phone, TooMany with RetryAfter.
func (r *Registry) SendCode(ctx context.Context, who policy.Actor, raw string) error {
	number, fault := phone.Check(raw)
	if fault != "" {
		return models.FaultAt("phone", fault)
	}
	real := r.Real()
	now := workday.At(real)
	return r.errand(ctx, who, policy.Public, real, func(tx *store.Tx, entry *models.AuditEntry) error {
		index := tx.PhoneIndex(number)
		if err := r.codeLimits(tx, index, who.Address, real); err != nil {
			return err
		}
		digits := token.NewOTP()
		code := models.Code{PhoneIdx: index, Mac: tx.Mac("code", append(append([]byte{}, index...), digits...)), CreatedAt: now, ExpiresAt: now.Add(codeLife)}
		if err := tx.SaveCode(&code); err != nil {
			return err
		}
		entry.Action, entry.Subject, entry.RefID = "code.send", "code", code.ID
		_, err := tx.Queue(models.Notice{
			Kind: "R20", Phone: number, Params: map[string]string{"otp": digits}, Subject: "code:" + token.NewRef(), Period: "",
			NotBefore: now, ExpiresAt: now.Add(codeLife), CreatedAt: now,
		})
		return err
	})
}

func (r *Registry) codeLimits(tx *store.Tx, index []byte, address string, real time.Time) error {
	now := workday.At(real)
	last, err := tx.LastCode(index)
	if err != nil {
		return err
	}
	if wait := last.CreatedAt.Time().Add(codeSpacing).Sub(real); last.ID != 0 && wait > 0 {
		return models.TooManyFor(wait, "刚发过一条，%s后才能再发")
	}
	hour, day := now.Time().Truncate(time.Hour), now.Day()
	hits, err := tx.Hit("code:a:"+address, workday.At(hour))
	if err != nil {
		return err
	}
	if hits > codesAnHour {
		return models.TooManyFor(hour.Add(time.Hour).Sub(real), "发得太多了。请过 %s再试，或打网格员的电话")
	}
	hits, err = tx.Hit("code:p:"+hex.EncodeToString(index), workday.At(day.Start()))
	if err != nil {
		return err
	}
	if hits > codesADay {
		return &models.Error{Kind: models.TooMany, Message: "这个号码今天发得太多了。请明天再试，或打网格员的电话", RetryAfter: day.End().Sub(real)}
	}
	return nil
}

// SignIn takes the code and opens a session: the secret goes into the cookie, its hash into the row. A wrong, old, spent
// or unknown code gives one answer. A code dies after five tries.
func (r *Registry) SignIn(ctx context.Context, who policy.Actor, raw, code, device string) (secret string, err error) {
	number, fault := phone.Check(raw)
	if fault != "" {
		return "", models.FaultAt("phone", fault)
	}
	real := r.Real()
	now := workday.At(real)
	wrong, spent := false, false
	err = r.errand(ctx, who, policy.Public, real, func(tx *store.Tx, entry *models.AuditEntry) error {
		wrong, spent = false, false
		index := tx.PhoneIndex(number)
		last, err := tx.LastCode(index)
		if err != nil {
			return err
		}
		mac := tx.Mac("code", append(append([]byte{}, index...), idcard.Normalise(code)...))
		if last.ID == 0 || !last.UsedAt.IsZero() || last.ExpiresAt <= now || last.Tries >= codeTries || !vault.Same(mac, last.Mac) {
			wrong = true // the try is counted and committed, so the errand itself succeeds
			entry.Action, entry.Subject, entry.RefID = "code.wrong", "code", last.ID
			last.Tries++
			spent = last.Tries > codeTries
			return tx.TryCode(last)
		}
		last.UsedAt = now
		if err := tx.TryCode(last); err != nil {
			return err
		}
		user, err := personFor(ctx, tx, number, "", now)
		if err != nil {
			return err
		}
		if user.Disabled {
			return models.Refuse(models.Forbidden, "这个号码停用了。请打社区警务室的电话")
		}
		known, err := tx.TouchDevice(device, user.ID, "tenant", now.Add(-deviceIdle), now)
		if err != nil {
			return err
		}
		secret = token.NewSecret(32)
		session := models.Session{Hash: store.Hash(secret), UserID: user.ID, Kind: models.SessionPerson, DocOK: known, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(personLife)}
		entry.Action, entry.Subject, entry.RefID, entry.UserID, entry.Role = "sign_in", "user", user.ID, user.ID, string(policy.Person)
		return tx.SaveSession(&session)
	})
	if err == nil && spent {
		return "", models.FaultAt("code", "试了 5 次都不对，这个验证码作废了。请点“重新发”")
	}
	if err == nil && wrong {
		return "", models.FaultAt("code", sameCodeAnswer)
	}
	return secret, err
}

// ShowDoc is asked at a tenant's first sign-in on a device: the last four of his document. Five wrong answers an hour
// end the session. device is the secret of the device cookie.
func (r *Registry) ShowDoc(ctx context.Context, who policy.Actor, secret, device, last4 string) error {
	real := r.Real()
	now := workday.At(real)
	wrong := false
	err := r.errand(ctx, who, policy.SignedIn, real, func(tx *store.Tx, entry *models.AuditEntry) error {
		wrong = false
		hits, err := tx.Hit("doc:"+who.UserRef, workday.At(real.Truncate(time.Hour)))
		if err != nil {
			return err
		}
		entry.Subject, entry.RefID = "user", who.UserID
		entries, err := tx.ListEntries(ctx, policy.Scope{Phone: who.Phone}, 50)
		if err != nil {
			return err
		}
		match := false
		for _, e := range entries {
			match = match || len(e.Tenant.DocNo) >= 4 && strings.HasSuffix(e.Tenant.DocNo, idcard.Normalise(last4)) && len(idcard.Normalise(last4)) == 4
		}
		if !match || hits > codeTries {
			wrong, entry.Action = true, "doc.wrong"
			if hits >= codeTries {
				return tx.EndSession(secret)
			}
			return nil
		}
		entry.Action = "doc.shown"
		session, err := tx.Session(ctx, secret, now)
		if err != nil {
			return err
		}
		session.DocOK = true
		if err := tx.SaveSession(&session); err != nil {
			return err
		}
		return tx.SaveDevice(device, who.UserID, "tenant", now)
	})
	if err == nil && wrong {
		return models.FaultAt("last4", "和登记的证件对不上，请看证件号码最后 4 位")
	}
	return err
}

// Who finds the actor of a session; a stranger when there is none. A staff session dies 30 minutes after its last use, a
// visit shift 10 hours after its beginning.
func (r *Registry) Who(ctx context.Context, secret string) (policy.Actor, error) {
	return r.who(ctx, secret, false)
}

// who is Who; quiet where a page asks by itself: that nobody is at it must not keep the session alive.
func (r *Registry) who(ctx context.Context, secret string, quiet bool) (policy.Actor, error) {
	if secret == "" {
		return policy.Actor{}, nil
	}
	now := workday.At(r.Real())
	session, user, err := r.Store.SignedIn(ctx, secret, now)
	if err != nil {
		if models.IsKind(err, models.NotFound) {
			return policy.Actor{}, nil
		}
		return policy.Actor{}, err
	}
	if user.Disabled {
		return policy.Actor{}, nil
	}
	actor, err := r.Store.Actor(ctx, user)
	actor.DocOK, actor.Shift = session.DocOK, session.Kind == models.SessionShift
	actor.Fresh = !session.FreshAt.IsZero() && session.FreshAt.Add(5*time.Minute) > now
	if err == nil && !quiet && session.Kind == models.SessionStaff && session.SeenAt.Add(time.Minute) < now {
		err = r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.TouchSession(session.ID, now, now.Add(staffIdle)) })
	}
	return actor, err
}

// WhoOn is Who for a browser: a visit shift lives only on the phone that was enrolled, known by its device cookie. quiet is a
// page that asks by itself, which is no use of the session.
func (r *Registry) WhoOn(ctx context.Context, secret, device string, quiet bool) (policy.Actor, error) {
	actor, err := r.who(ctx, secret, quiet)
	if err != nil || !actor.Shift {
		return actor, err
	}
	enrolled, err := r.Store.Device(ctx, device, actor.UserID, "shift")
	if err != nil || !enrolled {
		return policy.Actor{}, err
	}
	return actor, nil
}

// SignOut ends a session.
func (r *Registry) SignOut(ctx context.Context, who policy.Actor, secret string) error {
	return r.errand(ctx, who, policy.Public, r.Real(), func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Action, entry.Subject, entry.RefID = "sign_out", "user", who.UserID
		return tx.EndSession(secret)
	})
}

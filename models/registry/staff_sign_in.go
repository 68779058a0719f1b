package registry

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

const (
	wrongLogin     = 5 // wrong passwords a login may have in a window
	wrongAddress   = 30
	loginWindow    = 15 * time.Minute
	pendingLife    = 5 * time.Minute
	pendingForm    = "staff_totp"
	totpPeriod     = 30 // seconds
	wrongWords     = "登录名或密码不对，请再看一眼"
	wrongCodeWords = "动态码不对，请看手机上现在显示的 6 位数字"
	usedWords      = "这个动态码用过了，请等 30 秒，用下一个"
)

// StaffPassword checks login and password. It opens nothing yet: it answers a secret, good for five minutes, with which
// StaffTOTP asks for the second proof. An unknown login, a wrong password and a closed account get the same words after
// the same time. Limits go by the real clock. Errors: Invalid at password, TooMany with RetryAfter.
func (r *Registry) StaffPassword(ctx context.Context, who policy.Actor, login, password string) (pending string, err error) {
	login = strings.ToLower(strings.TrimSpace(login))
	if login == "" || password == "" {
		var faults models.Faults
		if login == "" {
			faults.Add("login", "请填登录名")
		}
		if password == "" {
			faults.Add("password", "请填密码")
		}
		return "", faults.Err()
	}
	real := r.Real()
	keys := []limitKey{
		{"pw:l:" + hex.EncodeToString(r.Store.Mac("login", []byte(login)))[:32], wrongLogin, loginWindow},
		{"pw:a:" + who.Address, wrongAddress, time.Hour},
	}
	if err := r.count(ctx, keys, real); err != nil {
		return "", err
	}
	user, err := r.Store.UserByLogin(ctx, login)
	if err != nil && !models.IsKind(err, models.NotFound) {
		return "", err
	}
	right, err := samePassword(ctx, password, user.PasswordHash)
	if err != nil {
		return "", err
	}
	right = right && user.ID != 0 && user.Staff && !user.Disabled
	now := workday.At(real)
	err = r.errand(ctx, who, policy.Public, real, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Action, entry.Subject, entry.RefID = "password.wrong", "user", user.ID
		secret := token.NewSecret(32)
		draft := store.Draft{Ref: pendingRef(secret), Form: pendingForm, Body: pendingBody(user), CreatedAt: now, ExpiresAt: now.Add(pendingLife)}
		if !right {
			draft.Body = "0" // the same statements run either way
		}
		if err := tx.SaveDraft(&draft); err != nil {
			return err
		}
		if !right {
			return nil
		}
		pending, entry.Action = secret, "password.right"
		return forgive(tx, keys, real)
	})
	if err == nil && !right {
		return "", models.FaultAt("password", wrongWords)
	}
	return pending, err
}

// pendingBody names the account and the password that was given: a new password ends what the old one began.
func pendingBody(user models.User) string {
	return strconv.FormatInt(user.ID, 10) + " " + hex.EncodeToString(store.Hash(user.PasswordHash))
}

// pendingRef is how a pending secret is kept: the row alone opens nothing.
func pendingRef(secret string) string { return hex.EncodeToString(store.Hash(secret))[:26] }

type limitKey struct {
	key  string
	most int
	span time.Duration
}

// count takes a try before it is judged, so that many at once cannot slip through; forgive gives a right one back.
func (r *Registry) count(ctx context.Context, keys []limitKey, real time.Time) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, k := range keys {
			window := real.Truncate(k.span)
			hits, err := tx.Hit(k.key, workday.At(window))
			if err != nil {
				return err
			}
			if hits > k.most {
				return &models.Error{Kind: models.TooMany, Message: "试得太多了。请过一会儿再试，或者找管理员", RetryAfter: window.Add(k.span).Sub(real)}
			}
		}
		return nil
	})
}

func forgive(tx *store.Tx, keys []limitKey, real time.Time) error {
	for _, k := range keys {
		if err := tx.Forgive(k.key, workday.At(real.Truncate(k.span))); err != nil {
			return err
		}
	}
	return nil
}

// StaffTOTP takes the second proof and opens the session: at a desk it dies 30 minutes after its last use. With shift it
// is a visit shift of 10 hours with masked data only; the code enrols this device, and a recovery code cannot.
func (r *Registry) StaffTOTP(ctx context.Context, who policy.Actor, pending, code string, shift bool, device string) (secret string, err error) {
	real := r.Real()
	now := workday.At(real)
	user, err := r.pendingUser(ctx, pending, now)
	if err != nil {
		return "", err
	}
	grants, err := r.Store.Grants(ctx, user.ID)
	if err != nil {
		return "", err
	}
	keys := []limitKey{{"totp:" + user.Ref, wrongLogin, loginWindow}}
	if err := r.count(ctx, keys, real); err != nil {
		return "", err
	}
	var fault error
	err = r.errand(ctx, who, policy.Public, real, func(tx *store.Tx, entry *models.AuditEntry) error {
		secret, fault = "", nil
		entry.Subject, entry.RefID = "user", user.ID
		way, err := r.prove(ctx, tx, user.ID, code, real)
		if err != nil {
			return err
		}
		switch {
		case way == proofNone || way == proofUsed:
			entry.Action, fault = "totp.wrong", models.FaultAt("totp", wayWords(way))
			return nil // the try stands, so the errand itself succeeds
		case shift && administers(grants, now):
			return models.FaultAt("shift", "管理员的账号不能开走访班次。请去掉这个勾")
		case way == proofRecovery && shift:
			return models.FaultAt("shift", "用恢复码登录，不能开走访班次。请去掉这个勾")
		}
		if err := tx.DropDraft(pendingForm, pendingRef(pending), 0); err != nil {
			return err
		}
		if err := forgive(tx, keys, real); err != nil {
			return err
		}
		secret = token.NewSecret(32)
		entry.Action, entry.UserID, entry.Detail = "sign_in", user.ID, way
		return r.openStaff(tx, user, secret, device, way, shift, now)
	})
	if err == nil && fault != nil {
		return "", fault
	}
	return secret, err
}

// administers says whether somebody gives out accounts: his phone on a walk would open them to whoever finds it.
func administers(grants []policy.Grant, now workday.Moment) bool {
	for _, g := range grants {
		if g.Role == policy.Admin && g.Holds(now) {
			return true
		}
	}
	return false
}

// openStaff saves the session; a visit shift belongs to the device that gave the code.
func (r *Registry) openStaff(tx *store.Tx, user models.User, secret, device, way string, shift bool, now workday.Moment) error {
	s := models.Session{Hash: store.Hash(secret), UserID: user.ID, Kind: models.SessionStaff, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(staffIdle)}
	if way == proofTOTP {
		s.FreshAt = now
	}
	if shift {
		if device == "" {
			return models.Refuse(models.Invalid, "这台手机不留标记，不能开走访班次。请让浏览器允许 Cookie")
		}
		if err := tx.SaveDevice(device, user.ID, "shift", now); err != nil {
			return err
		}
		id, err := tx.DeviceID(device, user.ID, "shift")
		if err != nil {
			return err
		}
		s.Kind, s.DeviceID, s.ExpiresAt, s.FreshAt = models.SessionShift, id, now.Add(shiftLife), 0
	}
	return tx.SaveSession(&s)
}

// Pending says whether the first proof was given and still counts; the page for the code asks before it is drawn.
func (r *Registry) Pending(ctx context.Context, pending string) error {
	_, err := r.pendingUser(ctx, pending, workday.At(r.Real()))
	return err
}

func (r *Registry) pendingUser(ctx context.Context, pending string, now workday.Moment) (models.User, error) {
	over := models.Refuse(models.Unsigned, "等得太久了，请从登录名和密码重新来一次")
	if pending == "" {
		return models.User{}, over
	}
	draft, err := r.Store.Draft(ctx, pendingForm, pendingRef(pending), 0, now)
	if models.IsKind(err, models.NotFound) {
		return models.User{}, over
	}
	if err != nil {
		return models.User{}, err
	}
	account, _, _ := strings.Cut(draft.Body, " ")
	id, err := strconv.ParseInt(account, 10, 64)
	if err != nil || id == 0 {
		return models.User{}, over
	}
	user, err := r.Store.User(ctx, id)
	if models.IsKind(err, models.NotFound) || err == nil && (user.Disabled || draft.Body != pendingBody(user)) {
		return models.User{}, over
	}
	return user, err
}

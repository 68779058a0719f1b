package registry

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/vault"
	"anju/models/workday"
)

// Will is how somebody at the counter shows that he wants an errand done (凭据): one of the two. A code from a text message
// is none: who asks for one is a swindler, says the text itself (R20).
type Will struct {
	Code string // the landlord's 代办口令, spoken
	Slip string // the number of a 签字单 that he signed
}

// deskErrand is an errand done at the counter for somebody.
type deskErrand struct {
	what   string // which errand it is, and said what it is to do: with these and the will the idempotency key is good, see key
	said   any
	who    policy.Actor
	will   Will
	tenant bool   // for the tenant himself, who has no 口令: he signs
	claims bool   // the landlord claims the home by it
	once   string // idempotency key of the form
	result string // what a repeat of the form is told
	at     time.Time
}

// serve lets fn do an errand in somebody's name once he has shown that he wants it, and puts down who acted for whom and by
// what (代办). fn is what the person's own verb would do. A form sent twice is told the earlier result, and only that form.
func (r *Registry) serve(tx *store.Tx, unit models.Unit, e *deskErrand, entry *models.AuditEntry, fn func() error) (earlier string, err error) {
	now := workday.At(e.at)
	by, err := hearWill(tx, unit, *e, entry)
	if err != nil {
		return "", err
	}
	var slip models.Slip
	var used error
	if e.will.Slip != "" {
		no := token.NormaliseShortCode(e.will.Slip)
		slip, err = tx.LockSlip(models.DeskOf(unit), no)
		used = slipFault(no, slip, err)
		if used != nil && slip.UsedAt.IsZero() {
			return "", used
		}
		by = "签字单 " + no
	}
	key, planned := e.key(tx, *entry), e.result
	fresh, earlier, err := tx.Once(key, e.who.UserID, planned, now)
	if err != nil || !fresh {
		entry.Subject = skipAudit
		return earlier, err
	}
	if used != nil {
		return "", used
	}
	if err := fn(); err != nil || entry.Subject == skipAudit { // a repeat of what is done already uses up no slip
		return "", err
	}
	words := "代房客办"
	if !e.tenant {
		words, entry.OnBehalf = "代办", unit.OwnerID
	}
	entry.Detail = strings.TrimSuffix(words+"·"+by+"·"+entry.Detail, "·")
	if e.result != planned {
		if err := tx.OnceResult(key, e.result); err != nil {
			return "", err
		}
	}
	if slip.ID == 0 {
		return "", nil
	}
	slip.UsedAt, slip.UsedBy, slip.UnitID, slip.StayID = now, e.who.UserID, unit.ID, entry.StayID
	return "", tx.SaveSlip(slip)
}

// key is the form's own key bound to the errand, to the record that it is about, to what it says and to what shows the will: in
// anything else the same form is another errand. As a MAC, for it holds a 口令 and what was typed.
func (e *deskErrand) key(tx *store.Tx, entry models.AuditEntry) string {
	if e.once == "" {
		return ""
	}
	all := fmt.Sprintf("%q %q %q %d %q %q %#v", e.once, e.what, entry.Subject, entry.RefID, idcard.Normalise(e.will.Code), token.NormaliseShortCode(e.will.Slip), e.said)
	return hex.EncodeToString(tx.Mac("desk once", []byte(all)))[:40]
}

// hearWill holds a spoken 口令 against the landlord's. A wrong one is counted and put down though the errand is refused;
// DeskTries in a row lock it.
func hearWill(tx *store.Tx, unit models.Unit, e deskErrand, entry *models.AuditEntry) (by string, err error) {
	code, field := idcard.Normalise(e.will.Code), "code"
	if e.tenant {
		code, field = "", "slip"
	}
	switch {
	case !e.tenant && !e.claims && models.CheckDesk(unit) != "":
		return "", models.Refuse(models.Conflict, models.CheckDesk(unit))
	case code == "" && e.will.Slip == "":
		return "", models.FaultAt(field, map[string]string{"code": "请填代办口令，没有就填签字单号", "slip": "请填签字单号，7 位数字"}[field])
	case code == "":
		return "", nil
	case e.will.Slip != "":
		return "", models.FaultAt("slip", "口令和签字单号只填一个")
	case len(code) != 6:
		return "", models.FaultAt("code", "代办口令是 6 位数字，请再问一遍")
	}
	known, err := tx.LockDeskCode(unit.OwnerID)
	if models.IsKind(err, models.NotFound) {
		return "", models.FaultAt("code", "这位户主没有代办口令。请他签一张签字单")
	}
	if err != nil {
		return "", err
	}
	if known.Locked() {
		return "", models.FaultAt("code", "口令连错 5 次，锁住了。请户主签一张签字单，或者换一个口令")
	}
	if !vault.Same(deskMac(tx, unit.OwnerID, code), known.Mac) {
		known.Tries++
		entry.Action, entry.Subject, entry.RefID, entry.Detail = "desk.wrong", "user", unit.OwnerID, "口令不对"
		if err := tx.SaveDeskCode(known); err != nil {
			return "", err
		}
		return "", kept{models.FaultAt("code", "口令不对，还能试 "+strconv.Itoa(models.DeskTries-known.Tries)+" 次。请户主再说一遍")}
	}
	if known.Tries == 0 {
		return "口令", nil
	}
	known.Tries = 0
	return "口令", tx.SaveDeskCode(known)
}

// deskMac is what is kept of a 代办口令. It belongs to one landlord: the same digits of another give other bytes.
func deskMac(tx *store.Tx, ownerID int64, code string) []byte {
	return tx.Mac("desk", []byte(strconv.FormatInt(ownerID, 10)+":"+code))
}

// slipFault says what is wrong with a slip of the number typed, as it was found.
func slipFault(no string, slip models.Slip, err error) error {
	switch {
	case !token.ValidSlip(no):
		return models.FaultAt("slip", "签字单号对不上，请照纸上再输一遍，7 位数字")
	case models.IsKind(err, models.NotFound):
		return models.FaultAt("slip", "这处房子的社区没有印过这个单号。请看是不是别处的单子，或者抄错了")
	case err == nil && !slip.UsedAt.IsZero():
		return models.FaultAt("slip", "这张签字单用过了，一张只办一件。请另签一张")
	}
	return err
}

// CheckSlip says beforehand whether a slip would be taken for a home. Errors: Invalid at slip.
func (r *Registry) CheckSlip(ctx context.Context, unit models.Unit, typed string) error {
	no := token.NormaliseShortCode(typed)
	slip, err := r.Store.Slip(ctx, models.DeskOf(unit), no)
	return slipFault(no, slip, err)
}

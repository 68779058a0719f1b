package registry

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// RevealReasons are why an officer may look at a full number (UX 2.3); the person reads the one that was chosen.
var RevealReasons = []string{"核对身份", "处理求助", "失联查找"}

// ErrNotFresh asks for the code once more before a full number is shown.
var ErrNotFresh = &models.Error{Kind: models.Forbidden, Message: "看全号前，请再输一次动态码"}

// RevealID answers the whole document number of a person for one page, and puts down who looked and why; the tenant sees
// it. It needs the code given again within minutes and is never open on a visit shift. Errors: NotFound outside one's
// areas, ErrNotFresh, Invalid at reason, TooMany beyond view_limit a day, of which the supervisor hears (B35).
func (r *Registry) RevealID(ctx context.Context, who policy.Actor, stayRef, reason string, at time.Time) (string, error) {
	return r.revealOf(ctx, who, policy.StayReveal, models.ViewFullID, stayRef, reason, at, func(_ *store.Tx, line store.Entry) (string, error) {
		return line.Tenant.DocNo, nil
	})
}

// RevealPhone answers the phone of a person in the same way, under the same limit; of a child without one, the guardian's.
// Errors: as RevealID, and Conflict when there is none.
func (r *Registry) RevealPhone(ctx context.Context, who policy.Actor, stayRef, reason string, at time.Time) (string, error) {
	return r.revealOf(ctx, who, policy.PhoneReveal, models.ViewPhone, stayRef, reason, at, func(tx *store.Tx, line store.Entry) (string, error) {
		number, err := tx.PhoneOf(ctx, line)
		return cmp.Or(number, line.Stay.GuardPhone), err
	})
}

func (r *Registry) revealOf(ctx context.Context, who policy.Actor, act policy.Action, what, stayRef, reason string, at time.Time, read func(*store.Tx, store.Entry) (string, error)) (string, error) {
	found, err := r.Store.EntryByRef(ctx, stayRef)
	if err != nil {
		return "", err
	}
	look := models.View{UnitID: found.Stay.UnitID, StayID: found.Stay.ID, What: what, Reason: reason}
	return r.reveal(ctx, who, act, look, at, func(tx *store.Tx, _ models.Unit, _ *models.AuditEntry) (string, error) {
		line, err := tx.EntryByRef(ctx, stayRef)
		if err != nil {
			return "", err
		}
		return read(tx, line)
	})
}

// RevealOwnerPhone answers the phone of the landlord of a home in the same way; he reads of it on his own page. Errors: as
// RevealPhone.
func (r *Registry) RevealOwnerPhone(ctx context.Context, who policy.Actor, unitRef, reason string, at time.Time) (string, error) {
	found, err := r.Store.UnitByRef(ctx, unitRef)
	if err != nil {
		return "", err
	}
	look := models.View{UnitID: found.ID, OwnerID: found.OwnerID, What: models.ViewPhone, Reason: reason}
	return r.reveal(ctx, who, policy.PhoneReveal, look, at, func(tx *store.Tx, unit models.Unit, _ *models.AuditEntry) (string, error) {
		if unit.OwnerID == 0 || unit.OwnerID != found.OwnerID {
			return "", nil
		}
		owner, err := tx.User(ctx, unit.OwnerID)
		return owner.Phone, err
	})
}

// reveal shows a whole number and puts the look down; more of them than view_limit a day are put down and not shown.
func (r *Registry) reveal(ctx context.Context, who policy.Actor, act policy.Action, look models.View, at time.Time, read func(*store.Tx, models.Unit, *models.AuditEntry) (string, error)) (string, error) {
	number, real, now := "", r.Real(), workday.At(at)
	err := r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		unit, err := tx.UnitByID(ctx, look.UnitID)
		if err != nil {
			return err
		}
		record, err := tx.Record(ctx, unit, who, now)
		if err != nil {
			return err
		}
		if err := mayFresh(who, act, record, now, "走访班次里只看遮住的内容。要看全号，请在办公室重新登录", ErrNotFresh); err != nil {
			return err
		}
		if !oneOf(RevealReasons, look.Reason) {
			return models.FaultAt("reason", "请选查看原因，会写进记录")
		}
		entry.Subject, entry.RefID, entry.UnitID, entry.StayID, entry.Reason = "unit", unit.ID, unit.ID, look.StayID, look.Reason
		if look.StayID != 0 {
			entry.Subject, entry.RefID = "stay", look.StayID
		}
		whole, err := read(tx, unit, entry)
		if err == nil && whole == "" {
			err = models.Refuse(models.Conflict, "这里没有留下号码。请上门问一个，让户主改上")
		}
		if err != nil {
			return err
		}
		day := workday.DayOf(real)
		hits, err := tx.Hit("reveal:"+strconv.FormatInt(who.UserID, 10), workday.At(day.Start()))
		if err != nil {
			return err
		}
		if err := r.countLooks(ctx, tx, who, models.LookDay{FullIDs: 1}, now); err != nil {
			return err
		}
		if hits > r.Limits().ViewLimit {
			entry.Detail = "满额，没看到"
			return kept{&models.Error{Kind: models.TooMany, RetryAfter: day.End().Sub(real),
				Message: "今天看全号已经满 " + strconv.Itoa(r.Limits().ViewLimit) + " 次，已告诉督导员。要再看，请明天"}}
		}
		number = whole
		if look.StayID+look.OwnerID == 0 {
			return nil // a look at nobody of the register: it would stand on the page of everybody in the home
		}
		row := look // the errand may run again
		row.At, row.UserID, row.Role = now, who.UserID, roleWord(who, now)
		return tx.SaveView(&row)
	})
	if err != nil {
		return "", err
	}
	return number, nil
}

func oneOf(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

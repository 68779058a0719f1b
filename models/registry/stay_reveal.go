package registry

import (
	"context"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// RevealReasons are why an officer may look at a full number (UX 2.3); the tenant reads the one that was chosen.
var RevealReasons = []string{"核对身份", "处理求助", "失联查找"}

// ErrNotFresh asks for the code once more before a full number is shown.
var ErrNotFresh = &models.Error{Kind: models.Forbidden, Message: "看全号前，请再输一次动态码"}

// RevealID answers the whole document number of a person for one page, and puts down who looked and why; the tenant sees
// it. It needs the code given again within minutes and is never open on a visit shift. Errors: NotFound outside one's
// areas, ErrNotFresh, Invalid at reason, TooMany beyond view_limit a day, of which the supervisor hears (B35).
func (r *Registry) RevealID(ctx context.Context, who policy.Actor, stayRef, reason string, at time.Time) (string, error) {
	found, err := r.Store.EntryByRef(ctx, stayRef)
	if err != nil {
		return "", err
	}
	number := ""
	real := r.Real()
	err = r.errand(ctx, who, policy.StayReveal, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		unit, err := tx.UnitByID(ctx, found.Stay.UnitID)
		if err != nil {
			return err
		}
		record, err := tx.Record(ctx, unit, who, workday.At(at))
		if err != nil {
			return err
		}
		if err := mayReveal(who, record, workday.At(at)); err != nil {
			return err
		}
		if !oneOf(RevealReasons, reason) {
			return models.FaultAt("reason", "请选查看原因，会写进记录，本人能看到。")
		}
		day := workday.DayOf(real)
		hits, err := tx.Hit("reveal:"+strconv.FormatInt(who.UserID, 10), workday.At(day.Start()))
		if err != nil {
			return err
		}
		if err := r.countLooks(ctx, tx, who, models.LookDay{FullIDs: 1}, workday.At(at)); err != nil {
			return err
		}
		if hits > r.Limits().ViewLimit {
			entry.Subject, entry.RefID, entry.UnitID, entry.StayID, entry.Reason, entry.Detail = "stay", found.Stay.ID, unit.ID, found.Stay.ID, reason, "满额，没看到"
			return kept{&models.Error{Kind: models.TooMany, RetryAfter: day.End().Sub(real),
				Message: "今天看全号已经满 " + strconv.Itoa(r.Limits().ViewLimit) + " 次，已告诉督导员。要再看，请明天"}}
		}
		line, err := tx.EntryByRef(ctx, stayRef)
		if err != nil {
			return err
		}
		number = line.Tenant.DocNo
		entry.Subject, entry.RefID, entry.UnitID, entry.StayID, entry.Reason = "stay", line.Stay.ID, unit.ID, line.Stay.ID, reason
		return tx.SaveView(&models.View{At: workday.At(at), UserID: who.UserID, Role: roleWord(who, workday.At(at)), UnitID: unit.ID,
			StayID: line.Stay.ID, What: models.ViewFullID, Reason: reason})
	})
	if err != nil {
		return "", err
	}
	return number, nil
}

// mayReveal tells apart what lies outside one's areas, which is not there, from what only wants the code again.
func mayReveal(who policy.Actor, record policy.Record, now workday.Moment) error {
	return mayFresh(who, policy.StayReveal, record, now, "走访班次里只看遮住的内容。要看全号，请在办公室重新登录", ErrNotFresh)
}

func oneOf(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

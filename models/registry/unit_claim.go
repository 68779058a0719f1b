package registry

import (
	"context"
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ClaimUnit is 是我的房子 or 不是我的房子, said of a home that the station entered (认领). Where the station knows the
// landlord's document, last4 must be its last four characters: the list may carry a wrong phone, and behind the answer
// stands a roster of other people. Five wrong answers an hour close the question for that hour. 不是我的 hands the home to
// the landlord's other phone, if the list has one, and otherwise to staff. Errors: Invalid at last4, TooMany, NotFound
// when nothing waits for this account.
func (r *Registry) ClaimUnit(ctx context.Context, who policy.Actor, unitRef string, mine bool, last4 string, at time.Time) error {
	wrong := false
	err := r.changeUnit(ctx, who, policy.UnitClaim, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		wrong = false
		if mine {
			right, err := r.knowsDocument(ctx, tx, who, *unit, last4)
			if err != nil {
				return err
			}
			if !right {
				wrong, entry.Detail = true, "认领，证件没对上" // the try is counted and committed
				return nil
			}
			return claimUnit(tx, unit, who.UserID, entry, at)
		}
		entry.Detail = "认领，不是我的房子"
		return r.refuseUnit(ctx, tx, unit, who, workday.At(at))
	})
	if err == nil && wrong {
		return models.FaultAt("last4", "和社区登记的证件对不上。请看您身份证号码的最后 4 位；还不对就打网格员的电话")
	}
	return err
}

// claimUnit makes a home that of the landlord who said so.
func claimUnit(tx *store.Tx, unit *models.Unit, by int64, entry *models.AuditEntry, at time.Time) error {
	unit.Claim, unit.ClaimBy, unit.ClaimedAt = models.ClaimMine, by, workday.At(at)
	entry.Detail = "认领，是我的房子"
	return tx.SaveUnit(unit)
}

// knowsDocument compares the last four of the account's own document; an account without one has nothing to compare.
func (r *Registry) knowsDocument(ctx context.Context, tx *store.Tx, who policy.Actor, unit models.Unit, last4 string) (bool, error) {
	user, err := tx.User(ctx, who.UserID)
	if err != nil || user.DocNo == "" {
		return err == nil, err
	}
	real := r.Real()
	hour := real.Truncate(time.Hour)
	hits, err := tx.Hit("claim:"+who.UserRef+":"+unit.Ref, workday.At(hour))
	if err != nil {
		return false, err
	}
	if hits > codeTries {
		return false, models.TooManyFor(hour.Add(time.Hour).Sub(real), "试得太多了。请过 %s再试，或打网格员的电话")
	}
	last4 = idcard.Normalise(last4)
	return len(last4) == 4 && strings.HasSuffix(user.DocNo, last4), nil
}

// refuseUnit takes the account off a home that is not its landlord's.
func (r *Registry) refuseUnit(ctx context.Context, tx *store.Tx, unit *models.Unit, who policy.Actor, now workday.Moment) error {
	managers, err := tx.Managers(ctx, unit.ID, now)
	if err != nil {
		return err
	}
	next := int64(0)
	for _, m := range managers {
		if m.UserID == who.UserID || next == 0 && m.Kind == models.ManagerSelf && unit.OwnerID == who.UserID {
			if m.UserID != who.UserID {
				next = m.UserID
			}
			m.To = now
			if err := tx.SaveManager(&m); err != nil {
				return err
			}
		}
	}
	if unit.OwnerID != who.UserID {
		return nil // another phone of the landlord's still has the question
	}
	unit.OwnerID, unit.ClaimBy, unit.ClaimedAt = next, who.UserID, now
	if next == 0 {
		unit.Claim = models.ClaimRefused
	}
	return tx.SaveUnit(unit)
}

// ConfirmClaimed is the landlord's word for everybody in a home that he has just claimed: whom nobody had reported is
// reported by him now, which is what the tenant is told (R04), and all are confirmed, all at once (RULES 42). It answers
// how many. Who declared himself still waits for an answer of his own.
func (r *Registry) ConfirmClaimed(ctx context.Context, who policy.Actor, unitRef string, at time.Time) (int, error) {
	n := 0
	err := r.changeUnit(ctx, who, policy.RosterConfirm, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		n = 0
		if !unit.Claimed() {
			return models.Refuse(models.Conflict, "这处房子不用再核对。要确认名册，请到“名册”里点")
		}
		entries, err := tx.Entries(ctx, unit.ID)
		if err != nil {
			return err
		}
		now := workday.At(at)
		for _, e := range entries {
			if !e.Stay.WaitsForClaim(now) {
				continue
			}
			if err := r.confirmClaimed(ctx, tx, *unit, e, who, at); err != nil {
				return err
			}
			n++
		}
		unit.LastConfirmedAt, unit.LastConfirmedHow = now, models.HowAll
		if n > 0 {
			unit.Occupancy = models.OccupancyOccupied // his word: somebody lives there (RULES 36)
		}
		entry.Detail = "认领后核对 " + strconv.Itoa(n)
		return tx.SaveUnit(unit)
	})
	return n, err
}

func (r *Registry) confirmClaimed(ctx context.Context, tx *store.Tx, unit models.Unit, e store.Entry, who policy.Actor, at time.Time) error {
	now := workday.At(at)
	fresh := !e.Stay.Reported(now)
	if fresh {
		e.Stay.State, e.Stay.ReportedAt = models.StayReported, now
	}
	e.Stay.Confirm(models.HowAll, who.UserID, now)
	if err := tx.SaveStay(&e.Stay); err != nil || !fresh {
		return err
	}
	number, err := tx.PhoneOf(ctx, e)
	if err != nil {
		return err
	}
	_, err = r.firstNotice(ctx, tx, unit, e.Stay, number, at)
	return err
}

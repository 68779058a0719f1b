package registry

import (
	"context"
	"slices"
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
		entry.Detail = "认领，不是我的房子"
		if !mine {
			return r.refuseUnit(ctx, tx, unit, who, workday.At(at))
		}
		right, err := r.knowsDocument(ctx, tx, *unit, who.UserRef, last4)
		if err != nil {
			return err
		}
		if !right {
			wrong, entry.Detail = true, "认领，证件没对上" // the try is counted and committed
			return nil
		}
		return r.claimUnit(ctx, tx, unit, who.UserID, entry, at)
	})
	if err == nil && wrong {
		return models.FaultAt("last4", "和社区登记的证件对不上。请看您身份证号码的最后 4 位；还不对就打网格员的电话")
	}
	return err
}

// claimUnit makes a home that of the landlord who said so: the account that the list named, or another of his phones,
// which takes the place of an account without one.
func (r *Registry) claimUnit(ctx context.Context, tx *store.Tx, unit *models.Unit, by int64, entry *models.AuditEntry, at time.Time) error {
	entry.Detail = "认领，是我的房子"
	now := workday.At(at)
	user, err := tx.User(ctx, by)
	if err != nil {
		return err
	}
	asked, err := tx.Asked(ctx, unit.ID, now)
	if err != nil {
		return err
	}
	for _, m := range asked {
		if m.UserID != by {
			continue
		}
		m.Kind = models.ManagerSelf
		if err := tx.SaveManager(&m); err != nil {
			return err
		}
		owner, err := tx.User(ctx, unit.OwnerID)
		if err != nil {
			return err
		}
		if user.DocNo == "" {
			user.DocType, user.DocNo = owner.DocType, owner.DocNo
		}
		if owner.Phone == "" {
			unit.OwnerID, m.To = by, now
			if err := tx.SaveManager(&m); err != nil {
				return err
			}
		}
	}
	user.Listed = false
	if err := tx.SaveUser(&user); err != nil || unit.Claim != models.ClaimOpen && unit.OwnerID != by {
		return err // another phone of a landlord who has claimed already
	}
	unit.Claim, unit.ClaimBy, unit.ClaimedAt = models.ClaimMine, by, now
	if unit.Rectifying() { // nobody was there to read it before
		if err := tx.MoveMendBy(unit.ID, now.Day()+workday.Day(r.Limits().RectifyDays)); err != nil {
			return err
		}
	}
	return tx.SaveUnit(unit)
}

// knowsDocument compares the last four of the landlord's document, as the list has it; where the list has none there is
// nothing to compare, and his phone alone speaks. Five wrong answers of an account in an hour close the question.
func (r *Registry) knowsDocument(ctx context.Context, tx *store.Tx, unit models.Unit, account, last4 string) (bool, error) {
	owner, err := tx.User(ctx, unit.OwnerID)
	if err != nil || owner.DocNo == "" {
		return err == nil, err
	}
	real := r.Real()
	hour := real.Truncate(time.Hour)
	hits, err := tx.Hits("claim:"+account, workday.At(hour))
	if err != nil {
		return false, err
	}
	if hits >= codeTries {
		return false, models.TooManyFor(hour.Add(time.Hour).Sub(real), "试得太多了。请过 %s再试，或打网格员的电话")
	}
	last4 = idcard.Normalise(last4)
	if len(last4) == 4 && strings.HasSuffix(owner.DocNo, last4) {
		return true, nil
	}
	_, err = tx.Hit("claim:"+account, workday.At(hour))
	return false, err
}

// refuseUnit takes the account off a home that is not its landlord's, and keeps that it said so: no list asks it again.
func (r *Registry) refuseUnit(ctx context.Context, tx *store.Tx, unit *models.Unit, who policy.Actor, now workday.Moment) error {
	if err := tx.SaveManager(&models.Manager{UnitID: unit.ID, UserID: who.UserID, Kind: models.ManagerRefused, From: now, To: now}); err != nil {
		return err
	}
	asked, err := tx.Asked(ctx, unit.ID, now)
	if err != nil {
		return err
	}
	next := int64(0)
	for _, m := range asked {
		if m.UserID != who.UserID && (unit.OwnerID != who.UserID || next != 0) {
			continue
		}
		if m.UserID != who.UserID {
			next = m.UserID // his other phone, which the list has too, takes the question over
		}
		m.To = now
		if err := tx.SaveManager(&m); err != nil {
			return err
		}
	}
	if unit.OwnerID != who.UserID {
		return nil
	}
	unit.OwnerID, unit.ClaimBy, unit.ClaimedAt = next, 0, now
	if next == 0 {
		unit.Claim, unit.ClaimBy = models.ClaimRefused, who.UserID
	}
	return tx.SaveUnit(unit)
}

// ConfirmClaimed is the landlord's word for everybody in a home that he has just claimed: whom nobody had reported is
// reported by him now, which is what the tenant is told (R04), and all are confirmed, all at once (RULES 42). It answers
// how many. Who declared himself still waits for an answer of his own. seen are the refs of the stays that the landlord was
// shown: who came in afterwards is not confirmed by it. Without any it is his word for all. Said twice it is said once.
func (r *Registry) ConfirmClaimed(ctx context.Context, who policy.Actor, unitRef string, at time.Time, seen ...string) (int, error) {
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
		now, fresh, left := workday.At(at), 0, 0
		for _, e := range entries {
			answered := e.Stay.Answered(unit.ClaimedAt)
			switch {
			case !e.Stay.WaitsForClaim(now):
				continue
			case len(seen) > 0 && !slices.Contains(seen, e.Stay.Ref):
				if !answered {
					left++
				}
				continue
			case !answered:
				fresh++
				if err := r.confirmClaimed(ctx, tx, *unit, e, who, at); err != nil {
					return err
				}
			}
			n++
		}
		if fresh == 0 && unit.LastConfirmedAt >= unit.ClaimedAt {
			entry.Subject = skipAudit
			return nil
		}
		if left == 0 {
			unit.LastConfirmedAt, unit.LastConfirmedHow = now, models.HowAll
		}
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

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

// ConfirmStay records that somebody still lives there: the landlord one by one, or the tenant himself.
func (r *Registry) ConfirmStay(ctx context.Context, who policy.Actor, stayRef string, at time.Time) error {
	act, how := policy.RosterConfirm, models.HowEach
	if r.isTenant(ctx, who, stayRef) {
		act, how = policy.StaySelf, models.HowSelf
	}
	return r.changeStay(ctx, who, act, stayRef, at, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		return confirm(tx, line, entry, how, who.UserID, at)
	})
}

// confirm is what ConfirmStay does within its transaction.
func confirm(tx *store.Tx, line *store.Entry, entry *models.AuditEntry, how string, by int64, at time.Time) error {
	if line.Stay.Over(workday.DayOf(at)) {
		return models.Refuse(models.Conflict, "这一位已经搬走了。要是又住回来，请再登记一次")
	}
	line.Stay.Confirm(how, by, workday.At(at))
	entry.Detail = how
	return tx.SaveStay(&line.Stay)
}

// isTenant says whether the actor is the person of the stay rather than its landlord.
func (r *Registry) isTenant(ctx context.Context, who policy.Actor, stayRef string) bool {
	if who.Staff || len(who.Phone) == 0 {
		return false
	}
	e, err := r.Store.EntryByRef(ctx, stayRef)
	if err != nil || string(e.Stay.PhoneIdx) != string(who.Phone) {
		return false
	}
	unit, err := r.Store.UnitByID(ctx, e.Stay.UnitID)
	return err == nil && unit.OwnerID != who.UserID
}

// ConfirmRoster is 全部一点: everybody who lives there still does. It counts least, and the second one in a row does not
// stop the stale clock (RULES 42). It answers how many were confirmed.
func (r *Registry) ConfirmRoster(ctx context.Context, who policy.Actor, unitRef string, at time.Time) (int, error) {
	n := 0
	err := r.changeUnit(ctx, who, policy.RosterConfirm, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		n = 0
		entries, err := tx.Entries(ctx, unit.ID)
		if err != nil {
			return err
		}
		now := workday.At(at)
		for _, e := range entries {
			if !e.Stay.LivesOn(now.Day()) || !e.Stay.Reported(now) || e.Stay.State == models.StayLeaving {
				continue
			}
			e.Stay.Confirm(models.HowAll, who.UserID, now)
			if err := tx.SaveStay(&e.Stay); err != nil {
				return err
			}
			n++
		}
		unit.LastConfirmedAt, unit.LastConfirmedHow = now, models.HowAll
		entry.Detail = models.HowAll + " " + strconv.Itoa(n)
		return tx.SaveUnit(unit)
	})
	return n, err
}

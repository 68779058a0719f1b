package registry

import (
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// onceAView is how long one look lasts: turning to the next page and back is no second look.
const onceAView = 10 * time.Minute

// RosterView is a home as staff see it. Pages mask documents and phones.
type RosterView struct {
	Unit    models.Unit
	Line    []models.Area // from the top to the grid
	Rooms   []models.Room
	Entries []store.Entry // present and past
	Flags   []models.Flag // open ones that the viewer may see
	Owner   models.User
	Police  map[int64]models.Standing // how each stay stands with the police
}

// ViewRoster shows the roster of a home to staff and puts the look down: a row that the tenant can read, and an audit
// entry, once each staff member, home and ten minutes. Outside one's areas: NotFound.
func (r *Registry) ViewRoster(ctx context.Context, who policy.Actor, unitRef, reason string, at time.Time) (RosterView, error) {
	unit, err := r.Store.UnitByRef(ctx, unitRef)
	if err != nil {
		return RosterView{}, err
	}
	now := workday.At(at)
	record, err := r.Store.Record(ctx, unit, who, now)
	if err != nil {
		return RosterView{}, err
	}
	if err := policy.May(who, policy.RosterView, record, now); err != nil {
		return RosterView{}, err
	}
	if who.Staff {
		if err := r.keepLook(ctx, who, unit, reason, at); err != nil {
			return RosterView{}, err
		}
	}
	return r.rosterOf(ctx, who, unit, record, now)
}

func (r *Registry) keepLook(ctx context.Context, who policy.Actor, unit models.Unit, reason string, at time.Time) error {
	return r.keepView(ctx, who, policy.RosterView, models.View{UnitID: unit.ID, Reason: reason}, at)
}

// keepView puts down a look at the roster of a home, or at what one stay of it is about, once in ten minutes.
func (r *Registry) keepView(ctx context.Context, who policy.Actor, act policy.Action, look models.View, at time.Time) error {
	now := workday.At(at)
	since := now.Add(-onceAView)
	look.At, look.UserID, look.Role, look.What = now, who.UserID, roleWord(who, now), models.ViewRoster
	seen, err := r.Store.ViewedSince(ctx, who.UserID, look.UnitID, look.StayID, since)
	if err != nil || seen {
		return err
	}
	return r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := tx.LockUnits([]int64{look.UnitID}); err != nil { // two pages opened at once are one look
			return err
		}
		seen, err := tx.ViewedSince(ctx, who.UserID, look.UnitID, look.StayID, since)
		if err != nil || seen {
			entry.Subject = skipAudit
			return err
		}
		entry.Subject, entry.RefID, entry.UnitID, entry.StayID, entry.Reason = "unit", look.UnitID, look.UnitID, look.StayID, look.Reason
		if look.StayID != 0 {
			entry.Subject, entry.RefID = "stay", look.StayID
		}
		row := look // the errand may run again
		return tx.SaveView(&row)
	})
}

func (r *Registry) rosterOf(ctx context.Context, who policy.Actor, unit models.Unit, record policy.Record, now workday.Moment) (RosterView, error) {
	v := RosterView{Unit: unit}
	scope := policy.ScopeOf(who, policy.RosterView, now)
	var err error
	if v.Line, err = r.Store.Above(ctx, unit); err != nil {
		return v, err
	}
	if v.Rooms, err = r.Store.Rooms(ctx, unit.ID); err != nil {
		return v, err
	}
	if v.Entries, err = r.Store.Entries(ctx, unit.ID); err != nil {
		return v, err
	}
	if record.Child = false; !scope.Covers(record) {
		// A child worker came because of a child alone: he sees who lives there, and nobody who did.
		v.Entries = slices.DeleteFunc(v.Entries, func(e store.Entry) bool { return !e.Stay.LivesOn(now.Day()) })
	}
	if v.Police, err = r.Standings(ctx, v.Entries); err != nil {
		return v, err
	}
	if v.Flags, err = r.Store.ListUnitFlags(ctx, scope, unit.ID); err != nil {
		return v, err
	}
	if unit.OwnerID != 0 {
		v.Owner, err = r.Store.User(ctx, unit.OwnerID)
	}
	return v, err
}

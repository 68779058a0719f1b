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
	Beside  []models.Area // of its community, that stand
	Rooms   []models.Room
	Entries []store.Entry             // present and past
	Flags   []models.Flag             // open ones that the viewer may see
	Owner   models.User               // name and phone
	Police  map[int64]models.Standing // how each stay stands with the police
}

// ViewRoster shows the roster of a home to staff and puts the look down: a row that the tenant can read, and an audit
// entry, once each staff member, home and ten minutes. Outside one's areas: NotFound.
func (r *Registry) ViewRoster(ctx context.Context, who policy.Actor, unitRef, reason string, at time.Time) (RosterView, error) {
	unit, owner, err := r.Store.UnitOwned(ctx, unitRef)
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
	v := RosterView{Unit: unit, Owner: owner}
	err = r.readRoster(ctx, who, &v, record, now)
	return v, err
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

func (r *Registry) readRoster(ctx context.Context, who policy.Actor, v *RosterView, record policy.Record, now workday.Moment) error {
	scope := policy.ScopeOf(who, policy.RosterView, now)
	people := func() (err error) {
		if v.Entries, err = r.Store.Entries(ctx, v.Unit.ID); err != nil {
			return err
		}
		if record.Child = false; !scope.Covers(record) {
			// A child worker came because of a child alone: he sees who lives there, and nobody who did.
			v.Entries = slices.DeleteFunc(v.Entries, func(e store.Entry) bool { return !e.Stay.LivesOn(now.Day()) })
		}
		v.Police, err = r.Standings(ctx, v.Entries)
		return err
	}
	house := func() (err error) {
		if v.Line, v.Beside, err = r.Store.Around(ctx, v.Unit); err != nil {
			return err
		}
		if v.Rooms, err = r.Store.Rooms(ctx, v.Unit.ID); err != nil {
			return err
		}
		v.Flags, err = r.Store.ListUnitFlags(ctx, scope, v.Unit.ID)
		return err
	}
	return store.Together(people, house)
}

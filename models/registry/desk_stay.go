package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// DeskCheckIn is CheckIn done at the counter for the landlord: one person. Errors: as CheckIn, and Invalid at code or slip.
func (r *Registry) DeskCheckIn(ctx context.Context, who policy.Actor, unitRef string, form StayForm, will Will, once string, at time.Time) (CheckedIn, error) {
	var done CheckedIn
	err := r.changeUnit(ctx, who, policy.DeskServe, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		done = CheckedIn{}
		planned := token.NewRef()
		e := &deskErrand{what: "check_in", said: form, who: who, will: will, once: once, result: planned, at: at}
		earlier, err := r.serve(tx, *unit, e, entry, func() (err error) {
			done, err = r.checkIn(ctx, tx, unit, entry, []StayForm{form}, planned, who, at)
			e.result = done.StayRef // another than planned when a declaration was taken over
			return err
		})
		if earlier != "" {
			done = CheckedIn{StayRef: earlier, Again: true, Texted: true}
		}
		return err
	})
	return done, err
}

// DeskChange is ChangeStay done at the counter for the landlord.
func (r *Registry) DeskChange(ctx context.Context, who policy.Actor, stayRef string, c StayChange, will Will, once string, at time.Time) error {
	return r.deskStay(ctx, stayRef, deskErrand{what: "change", said: c, who: who, will: will, once: once, at: at}, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		return r.changeTo(ctx, tx, who, unit, line, entry, c)
	})
}

// DeskCheckOut is CheckOut done at the counter for the landlord: it is his word, and he may recall it.
func (r *Registry) DeskCheckOut(ctx context.Context, who policy.Actor, stayRef string, form DayForm, will Will, once string, at time.Time) error {
	return r.deskStay(ctx, stayRef, deskErrand{what: "out", said: form, who: who, will: will, once: once, at: at}, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		return r.leave(ctx, tx, unit.OwnerID, false, unit, line, entry, form, at)
	})
}

// DeskLeft is a tenant's own word at the counter, by a slip that he signed, that he has left.
func (r *Registry) DeskLeft(ctx context.Context, who policy.Actor, stayRef string, form DayForm, will Will, once string, at time.Time) error {
	return r.deskStay(ctx, stayRef, deskErrand{what: "left", said: form, who: who, will: will, tenant: true, once: once, at: at}, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		return r.leave(ctx, tx, who.UserID, true, unit, line, entry, form, at)
	})
}

// DeskStillHere is a tenant's own word at the counter, by a slip that he signed, that he still lives there. It proves no phone,
// and takes away no proof that his phone gave before.
func (r *Registry) DeskStillHere(ctx context.Context, who policy.Actor, stayRef string, will Will, once string, at time.Time) error {
	return r.deskStay(ctx, stayRef, deskErrand{what: "here", who: who, will: will, tenant: true, once: once, at: at}, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		how := models.HowDesk
		if line.Stay.ConfirmedHow == models.HowSelf {
			how = models.HowSelf
		}
		return confirm(tx, line, entry, how, who.UserID, at)
	})
}

// deskStay is changeStay for an errand at the counter.
func (r *Registry) deskStay(ctx context.Context, stayRef string, e deskErrand, fn func(*store.Tx, *models.Unit, *store.Entry, *models.AuditEntry) error) error {
	return r.changeStay(ctx, e.who, policy.DeskServe, stayRef, e.at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		_, err := r.serve(tx, *unit, &e, entry, func() error { return fn(tx, unit, line, entry) })
		return err
	})
}

// DeskPrint hands out the roster on paper to a landlord at the counter. The look is put down as any other, so that the
// tenants see it; that it was printed, and for whom, is put down beside it.
func (r *Registry) DeskPrint(ctx context.Context, who policy.Actor, unitRef string, will Will, once string, at time.Time) (RosterView, error) {
	err := r.changeUnit(ctx, who, policy.DeskServe, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		_, err := r.serve(tx, *unit, &deskErrand{what: "print", who: who, will: will, once: once, at: at}, entry, func() error {
			entry.Detail, entry.Reason = "打印名册", deskReason
			return nil
		})
		return err
	})
	if err != nil {
		return RosterView{}, err
	}
	return r.ViewRoster(ctx, who, unitRef, deskReason, at)
}

// deskReason is why somebody at the counter looked at a roster.
const deskReason = "窗口代办"

// DeskView is ViewRoster for the counter: closed to whoever has no business there.
func (r *Registry) DeskView(ctx context.Context, who policy.Actor, unitRef string, at time.Time) (RosterView, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.DeskServe, now); err != nil {
		return RosterView{}, err
	}
	if _, err := r.Store.Unit(ctx, policy.ScopeOf(who, policy.DeskServe, now), unitRef); err != nil {
		return RosterView{}, err
	}
	return r.ViewRoster(ctx, who, unitRef, deskReason, at)
}

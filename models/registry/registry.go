// Package registry holds the verbs: one file an errand, and each errand is one permission check, one transaction, one
// audit entry, and the notices it causes. Pages and jobs change the register through it and in no other way.
package registry

import (
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/store"
	"anju/models/workday"
)

// Registry is the counter at which every errand is done.
type Registry struct {
	Store *store.Store
	// Rules are the numbers and working days in force; they may be others in the next moment.
	Rules *profile.Live
	Texts models.Texts
	// Carriers say which words leave through which gateway; one that is not among them takes any.
	Carriers []models.Carrier
	// Handover says what the file for the police's own platform is made of.
	Handover models.Handover
	// Ways are the names of the ways out of this program, in the order in which they are tried; none in one that sends nothing.
	Ways        []string
	AlertLimits models.AlertLimits
	// Page is how many numbers of a campaign one transaction puts in the outbox; 0 for campaignPage.
	Page int
	// Kick wakes the dispatch job after a commit that queued a notice; nil where nobody dispatches.
	Kick func()
	// KickImports wakes the import job; nil where nobody imports.
	KickImports func()
	// CarryPage is how many homes of an area that moved one transaction takes along; 0 for carryPage.
	CarryPage int
	// RollPage is how many areas one transaction of a rollup takes; 0 for rollupAreas.
	RollPage int
	// KickAreas wakes the job that takes homes along; nil where it does not run.
	KickAreas func()
	// Real is the real clock: leases, sessions and limits go by it, whatever time an errand is judged at.
	Real func() time.Time
}

// Limits are the numbers of the rules as they are now.
func (r *Registry) Limits() models.Limits { return r.Rules.Limits() }

// errand runs one errand: it writes the audit entry that fn filled in, in the same transaction, and wakes the dispatch
// after the commit. fn may run more than once.
func (r *Registry) errand(ctx context.Context, who policy.Actor, act policy.Action, at time.Time, fn func(*store.Tx, *models.AuditEntry) error) error {
	queued := 0
	var refusal error
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		refusal = nil
		if done, err := r.again(ctx, tx, who, workday.At(at)); done || err != nil {
			return err
		}
		entry := models.AuditEntry{At: workday.At(at), UserID: who.UserID, Role: roleWord(who, workday.At(at)), Action: string(act)}
		err := fn(tx, &entry)
		if k, is := err.(kept); is {
			refusal = k.refusal
		} else if err != nil {
			return err
		}
		queued = tx.Queued()
		if entry.Subject == skipAudit {
			return nil
		}
		return tx.Audit(&entry)
	})
	if err == nil && queued > 0 && r.Kick != nil {
		r.Kick()
	}
	if err == nil {
		err = refusal
	}
	return err
}

// kept is a refusal that leaves a trace: what was written before it, a wrong try, is committed and put down.
type kept struct{ refusal *models.Error }

func (k kept) Error() string { return k.refusal.Error() }

// skipAudit marks an errand that turned out to be a repeat and changed nothing.
const skipAudit = "\x00"

// change runs an errand on one unit: it locks the unit that find finds, checks policy, lets fn change it, and judges it anew in the same
// transaction, so that a mended flag closes at once (RULES 33). Who acts for the landlord is put down as 代办.
func (r *Registry) change(ctx context.Context, who policy.Actor, act policy.Action, find func(*store.Tx) (models.Unit, error), at time.Time, fn func(*store.Tx, *models.Unit, *models.AuditEntry) error) error {
	return r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		unit, err := find(tx)
		if err != nil {
			return err
		}
		record, err := tx.Record(ctx, unit, who, workday.At(at))
		if err != nil {
			return err
		}
		if err := policy.May(who, act, record, workday.At(at)); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.UnitID = "unit", unit.ID, unit.ID
		if acts(who, unit, record) {
			entry.OnBehalf = unit.OwnerID
		}
		if err := fn(tx, &unit, entry); err != nil {
			return err
		}
		_, _, err = r.judge(ctx, tx, unit.ID, who.UserID, workday.At(at))
		return err
	})
}

// changeStay is change for a stay, found by its ref. The tenant himself is let through by the phone on the stay, which is
// also the phone that fn sees on the person.
func (r *Registry) changeStay(ctx context.Context, who policy.Actor, act policy.Action, ref string, at time.Time, fn func(*store.Tx, *models.Unit, *store.Entry, *models.AuditEntry) error) error {
	if err := policy.MayEnter(who, act, workday.At(at)); err != nil {
		return err // before any look: a refusal does not tell whether the stay exists
	}
	found, err := r.Store.EntryByRef(ctx, ref)
	if err != nil {
		return err
	}
	return r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		unit, err := tx.LockUnit(found.Stay.UnitID)
		if err != nil {
			return err
		}
		line, err := tx.EntryByRef(ctx, ref)
		if err != nil {
			return err
		}
		if line.Tenant.Phone, err = tx.PhoneOf(ctx, line); err != nil {
			return err
		}
		record, err := tx.Record(ctx, unit, who, workday.At(at))
		if err != nil {
			return err
		}
		record.Phones = [][]byte{line.Stay.PhoneIdx}
		if err := policy.May(who, act, record, workday.At(at)); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.UnitID, entry.StayID = "stay", line.Stay.ID, unit.ID, line.Stay.ID
		if acts(who, unit, record) {
			entry.OnBehalf = unit.OwnerID
		}
		if err := fn(tx, &unit, &line, entry); err != nil {
			return err
		}
		_, _, err = r.judge(ctx, tx, unit.ID, who.UserID, workday.At(at))
		return err
	})
}

// judge evaluates one unit in the transaction of a verb. What compares homes is left to the job: no errand shows, not even
// by the time it takes, who is known elsewhere (DESIGN 2 row 13a). So the unit is due again at once, which also brings
// together two that were written at the same moment.
func (r *Registry) judge(ctx context.Context, tx *store.Tx, unitID, by int64, at workday.Moment) (opened, closed int, err error) {
	roster, err := tx.Roster(ctx, unitID)
	if err != nil {
		return 0, 0, err
	}
	open, err := tx.OpenFlags(ctx, []int64{unitID})
	if err != nil {
		return 0, 0, err
	}
	changes := models.Evaluate(roster, open, r.Limits(), at)
	changes.Open = slices.DeleteFunc(changes.Open, func(f models.Flag) bool {
		rule, _ := models.RuleOf(f.Rule)
		return rule.Compares
	})
	if opened, closed, err = tx.SaveChanges(changes, by); err != nil {
		return opened, closed, err
	}
	tx.Due(unitID, at)
	return opened, closed, nil
}

// acts says whether somebody who is neither owner nor staff nor the tenant himself acts for the landlord.
func acts(who policy.Actor, unit models.Unit, record policy.Record) bool {
	if who.Staff || who.IsSystem() || who.UserID == unit.OwnerID {
		return false
	}
	for _, m := range record.Managers {
		if m == who.UserID {
			return true
		}
	}
	return false
}

func roleWord(who policy.Actor, at workday.Moment) string {
	if roles := who.Roles(at); len(roles) > 0 {
		return string(roles[0])
	}
	return ""
}

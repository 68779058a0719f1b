package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

// ReturnedStay is a stay that the police returned, with what is to be done.
type ReturnedStay struct {
	store.Entry
	Unit     models.Unit
	Standing models.Standing
}

// mostReturned is how many returned stays are shown at once.
const mostReturned = 200

// ReturnedStays are those in a scope: the officer's list of what to mend, or the landlord's. One that changed since waits
// for the next batch and stands last.
func (r *Registry) ReturnedStays(ctx context.Context, scope policy.Scope) ([]ReturnedStay, error) {
	entries, err := r.Store.ListReturnedStays(ctx, scope, mostReturned)
	if err != nil {
		return nil, err
	}
	lines, err := r.linesOf(ctx, r.Store.Reader, entries)
	if err != nil {
		return nil, err
	}
	standings, err := r.standings(ctx, lines)
	if err != nil {
		return nil, err
	}
	var open, mended []ReturnedStay
	for _, l := range lines {
		one := ReturnedStay{l.entry, l.unit, standings[l.entry.Stay.ID]}
		if one.Standing.State == models.PoliceReturned {
			open = append(open, one)
		} else {
			mended = append(mended, one)
		}
	}
	return append(open, mended...), nil
}

// HandAgain lets a returned stay go out with the next batch as it is: what was wrong lay not in the register, or was settled
// at the counter. Errors: NotFound outside one's areas, Conflict when it is not one that was returned.
func (r *Registry) HandAgain(ctx context.Context, who policy.Actor, stayRef string, at time.Time) error {
	return r.changeStay(ctx, who, policy.HandoverTake, stayRef, at, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		rows, err := tx.HandRows(ctx, []int64{line.Stay.ID})
		if err != nil {
			return err
		}
		all := rows[line.Stay.ID]
		if len(all) == 0 || all[len(all)-1].Answer != models.HandReturned {
			return models.Refuse(models.Conflict, "这一条现在不是退回的，不用再交")
		}
		last := all[len(all)-1]
		if last.HandAgain {
			entry.Subject = skipAudit // a second tap
			return nil
		}
		entry.Detail = "退回的再交一次"
		return tx.SetHandAgain(last.ID)
	})
}

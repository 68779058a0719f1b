package registry

import (
	"context"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Tally is what a job did.
type Tally struct {
	Examined, Opened, Closed, Queued, Sent, Failed int
}

// page is how many units one transaction of the flag job judges, and nobody else may change meanwhile. MariaDB makes a
// subquery of a list of 1,000 and more.
const page = 500

// RaiseFlags judges every unit whose due clock has come and lets time pass: flags open, climb and close. A second run at
// the same moment finds nothing due. Check-outs whose 7 days are over are closed first.
func (r *Registry) RaiseFlags(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var total Tally
	now := workday.At(at)
	if err := r.settle(ctx, who, at); err != nil {
		return total, err
	}
	for after := int64(0); ; {
		ids, err := r.Store.DueUnits(ctx, now, after, page)
		if err != nil || len(ids) == 0 {
			return total, err
		}
		after = ids[len(ids)-1]
		var tally Tally
		err = r.errand(ctx, who, policy.FlagRaise, at, func(tx *store.Tx, entry *models.AuditEntry) error {
			if err := policy.May(who, policy.FlagRaise, policy.Record{}, now); err != nil {
				return err
			}
			var err error
			if tally, err = r.judgeAll(ctx, tx, ids, now); err != nil {
				return err
			}
			entry.Subject = skipAudit
			if tally.Opened+tally.Closed > 0 {
				entry.Subject, entry.Detail = "flag", fmt.Sprintf("examined %d opened %d closed %d", tally.Examined, tally.Opened, tally.Closed)
			}
			return nil
		})
		if err != nil {
			return total, err
		}
		total.Examined += tally.Examined
		total.Opened += tally.Opened
		total.Closed += tally.Closed
	}
}

func (r *Registry) judgeAll(ctx context.Context, tx *store.Tx, ids []int64, now workday.Moment) (Tally, error) {
	var tally Tally
	// Locked first and read afterwards: what somebody reports meanwhile is seen, or waits.
	if err := tx.LockUnits(ids); err != nil {
		return tally, err
	}
	rosters, err := tx.Rosters(ctx, ids)
	if err != nil {
		return tally, err
	}
	open, err := tx.OpenFlags(ctx, ids)
	if err != nil {
		return tally, err
	}
	byUnit := map[int64][]models.Flag{}
	for _, f := range open {
		byUnit[f.UnitID] = append(byUnit[f.UnitID], f)
	}
	limits := r.Limits()
	var all models.Changes
	due := map[int64]workday.Moment{}
	for _, roster := range rosters {
		changes := models.Evaluate(roster, byUnit[roster.Unit.ID], limits, now)
		all.And(changes)
		due[roster.Unit.ID] = changes.DueAt
	}
	tally.Examined = len(rosters)
	if tally.Opened, tally.Closed, err = tx.SaveChanges(all, 0); err != nil {
		return tally, err
	}
	return tally, tx.SetDues(due)
}

// settle closes check-outs that nobody recalled in time, one errand a stay.
func (r *Registry) settle(ctx context.Context, who policy.Actor, at time.Time) error {
	for {
		refs, err := r.Store.LeavingOver(ctx, workday.At(at), page)
		if err != nil || len(refs) == 0 {
			return err
		}
		for _, ref := range refs {
			err := r.changeStay(ctx, who, policy.FlagRaise, ref, at, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
				if line.Stay.State != models.StayLeaving || line.Stay.LeavingUntil > workday.At(at) {
					entry.Subject = skipAudit // recalled while this run was on its way
					return nil
				}
				line.Stay.State = models.StayClosed
				entry.Detail = "退房满期"
				return tx.SaveStay(&line.Stay)
			})
			if err != nil {
				return err
			}
		}
	}
}

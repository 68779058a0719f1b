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

const (
	carryPage = 200 // homes that one transaction takes along, and nobody else may change meanwhile
	// settleAfter is how long after the last home arrived nothing can come any more from a transaction that had read the
	// register before: none lives as long.
	settleAfter = 10 * time.Minute
)

// CarryAreas takes the homes of areas that were moved, split or merged to where they belong, some at a time: what the tree
// says is done, what is left is found anew, so a run that was cut off leaves nothing half. Homes keep their due clock: no
// rule asks where a home lies.
func (r *Registry) CarryAreas(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var tally Tally
	if err := policy.May(who, policy.AreaCarry, policy.Record{}, workday.At(at)); err != nil {
		return tally, err
	}
	moves, err := r.Store.OpenAreaMoves(ctx)
	for _, m := range moves {
		for more := true; more && err == nil; {
			var n int
			n, more, err = r.carry(ctx, who, m, at)
			tally.Examined += n
		}
	}
	return tally, err
}

// carry is one transaction of a move; more says whether another may find something to do.
func (r *Registry) carry(ctx context.Context, who policy.Actor, open models.AreaMove, at time.Time) (n int, more bool, err error) {
	err = r.errand(ctx, who, policy.AreaCarry, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Subject = skipAudit // the errand was put down when it was asked for, and is once more at its end
		n, more = 0, false
		m, err := tx.LockAreaMove(open.ID)
		if err != nil || !m.SettledAt.IsZero() {
			return err
		}
		area, err := tx.Area(ctx, m.AreaID)
		if err != nil {
			return err
		}
		if n, more, err = r.carrySome(ctx, tx, m, area); err != nil || more {
			m.Homes += n
			if err == nil && n > 0 {
				err = tx.SaveAreaMove(m)
			}
			return err
		}
		if m.DoneAt.IsZero() {
			m.DoneAt = workday.At(at)
			entry.Subject, entry.RefID, entry.Detail = "area", area.ID, "搬完，房屋 "+strconv.Itoa(m.Homes)+" 处"
			if m.Kind == models.AreaMerged {
				if err := tx.EndGrants(area.ID, m.DoneAt); err != nil {
					return err
				}
			}
		} else if workday.At(at) >= m.DoneAt.Add(settleAfter) {
			m.SettledAt = workday.At(at)
		} else {
			return nil
		}
		return tx.SaveAreaMove(m)
	})
	return n, more, err
}

// carrySome takes a page of homes along, or gathers what was written beside them; more is false when there was nothing.
func (r *Registry) carrySome(ctx context.Context, tx *store.Tx, m models.AreaMove, area models.Area) (n int, more bool, err error) {
	size := carryPage
	if r.CarryPage > 0 {
		size = r.CarryPage
	}
	to := area.ID
	if m.Kind != models.AreaMoved {
		to = m.ToID
	}
	if target, err := tx.Area(ctx, to); err != nil {
		return 0, false, err
	} else if target.Ended() { // it ended in turn
		if target, err = tx.AreaByRef(ctx, target.Ref); err != nil {
			return 0, false, err
		}
		to = target.ID
	}
	above, err := tx.AncestorsOf(ctx, to)
	if err != nil {
		return 0, false, err
	}
	ids, err := tx.Misplaced(ctx, m, area, above, size)
	if err != nil {
		return 0, false, err
	}
	if len(ids) == 0 {
		if ids, err = tx.Strays(ctx, area, size); err != nil || len(ids) == 0 {
			return 0, false, err
		}
		for _, id := range ids {
			if err := tx.Gather(id); err != nil {
				return 0, false, err
			}
		}
		return 0, true, nil
	}
	switch m.Kind {
	case models.AreaMoved:
		n, err = tx.CarryAbove(ids, area, above)
		return n, true, err
	case models.AreaSplit:
		if err := tx.Arrived(m.ID, ids); err != nil {
			return 0, false, err
		}
	}
	n, err = tx.CarryTo(ids, area.ID, to, above)
	return n, true, err
}

package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// AcceptUnit is the officer's 核实通过: the home stands where it says, and from now on its plate and public page answer
// (DESIGN 2 row 13). seen is the revision that he looked at, 0 where nobody looked: a home that was changed meanwhile is
// looked at again first. Errors: Conflict.
func (r *Registry) AcceptUnit(ctx context.Context, who policy.Actor, unitRef string, seen int64, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitAccept, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if err := unit.CheckSeen(seen); err != nil {
			return err
		}
		switch unit.State {
		case models.UnitAccepted:
			return models.Refuse(models.Conflict, "这处房子已经核实过，不用再点")
		case models.UnitDelisted:
			return models.Refuse(models.Conflict, "这处房子停租了。户主恢复出租以后再核实")
		case models.UnitDraft:
			return models.Refuse(models.Conflict, "户主还没交。等他交了再核实")
		}
		if !unit.Rectifying() { // what was put right was accepted all the while
			unit.AcceptedAt = workday.At(at)
		}
		unit.State, unit.ReturnedAt, entry.Detail = models.UnitAccepted, 0, "核实通过"
		if err := tx.MendReturn(models.UnitReturn{UnitID: unit.ID, MendedAt: workday.At(at), Kept: true}); err != nil { // given back by mistake
			return err
		}
		return tx.SaveUnit(unit)
	})
}

package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

// AssignGrid puts a home into a grid of its own community (划网格), and with it its stays, flags and requests, which carry
// the same ancestors. Errors: Invalid at grid.
func (r *Registry) AssignGrid(ctx context.Context, who policy.Actor, unitRef, gridRef string, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitAssign, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		grid, err := tx.AreaByRef(ctx, gridRef)
		if err != nil && !models.IsKind(err, models.NotFound) {
			return err
		}
		anc, lineErr := tx.AncestorsOf(ctx, grid.ID)
		if lineErr != nil {
			return lineErr
		}
		if err != nil || grid.Level != models.LevelGrid || anc.CommunityID != unit.CommunityID || unit.CommunityID == 0 {
			return models.FaultAt("grid", "请选本社区的一个网格")
		}
		if unit.GridID == grid.ID {
			return models.Refuse(models.Conflict, "这处房子已经在"+grid.Name+"，不用再划")
		}
		from := unit.AreaID
		unit.AreaID, unit.Ancestors, entry.Detail = grid.ID, anc, "划到"+grid.Name
		if err := tx.SaveUnit(unit); err != nil {
			return err
		}
		return tx.MoveUnit(*unit, from)
	})
}

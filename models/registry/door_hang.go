package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

// HangPlate says that the plate with the address of today hangs at the door (换上了新门牌). Its code is the same. A second tap says
// nothing new. Errors: Conflict while there is no plate to print.
func (r *Registry) HangPlate(ctx context.Context, who policy.Actor, unitRef string, at time.Time) error {
	return r.changeUnit(ctx, who, policy.DoorHang, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if !unit.DoorOpen() || unit.Delisted() {
			return models.Refuse(models.Conflict, "这处房子还没核实，或者停租了，现在没有门牌可换")
		}
		if !unit.PlateStale() {
			entry.Subject = skipAudit
			return nil
		}
		unit.PlateAddress, entry.Detail = unit.Address, "换上了写新地址的门牌"
		return tx.SaveUnit(unit)
	})
}

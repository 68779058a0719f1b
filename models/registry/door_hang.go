package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

// HangPlate says that a plate with an address hangs at the door (换上了新门牌). Its code is the same. A second tap says nothing new.
// Errors: Conflict while there is no plate to print, and where the address is another one by now.
func (r *Registry) HangPlate(ctx context.Context, who policy.Actor, unitRef, address string, at time.Time) error {
	return r.changeUnit(ctx, who, policy.DoorHang, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if err := unit.CheckPlate(); err != nil {
			return err
		}
		if address != unit.Address {
			return models.Refuse(models.Conflict, "地址又改过，门上的门牌不是现在的地址。请看一下最新的，打一张新的换上")
		}
		if unit.PlateAddress == unit.Address {
			entry.Subject = skipAudit
			return nil
		}
		unit.PlateAddress, entry.Detail = unit.Address, "换上了写新地址的门牌"
		return tx.SaveUnit(unit)
	})
}

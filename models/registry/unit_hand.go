package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// HandUnit gives a home that nobody has claimed to the landlord whom the officer found, by phone: he is asked at his next
// sign-in whether it is his. A home that somebody claimed or registered himself is not taken from him here. Errors: Invalid
// at phone and name, Conflict.
func (r *Registry) HandUnit(ctx context.Context, who policy.Actor, unitRef, rawPhone, name string, at time.Time) error {
	number, fault := phone.Check(rawPhone)
	var faults models.Faults
	faults.Add("phone", fault)
	name = CleanName(name)
	if checkName(name) != "" {
		faults.Add("owner", "请填房东姓名，和身份证上一样")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return r.changeUnit(ctx, who, policy.UnitHand, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if unit.OwnerID != 0 && unit.Claim != models.ClaimOpen {
			return models.Refuse(models.Conflict, "这处房子户主已经认了，不能改给别人")
		}
		user, err := personFor(ctx, tx, number, "", workday.At(at))
		if err != nil {
			return err
		}
		if user.Name == "" {
			user.Name, user.Listed = name, true
			if err := tx.SaveUser(&user); err != nil {
				return err
			}
		}
		if err := tx.EndManagers(unit.ID, workday.At(at)); err != nil {
			return err
		}
		unit.OwnerID, unit.Claim, unit.ClaimBy, unit.ClaimedAt = user.ID, models.ClaimOpen, who.UserID, workday.At(at)
		entry.Detail = "改户主手机，等他认领"
		return tx.SaveUnit(unit)
	})
}

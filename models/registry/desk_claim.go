package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// DeskClaim is 是我的房子, said at the counter by a landlord of the station's list who has no phone to be asked by: by a slip
// that he signed and, where the station knows his document, its last four. Errors: Invalid at last4 and slip, TooMany,
// Conflict when the home does not wait to be claimed.
func (r *Registry) DeskClaim(ctx context.Context, who policy.Actor, unitRef, last4 string, will Will, once string, at time.Time) error {
	return r.changeUnit(ctx, who, policy.DeskServe, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		e := &deskErrand{what: "claim", said: last4, who: who, will: Will{Slip: will.Slip}, claims: true, once: once, at: at}
		if unit.OwnerID == 0 || unit.Claim != models.ClaimOpen {
			if fresh, _, err := tx.Once(e.key(tx, *entry), who.UserID, "", workday.At(at)); err != nil || !fresh {
				entry.Subject = skipAudit
				return err // the form that claimed it, sent again
			}
			return models.Refuse(models.Conflict, "这处房子不等认领。户主不对的，请社区民警改")
		}
		owner, err := tx.User(ctx, unit.OwnerID)
		if err != nil {
			return err
		}
		right, err := r.knowsDocument(ctx, tx, *unit, owner.Ref, last4)
		if err != nil {
			return err
		}
		if !right { // the try is counted and committed
			entry.Action, entry.Detail = "desk.wrong", "认领，证件没对上"
			return kept{models.FaultAt("last4", "和社区登记的证件对不上，请看他身份证号码的最后 4 位")}
		}
		_, err = r.serve(tx, *unit, e, entry, func() error {
			return r.claimUnit(ctx, tx, unit, owner.ID, entry, at)
		})
		return err
	})
}

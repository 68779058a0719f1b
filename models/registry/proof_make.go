package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// MakeProof takes a sheet of what a landlord did for his home (尽责凭证) and answers its code. A home that nobody accepted
// yet has none. Errors: Conflict.
func (r *Registry) MakeProof(ctx context.Context, who policy.Actor, unitRef, once string, at time.Time) (string, error) {
	code := ""
	err := r.changeUnit(ctx, who, policy.ProofMake, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		fresh, result, err := tx.Once(once, who.UserID, "", workday.At(at))
		if err != nil || !fresh {
			entry.Subject, code = skipAudit, result
			return err
		}
		if !unit.HasProof() {
			return models.Refuse(models.Conflict, "这处房子还没核实，核实以后才能开凭证")
		}
		code = token.NewProof()
		if err := tx.SaveProof(&models.Proof{Code: code, UnitID: unit.ID, MadeAt: workday.At(at)}); err != nil {
			return err
		}
		return tx.OnceResult(once, code)
	})
	return code, err
}

// IsProof says whether a code stands on a sheet of ours, and nothing else: not whose, not of when.
func (r *Registry) IsProof(ctx context.Context, code string) (bool, error) {
	_, err := r.Store.Proof(ctx, code)
	if models.IsKind(err, models.NotFound) {
		return false, nil
	}
	return err == nil, err
}

package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// sealersAtOnce is how often a run gives way to another before it leaves the rest to the next minute.
const sealersAtOnce = 10

// SealAudit seals every committed audit entry whatever its time, in batches, and writes none itself (DESIGN 4.1).
func (r *Registry) SealAudit(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var tally Tally
	if err := policy.May(who, policy.AuditSeal, policy.Record{}, workday.At(at)); err != nil {
		return tally, err
	}
	for lost := 0; ; {
		n := 0
		err := r.Store.InTx(ctx, func(tx *store.Tx) error {
			prev, err := tx.LastSeal(ctx)
			if err != nil {
				return err
			}
			entries, err := tx.Unsealed(ctx)
			if n = len(entries); err != nil || n == 0 {
				return err
			}
			seal := tx.SealOver(prev, entries, int64(workday.At(at)))
			return tx.SaveSeal(&seal, entries)
		})
		if models.IsKind(err, models.Conflict) && lost < sealersAtOnce {
			lost++ // another node sealed meanwhile: what it left is looked at anew
			continue
		}
		tally.Examined += n
		if err != nil || n == 0 {
			return tally, err
		}
	}
}

package registry

import (
	"context"

	"anju/models"
	"anju/models/store"
)

// Lease runs fn on the lease rows; leases are machinery and leave no audit entry.
func (r *Registry) Lease(ctx context.Context, fn func(*store.Tx) error) error {
	return r.Store.InTx(ctx, fn)
}

// LogRun writes a line of the run log.
func (r *Registry) LogRun(ctx context.Context, run *models.JobRun) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveRun(run) })
}

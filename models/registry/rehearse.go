package registry

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Rehearse lets fn run on a register in which everything happens as in the real one and nothing stays: what a night would
// flag, send and cost is known before it does. sending lets texts leave there although they do not yet.
func (r *Registry) Rehearse(ctx context.Context, who policy.Actor, sending bool, at time.Time, fn func(*Registry) error) error {
	if err := policy.May(who, policy.Rehearse, policy.Record{}, workday.At(at)); err != nil {
		return err
	}
	return r.Store.Rehearse(ctx, func(st *store.Store) error {
		trial := *r
		trial.Store, trial.Rules, trial.Kick = st, r.Rules.Copy(), nil
		if sending {
			if err := st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveSetting("sending", "on") }); err != nil {
				return err
			}
		}
		return fn(&trial)
	})
}

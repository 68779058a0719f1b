package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// flag opens, raises and closes flags: it visits only what has come due, after other rules everything. Posts whose day has
// come go to the successor first.
func flag(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	if err := r.Registry.SettlePosts(ctx, policy.SystemActor, at); err != nil {
		return registry.Tally{}, err
	}
	if err := r.Registry.DueByRules(ctx, policy.SystemActor, at); err != nil {
		return registry.Tally{}, err
	}
	return r.Registry.RaiseFlags(ctx, policy.SystemActor, at)
}

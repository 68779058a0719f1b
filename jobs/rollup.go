package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// rollup keeps the counts of the days that are over.
func rollup(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.RollUp(ctx, policy.SystemActor, at)
}

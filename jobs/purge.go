package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// purge erases what has been kept long enough.
func purge(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.Purge(ctx, policy.SystemActor, at)
}

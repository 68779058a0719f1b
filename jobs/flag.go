package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// flag opens, raises and closes flags: it visits only what has come due.
func flag(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.RaiseFlags(ctx, policy.SystemActor, at)
}

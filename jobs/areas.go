package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// carryAreas takes the homes of areas that were moved, split or merged to where they belong.
func carryAreas(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.CarryAreas(ctx, policy.SystemActor, at)
}

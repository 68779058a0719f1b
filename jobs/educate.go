package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// educate queues the day's texts about the law; dispatch sends them.
func educate(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.QueueEducation(ctx, policy.SystemActor, at)
}

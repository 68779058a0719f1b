package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// campaign begins and ends campaigns and queues the texts of those that run; dispatch sends them.
func campaign(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.RunCampaigns(ctx, policy.SystemActor, at)
}

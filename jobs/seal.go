package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// seal closes the audit entries of the last minute into the chain.
func seal(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.SealAudit(ctx, policy.SystemActor, at)
}

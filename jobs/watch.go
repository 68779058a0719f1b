package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// watch counts how the texts go and tells the log what changed: an alert when it begins and when it is over, once.
func watch(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	tally, seen, err := r.Registry.WatchSending(ctx, policy.SystemActor, at)
	for _, key := range seen.Raised {
		r.Log.Warn("sms alert", "alert", key)
	}
	for _, key := range seen.Cleared {
		r.Log.Info("sms alert over", "alert", key)
	}
	return tally, err
}

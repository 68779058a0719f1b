package jobs

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// remind queues the day's registration reminders; dispatch sends them.
func remind(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.QueueReminders(ctx, policy.SystemActor, at)
}

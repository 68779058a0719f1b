package jobs

import (
	"context"
	"time"
)

// RulesBeat is how often every process looks whether an administrator changed the rules in another one.
const RulesBeat = 20 * time.Second

// keepRules has this process go by the rules that are in force.
func (r *Runner) keepRules(ctx context.Context) {
	beat := time.NewTicker(RulesBeat)
	if r.RulesBeat > 0 {
		beat.Reset(r.RulesBeat)
	}
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			if err := r.Registry.ReadRules(ctx); err != nil && ctx.Err() == nil {
				r.Log.Error("the rules could not be read; those before stay in force", "error", err)
			}
		}
	}
}

package registry

import (
	"context"
	"strconv"
	"time"

	"anju/models/store"
)

// KeepDemoClock remembers how far the demo's clock was moved, so that a restart goes on from there.
func (r *Registry) KeepDemoClock(ctx context.Context, offset time.Duration) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.SaveSetting("demo_clock", strconv.FormatInt(int64(offset/time.Second), 10))
	})
}

// DemoClock is how far the demo's clock was moved; 0 when never.
func (r *Registry) DemoClock(ctx context.Context) (time.Duration, error) {
	value, err := r.Store.Setting(ctx, "demo_clock")
	if err != nil || value == "" {
		return 0, err
	}
	seconds, err := strconv.ParseInt(value, 10, 64)
	return time.Duration(seconds) * time.Second, err
}

package jobs

import (
	"context"
	"errors"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// dispatch drains the outbox, what must not wait first, then does what receipts and answers say.
func dispatch(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	tally, err := dispatchHurried(ctx, r, at)
	more, restErr := dispatchRest(ctx, r, at)
	tally.Examined, tally.Sent, tally.Failed = tally.Examined+more.Examined, tally.Sent+more.Sent, tally.Failed+more.Failed
	return tally, errors.Join(err, restErr)
}

// dispatchHurried never waits for anything else that this node sends.
func dispatchHurried(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.DispatchHurried(ctx, policy.SystemActor, r.senders(), at)
}

// dispatchRest is done once at a time on a node, so that no more calls are made at once than the options allow.
func dispatchRest(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	if !r.draining.TryLock() {
		return registry.Tally{}, nil // whoever is at it takes what has come meanwhile too
	}
	defer r.draining.Unlock()
	tally, err := r.Registry.DispatchNotices(ctx, policy.SystemActor, r.senders(), at)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		r.Kick() // a long queue: go on at once
		return tally, err
	}
	_, applied := r.Registry.ApplyReceipts(ctx, policy.SystemActor, at)
	_, read := r.Registry.ReadAnswers(ctx, at)
	return tally, errors.Join(err, applied, read)
}

// reconcile settles what nobody knows the outcome of.
func reconcile(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	return r.Registry.Reconcile(ctx, policy.SystemActor, r.senders(), at)
}

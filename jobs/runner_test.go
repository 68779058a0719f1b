package jobs

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func newRunner(st *store.Store, node string, real func() time.Time) *Runner {
	reg := &registry.Registry{Store: st, Rules: profile.NewLive(&profile.Profile{}), Real: real}
	return &Runner{Registry: reg, Node: node, Now: real, Real: real, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
}

func job(run func(context.Context) (registry.Tally, error)) Job {
	return Job{Name: "test", Timeout: time.Minute, Run: func(ctx context.Context, _ *Runner, _ time.Time) (registry.Tally, error) { return run(ctx) }}
}

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, workday.Shanghai)

func TestTheScheduleIsReadable(t *testing.T) {
	for _, j := range Table {
		if _, err := cron.ParseStandard(j.Spec); err != nil || j.Timeout == 0 || j.Words == "" || j.Run == nil {
			t.Errorf("job %s: %v", j.Name, err)
		}
	}
}

func TestOneNodeAtATimeDoesAJobAndAnotherTakesOverWhenItDies(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		var mu sync.Mutex
		now := noon
		clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
		one, two := newRunner(st, "one", clock), newRunner(st, "two", clock)
		inside := make(chan struct{})
		leave := make(chan struct{})
		ended := make(chan error, 1)
		slow := job(func(context.Context) (registry.Tally, error) {
			close(inside)
			<-leave
			return registry.Tally{Opened: 3}, nil
		})
		quick := job(func(context.Context) (registry.Tally, error) { return registry.Tally{}, nil })
		go func() { _, err := one.Run(context.Background(), slow, noon); ended <- err }()
		<-inside
		if _, err := two.Run(context.Background(), quick, noon); !IsBusy(err) {
			t.Fatalf("two nodes ran one job: %v", err)
		}
		if _, err := one.Run(context.Background(), quick, noon); !IsBusy(err) {
			t.Fatalf("one node ran a job twice at once: %v", err)
		}
		// The first node is as good as dead: its lease is not renewed by a clock that stands still, and a minute passes.
		mu.Lock()
		now = now.Add(time.Minute)
		mu.Unlock()
		if _, err := two.Run(context.Background(), quick, noon); err != nil {
			t.Fatalf("nobody took over after a minute: %v", err)
		}
		close(leave)
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		runs, err := st.ListRuns(context.Background(), policy.Scope{All: true}, "test", 10)
		if err != nil || len(runs) != 2 || runs[0].Opened+runs[1].Opened != 3 {
			t.Fatalf("the run log says %+v, %v", runs, err)
		}
	})
}

func TestAJobThatPanicsIsLoggedAndRunsAgain(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		r := newRunner(st, "one", func() time.Time { return noon })
		run, err := r.Run(context.Background(), job(func(context.Context) (registry.Tally, error) { panic("boom") }), noon)
		if err == nil || run.Problem == "" {
			t.Fatalf("a panic went by unseen: %+v, %v", run, err)
		}
		if _, err := r.Run(context.Background(), job(func(context.Context) (registry.Tally, error) { return registry.Tally{}, nil }), noon); err != nil {
			t.Fatalf("the lease of the failed run was kept: %v", err)
		}
	})
}

func TestAJobThatHangsIsStopped(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		r := newRunner(st, "one", func() time.Time { return noon })
		hangs := job(func(ctx context.Context) (registry.Tally, error) { <-ctx.Done(); return registry.Tally{}, ctx.Err() })
		hangs.Timeout = 50 * time.Millisecond
		if _, err := r.Run(context.Background(), hangs, noon); err == nil {
			t.Fatal("a job that hung for ever ended well")
		}
	})
}

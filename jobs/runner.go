package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"anju/jobs/sms"
	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// Runner runs the jobs of the table: one node at a time by a lease row, never twice at once, each with a timeout, a line
// in the run log, and no panic that takes the program down.
type Runner struct {
	Registry  *registry.Registry
	Gateways  []sms.Gateway // in the order in which they are tried
	AtOnce    int           // texts at the same time through one gateway; 0 for AtOnce
	PerSecond int           // calls to a gateway a second, of all nodes together; 0 for what the gateway allows
	Node      string
	Now       func() time.Time // the time that scheduled runs judge by
	Real      func() time.Time // leases
	Log       *slog.Logger
	RulesBeat time.Duration // 0 for RulesBeat

	draining sync.Mutex
	cron     *cron.Cron
	lists    chan struct{}   // somebody brought a list
	areas    chan struct{}   // an area was moved
	kicks    []chan struct{} // one for each part of the outbox that is sent by itself
	life     context.Context // of the runner: what it does in the background ends with it
	stop     context.CancelFunc
	done     sync.WaitGroup
}

// A lease is renewed while its job runs; when a node dies, another takes over within a minute (DESIGN 2 row 9).
const (
	leaseLife = 45 * time.Second
	leaseBeat = 15 * time.Second
)

// Start begins the schedule. Kick may be called from then on.
func (r *Runner) Start(ctx context.Context) error {
	ctx, r.stop = context.WithCancel(ctx)
	r.life = ctx
	r.kicks, r.lists, r.areas = nil, make(chan struct{}, 1), make(chan struct{}, 1)
	r.cron = cron.New(cron.WithLocation(workday.Shanghai))
	for _, job := range Table {
		if _, err := r.cron.AddFunc(job.Spec, func() {
			if _, err := r.Run(ctx, job, r.Now()); err != nil && ctx.Err() == nil {
				r.Log.Error("job failed", "job", job.Name, "error", err)
			}
		}); err != nil {
			return fmt.Errorf("schedule %s: %w", job.Name, err)
		}
	}
	r.cron.Start()
	for _, run := range []func(context.Context, *Runner, time.Time) (registry.Tally, error){dispatchHurried, dispatchRest} {
		kick := make(chan struct{}, 1)
		r.kicks = append(r.kicks, kick)
		job, _ := Find("dispatch")
		job.Run = run
		r.done.Go(func() { r.runOnKick(ctx, job, kick) })
	}
	imports, _ := Find("import")
	r.done.Go(func() { r.runOnKick(ctx, imports, r.lists) })
	areas, _ := Find("areas")
	r.done.Go(func() { r.runOnKick(ctx, areas, r.areas) })
	r.done.Go(func() { r.keepRules(ctx) })
	r.Kick() // what waited while nobody was there
	r.KickAreas()
	return nil
}

// Kick asks for a dispatch soon: codes must leave within seconds, whatever else is on its way.
func (r *Runner) Kick() {
	for _, kick := range r.kicks {
		poke(kick)
	}
}

// KickImports asks for a look at the lists that were brought.
func (r *Runner) KickImports() { poke(r.lists) }

// KickAreas asks for a look at the areas that were moved.
func (r *Runner) KickAreas() { poke(r.areas) }

func poke(kick chan struct{}) {
	select {
	case kick <- struct{}{}:
	default: // one is waiting already
	}
}

func (r *Runner) runOnKick(ctx context.Context, job Job, kick <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-kick:
			if _, err := r.once(ctx, job, r.Now()); err != nil && ctx.Err() == nil {
				r.Log.Error("job failed", "job", job.Name, "error", err)
			}
		}
	}
}

// Stop ends the schedule and waits for what is running.
func (r *Runner) Stop() {
	if r.cron == nil {
		return
	}
	running := r.cron.Stop()
	r.stop()
	<-running.Done()
	r.done.Wait()
}

// errBusy means that another node, or another run on this one, holds the job.
var errBusy = models.Refuse(models.Conflict, "这个任务正在别处跑，请过一分钟再试")

// Run runs a job by its lease and writes the run log. At is the time judged. A job whose work several nodes can share is
// run beside the holder of the lease, who alone writes the log.
func (r *Runner) Run(ctx context.Context, job Job, at time.Time) (run models.JobRun, err error) {
	err = r.exclusively(ctx, job.Name, func(ctx context.Context) error {
		run = models.JobRun{Job: job.Name, At: workday.At(at), Started: workday.At(r.Real()), Node: r.Node}
		tally, err := r.once(ctx, job, at)
		run.Ended = workday.At(r.Real())
		run.Examined, run.Opened, run.Closed, run.Queued, run.Sent, run.Failed = tally.Examined, tally.Opened, tally.Closed, tally.Queued, tally.Sent, tally.Failed
		if err != nil {
			run.Problem = "没有跑完"
		}
		if logErr := r.Registry.LogRun(context.WithoutCancel(ctx), &run); err == nil {
			err = logErr
		}
		return err
	})
	if job.Together && IsBusy(err) {
		run = models.JobRun{Job: job.Name, At: workday.At(at), Started: workday.At(r.Real()), Node: r.Node}
		tally, err := r.once(ctx, job, at)
		run.Ended, run.Examined, run.Sent, run.Failed = workday.At(r.Real()), tally.Examined, tally.Sent, tally.Failed
		return run, err
	}
	return run, err
}

// exclusively runs fn while nobody else runs under the same name, on this node or another.
func (r *Runner) exclusively(ctx context.Context, name string, fn func(context.Context) error) error {
	// A holder of its own: two runs on one node exclude each other as well.
	holder := r.Node + "/" + token.NewRef()[:8]
	taken, err := r.lease(ctx, name, holder)
	if err != nil {
		return err
	}
	if !taken {
		return errBusy
	}
	ctx, drop := r.hold(ctx, name, holder)
	defer drop()
	return fn(ctx)
}

func (r *Runner) lease(ctx context.Context, job, holder string) (taken bool, err error) {
	err = r.Registry.Lease(ctx, func(tx *store.Tx) error {
		real := workday.At(r.Real())
		taken, err = tx.TakeLease("job:"+job, holder, real, real.Add(leaseLife))
		return err
	})
	return taken, err
}

// hold renews the lease while the job runs; the context ends when the lease is lost, so that two nodes never work on the
// same job for long. drop gives the lease back.
func (r *Runner) hold(ctx context.Context, job, holder string) (held context.Context, drop func()) {
	held, cancel := context.WithCancel(ctx)
	beat := time.NewTicker(leaseBeat)
	go func() {
		defer beat.Stop()
		for {
			select {
			case <-held.Done():
				return
			case <-beat.C:
				if taken, err := r.lease(held, job, holder); err == nil && !taken {
					cancel()
				}
			}
		}
	}()
	return held, func() {
		cancel()
		_ = r.Registry.Lease(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.DropLease("job:"+job, holder) })
	}
}

// once runs the body of a job with its timeout; a panic becomes an error.
func (r *Runner) once(ctx context.Context, job Job, at time.Time) (tally registry.Tally, err error) {
	ctx, cancel := context.WithTimeout(ctx, job.Timeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("job %s panicked: %v\n%s", job.Name, p, debug.Stack())
		}
	}()
	return job.Run(ctx, r, at)
}

// IsBusy says whether a run was refused because the job is running already.
func IsBusy(err error) bool { return errors.Is(err, errBusy) }

package jobs

import (
	"context"
	"time"

	"anju/jobs/sms"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"
)

// Outlook is what a stretch of time does: flags by rule, texts by kind, the numbers that get them, and the parts that
// the carrier bills.
type Outlook struct {
	registry.Tally
	Flags    map[string]int // opened, by rule
	Texts    map[string]int // sent, by kind
	Numbers  int
	Segments int
}

// tried is a gateway that keeps what it was given and sends nothing.
type tried struct{ taken []sms.Message }

func (t *tried) Name() string { return "rehearsal" }

func (t *tried) Caps() sms.Caps { return sms.Caps{Batch: 1, Ask: longestTrial, AtOnce: 1} }

func (t *tried) Send(_ context.Context, batch []sms.Message) []sms.Result {
	t.taken = append(t.taken, batch...)
	return make([]sms.Result, len(batch))
}

func (t *tried) Find(_ context.Context, m sms.Message) (r sms.Receipt, found bool, err error) {
	for _, one := range t.taken {
		if one.OutID == m.OutID {
			return sms.Receipt{OutID: m.OutID, To: m.To, State: sms.Taken}, true, nil
		}
	}
	return r, false, nil
}

const longestTrial = time.Hour

// Rehearse tells what runs would do, one after another, as if texts might leave, and changes nothing.
func (r *Runner) Rehearse(ctx context.Context, who policy.Actor, runs []Planned, at time.Time) (Outlook, error) {
	var out Outlook
	gateway := &tried{}
	err := r.Registry.Rehearse(ctx, who, true, at, func(trial *registry.Registry) error {
		stage := &Runner{Registry: trial, Gateways: []sms.Gateway{gateway}, Node: r.Node, Now: r.Now, Real: r.Real, Log: r.Log}
		before, err := trial.Store.ListFlagCounts(ctx, policy.Scope{All: true}, store.Queue{})
		if err != nil {
			return err
		}
		for _, run := range runs {
			run.Job.Timeout = longestTrial // what a job leaves undone in its time the next run would do
			tally, err := stage.once(ctx, run.Job, run.At)
			if err != nil {
				return err
			}
			out.add(tally)
		}
		out.Flags, err = trial.Store.ListFlagCounts(ctx, policy.Scope{All: true}, store.Queue{})
		for rule, n := range before {
			if out.Flags[rule] -= n; out.Flags[rule] == 0 {
				delete(out.Flags, rule)
			}
		}
		return err
	})
	out.count(gateway.taken)
	return out, err
}

func (o *Outlook) add(t registry.Tally) {
	o.Examined += t.Examined
	o.Opened += t.Opened
	o.Closed += t.Closed
	o.Queued += t.Queued
	o.Sent += t.Sent
	o.Failed += t.Failed
}

func (o *Outlook) count(texts []sms.Message) {
	o.Texts = map[string]int{}
	numbers := map[string]bool{}
	for _, m := range texts {
		o.Texts[m.Kind]++
		numbers[m.To] = true
		o.Segments += m.Segments
	}
	o.Numbers = len(numbers)
}

// RehearseNight rehearses the 24 hours from a time on and keeps the outcome for the administrator. A second one meanwhile
// is refused.
func (r *Runner) RehearseNight(ctx context.Context, who policy.Actor, at time.Time) error {
	return r.exclusively(ctx, "rehearse", func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, rehearsalLimit)
		defer cancel()
		out, err := r.Rehearse(ctx, who, Between(at, at.Add(24*time.Hour)), at)
		if err != nil {
			return err
		}
		return r.Registry.KeepOutlook(ctx, who, registry.Outlook{At: workday.At(at), Opened: out.Opened, Sent: out.Sent, Numbers: out.Numbers,
			Segments: out.Segments, Flags: out.Flags, Texts: out.Texts})
	})
}

// rehearsalLimit is the longest that a rehearsal may hold up those who write.
const rehearsalLimit = 10 * time.Minute

// StartRehearsal is RehearseNight without waiting for it: of a large register it takes longer than a page may. Where no
// schedule runs it is done at once.
func (r *Runner) StartRehearsal(who policy.Actor, at time.Time) {
	rehearse := func(ctx context.Context) {
		if err := r.RehearseNight(ctx, who, at); err != nil && !IsBusy(err) && ctx.Err() == nil {
			r.Log.Error("rehearsal failed", "error", err)
		}
	}
	if r.life == nil {
		rehearse(context.Background())
		return
	}
	r.done.Add(1)
	go func() {
		defer r.done.Done()
		rehearse(r.life)
	}()
}

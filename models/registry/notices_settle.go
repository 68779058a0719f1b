package registry

import (
	"context"
	"sync"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

const (
	askTwice    = 2 // a gateway that needs time to know is asked twice before "not there" is believed
	askAgain    = 5 * time.Minute
	settleLeast = 10 * time.Second
)

// settleWait is how long after a call the gateway is asked what became of it, when it was asked so often already.
func settleWait(o models.Outlet, asked int) time.Duration {
	if o.Ask == 0 {
		return noReceipt
	}
	return max(settleLeast, o.Settle*time.Duration(1+2*asked))
}

// settle finds out about the claimed notices that have an attempt open, and returns those that may be sent: with none open,
// or with one that certainly did not arrive.
func (c *claim) settle(ctx context.Context, claimed []models.Notice) ([]models.Notice, error) {
	if !c.Lost {
		return claimed, nil // what waits in the outbox has no attempt open
	}
	all := make([]int64, len(claimed))
	for i, n := range claimed {
		all[i] = n.ID
	}
	open, err := c.r.Store.OpenAttempts(ctx, all)
	if err != nil || len(open) == 0 {
		return claimed, err
	}
	var fresh []models.Notice
	var asked []*inquiry
	for _, n := range claimed {
		if a, is := open[n.ID]; is {
			asked = append(asked, &inquiry{n: n, a: a})
		} else {
			fresh = append(fresh, n)
		}
	}
	var wait sync.WaitGroup
	for _, q := range asked {
		w := c.wayOf(q.a.Gateway)
		if w == nil || !c.slot(ctx, w) {
			q.later(c, askAgain)
			continue
		}
		wait.Go(func() {
			defer func() { <-c.slots[w.out.Name()] }()
			q.ask(ctx, c, w)
		})
	}
	wait.Wait()
	return c.settled(ctx, fresh, asked)
}

// settled writes down what was found out.
func (c *claim) settled(ctx context.Context, fresh []models.Notice, asked []*inquiry) ([]models.Notice, error) {
	var notices []models.Notice
	var attempts []models.Attempt
	sent := 0
	for _, q := range asked {
		attempts = append(attempts, q.a)
		if q.absent {
			fresh = append(fresh, q.n)
			continue
		}
		notices = append(notices, q.n)
		if q.n.State == models.NoticeSent {
			sent++
		}
	}
	err := c.r.Store.InTx(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		for _, q := range asked {
			if q.receipt.State != "" {
				if _, err := tx.KeepReceipt(q.receipt); err != nil {
					return err
				}
			}
		}
		return c.finishIn(tx, notices, attempts)
	})
	c.count(Tally{Sent: sent})
	return fresh, err
}

// inquiry is the question what became of one attempt.
type inquiry struct {
	n       models.Notice
	a       models.Attempt
	absent  bool // it certainly did not arrive
	receipt models.Receipt
}

// ask asks the gateway, if it is time and it can be asked.
func (q *inquiry) ask(ctx context.Context, c *claim, w *way) {
	real := workday.At(c.r.Real())
	end := q.a.CalledAt.Add(noReceipt)
	due := q.a.CalledAt.Add(settleWait(w.outlet, q.a.Asked))
	switch {
	case real >= end:
		q.a.Outcome, q.a.EndedAt, q.a.AskAt = models.AttemptNoReceipt, workday.At(c.now()), 0
		q.n.State, q.n.Reason, q.n.SentAt, q.n.LeaseUntil = models.NoticeSent, models.ReasonNoReceipt, q.a.StartedAt, 0
		q.n.Segments, q.n.Gateway = q.a.Segments, q.a.Gateway
		return
	case w.outlet.Settle == 0 && w.outlet.Ask > 0: // it knows at once
	case real < due:
		q.later(c, due.Time().Sub(real.Time()))
		return
	}
	m := models.Outgoing{At: q.a.CalledAt, Phone: q.n.Phone, Kind: q.n.Kind, Ref: q.n.Ref, OutID: q.a.OutID}
	ctx, cancel := context.WithTimeout(ctx, w.timeout()+time.Second)
	defer cancel()
	r, found, err := w.find(ctx, m)
	q.a.Asked++
	switch {
	case err != nil:
		q.later(c, askAgain)
	case found:
		q.a.Outcome, q.a.EndedAt, q.a.Kind = models.AttemptFound, workday.At(c.now()), models.SentAccepted
		q.n.State, q.n.Reason, q.n.SentAt, q.n.LeaseUntil = models.NoticeSent, "", q.a.StartedAt, 0
		q.n.Segments, q.n.Gateway = q.a.Segments, q.a.Gateway
		if w.outlet.Settle > 0 {
			q.a.AskAt = real.Add(receiptWait)
			q.receipt = r.Of(w.out.Name(), real)
		}
	case w.outlet.Settle > 0 && q.a.Asked < askTwice:
		q.later(c, 2*w.outlet.Settle)
	default:
		q.a.Outcome, q.a.EndedAt, q.absent = models.AttemptAbsent, workday.At(c.now()), true
	}
}

// later leaves the question for another time.
func (q *inquiry) later(c *claim, wait time.Duration) {
	q.n.State, q.n.Reason = models.NoticeSending, models.ReasonSettling
	q.n.LeaseUntil = min(q.a.CalledAt.Add(noReceipt), workday.At(c.r.Real()).Add(wait))
}

// wayOf is the way with a name, open or not; nil when the options do not name it any more.
func (d *drain) wayOf(name string) *way {
	for _, out := range d.outs {
		if out.Name() == name {
			return &way{out: out, outlet: out.Outlet()}
		}
	}
	return nil
}

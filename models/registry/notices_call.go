package registry

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// callTimeout bounds a call to a way that does not say how long it takes.
const callTimeout = 10 * time.Second

// batchesOf cuts texts into calls: equal words to different numbers go together where the way takes several, everything
// else goes by itself, so that one bad number stops nobody else's.
func batchesOf(o models.Outlet, texts []*outgoing) [][]*outgoing {
	var all [][]*outgoing
	open := map[string]int{} // words → the batch that still has room
	for _, t := range texts {
		if o.Batch < 2 || t.alone || t.n.Category != models.CategoryEducation && t.n.Category != models.CategoryAlarm {
			all = append(all, []*outgoing{t})
			continue
		}
		key := t.n.Kind + "\x00" + t.m.Text
		at, ok := open[key]
		if !ok || len(all[at]) >= o.Batch || hasPhone(all[at], t.m.Phone) {
			at = len(all)
			all, open[key] = append(all, nil), at
		}
		all[at] = append(all[at], t)
	}
	return all
}

func hasPhone(batch []*outgoing, phone string) bool {
	for _, t := range batch {
		if t.m.Phone == phone {
			return true
		}
	}
	return false
}

// callAll makes the calls, as many at once as the way allows, and fills in the replies. A call that the lease would not
// outlive is not made.
func (c *claim) callAll(ctx context.Context, w *way, batches [][]*outgoing) {
	var all sync.WaitGroup
	tickets, left := 0, len(batches)
	for _, b := range batches {
		left--
		if len(b) == 0 {
			continue
		}
		if w.outlet.PerSecond > 0 && tickets == 0 {
			tickets = c.tickets(ctx, w, left+1)
		}
		if w.outlet.PerSecond > 0 && tickets == 0 || !c.slot(ctx, w) {
			notCalled(b)
			continue
		}
		tickets--
		all.Go(func() {
			defer func() { <-c.slots[w.out.Name()] }()
			c.call(ctx, w, b)
		})
	}
	all.Wait()
}

func notCalled(b []*outgoing) {
	for _, t := range b {
		t.reply = models.Reply{Sent: models.SentNotCalled}
	}
}

// slot waits for a free place among the calls at once; false: the program stops.
func (c *claim) slot(ctx context.Context, w *way) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case c.slots[w.out.Name()] <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// lasts says whether the lease outlives a call that begins now.
func (c *claim) lasts(w *way) bool {
	return workday.At(c.r.Real()).Add(w.timeout()+leaseSlack) < c.Until
}

// inTime says whether texts may still leave: a slow way out must not run on into the night.
func (c *claim) inTime(b []*outgoing) bool {
	now := c.now()
	for _, t := range b {
		ends := workday.At(now)
		if t.n.Category == models.CategoryCode {
			ends = workday.At(c.r.Real())
		}
		if windowStart(c.r.Limits(), t.n.Category, now) > workday.At(now) || !t.n.ExpiresAt.IsZero() && t.n.ExpiresAt <= ends {
			return false
		}
	}
	return true
}

// call makes one call. Once begun it is not broken off by anything but its own time.
func (c *claim) call(ctx context.Context, w *way, b []*outgoing) {
	notCalled(b)
	if !c.lasts(w) || !c.inTime(b) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.timeout()+time.Second)
	defer cancel()
	batch := make([]models.Outgoing, len(b))
	for i, t := range b {
		batch[i] = t.m
		t.reply = models.Reply{Sent: models.SentUnknown} // until it says otherwise
	}
	defer func() { _ = recover() }() // of a gateway that broke down nobody knows how far it got
	for i, reply := range w.out.Send(ctx, batch) {
		if i < len(b) {
			b[i].reply = reply
		}
	}
}

// tickets takes up to n of the calls that all nodes together may make in a second, and waits for the next second when
// there are none.
func (c *claim) tickets(ctx context.Context, w *way, n int) int {
	for c.lasts(w) && ctx.Err() == nil {
		real := c.r.Real()
		second := real.Truncate(time.Second)
		got := 0
		err := c.r.Store.InTx(ctx, func(tx *store.Tx) error {
			var err error
			got, err = tx.Take("sms:"+w.out.Name()+":s", workday.At(second), n, w.outlet.PerSecond)
			return err
		})
		if err != nil || got > 0 {
			return got
		}
		select {
		case <-ctx.Done():
		case <-time.After(second.Add(time.Second).Sub(real)):
		}
	}
	return 0
}

func outID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return hex.EncodeToString(b)
}

package registry

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// Sender is a way out for texts; jobs wraps a gateway into one. All that it answers is scrubbed. It may be called by
// several at once.
type Sender interface {
	Name() string
	Outlet() models.Outlet
	// Send hands texts over in one call, without trying again: a reply for each, in order.
	Send(ctx context.Context, batch []models.Outgoing) []models.Reply
	// Find asks what became of a text, known by OutID, phone and when it was sent. An error: nobody can tell yet.
	Find(ctx context.Context, m models.Outgoing) (r models.Receipt, found bool, err error)
}

const (
	claimLease = 2 * time.Minute
	claimSize  = 60
	mostTries  = 6
	leaseSlack = 5 * time.Second // between the end of a call and that of the lease
	workers    = 3               // while one writes to the register, another sends
	lostEvery  = 5 * time.Second // how often one looks for what others left
)

// The lanes of the outbox: an emergency, who waits for a code, or has 24 hours, never waits behind a long queue of lessons.
// In a lane the categories leave in their order.
var (
	hurried = []string{models.CategoryAlarm, models.CategoryCode, models.CategoryUrgent}
	rest    = []string{models.CategoryReminder, models.CategoryEducation}
)

// DispatchNotices drains the outbox through the ways out, in their order: claim by lease, write the attempts down, call,
// write the outcomes. An attempt whose outcome nobody knows is settled before anything is sent again, so a crash neither
// loses a text nor sends it twice. Any number of nodes may do it at once. Before sending is switched on only sign-in codes
// leave.
func (r *Registry) DispatchNotices(ctx context.Context, who policy.Actor, outs []Sender, at time.Time) (Tally, error) {
	tally, err := r.DispatchHurried(ctx, who, outs, at)
	if err != nil {
		return tally, err
	}
	more, err := r.dispatch(ctx, who, outs, rest, at)
	tally.Examined, tally.Sent, tally.Failed = tally.Examined+more.Examined, tally.Sent+more.Sent, tally.Failed+more.Failed
	return tally, err
}

// DispatchHurried sends what must not wait: emergencies, codes, the 24 hours of foreigners.
func (r *Registry) DispatchHurried(ctx context.Context, who policy.Actor, outs []Sender, at time.Time) (Tally, error) {
	return r.dispatch(ctx, who, outs, hurried, at)
}

func (r *Registry) dispatch(ctx context.Context, who policy.Actor, outs []Sender, lane []string, at time.Time) (Tally, error) {
	if err := policy.May(who, policy.NoticeSend, policy.Record{}, workday.At(at)); err != nil {
		return Tally{}, err
	}
	return r.newDrain(outs, lane, at).run(ctx)
}

func (r *Registry) newDrain(outs []Sender, lane []string, at time.Time) *drain {
	d := &drain{r: r, outs: outs, lane: lane, at: at, began: r.Real(), workers: 1, slots: map[string]chan struct{}{}}
	for _, out := range outs {
		n := max(1, out.Outlet().AtOnce)
		d.slots[out.Name()] = make(chan struct{}, n)
		if n > 1 {
			d.workers = workers
		}
	}
	return d
}

// drain is one emptying of a lane.
type drain struct {
	r     *Registry
	outs  []Sender
	lane  []string
	at    time.Time // judged, at the beginning
	began time.Time // real

	workers  int
	slots    map[string]chan struct{}
	lostOnly bool // nothing new is sent: what others left is brought to an end

	mu     sync.Mutex
	tally  Tally
	looked time.Time // for what others left
	free   []*way    // all of them, when none was broken at freeAt
	freeAt time.Time
	last   orders
}

// now is the time judged: a long queue must not run on into the night.
func (d *drain) now() time.Time { return d.at.Add(d.r.Real().Sub(d.began)) }

func (d *drain) run(ctx context.Context) (Tally, error) {
	errs := make([]error, d.workers)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					errs[i] = panicked(p)
				}
			}()
			for ctx.Err() == nil && errs[i] == nil {
				any, err := d.batch(ctx)
				if ctx.Err() == nil {
					errs[i] = err // its time being over is no fault: what is left is for the next run
				}
				if !any {
					return
				}
			}
		})
	}
	all.Wait()
	return d.tally, errors.Join(errs...)
}

// batch takes one batch all the way, and says whether there was any.
func (d *drain) batch(ctx context.Context) (bool, error) {
	ways, err := d.ways(ctx)
	if err != nil {
		return false, err
	}
	real := workday.At(d.r.Real())
	orders, err := d.orders(ctx)
	if err != nil {
		return false, err
	}
	lane := d.allowed(orders)
	if len(lane) == 0 {
		return false, nil
	}
	c := store.Claim{Token: token.NewRef(), Real: real, Until: real.Add(claimLease), At: workday.At(d.now()), Categories: lane,
		New: len(ways) > 0 && !d.lostOnly, Lost: d.looks(), N: claimedAtOnce(ways)}
	var claimed []models.Notice
	var more bool
	err = d.r.Store.InTx(ctx, func(tx *store.Tx) error {
		claimed, more, err = tx.Claim(c)
		return err
	})
	if err != nil || len(claimed) == 0 {
		return more, err
	}
	for i := range claimed {
		claimed[i].LeaseUntil = 0 // free, once it is written back
	}
	if c.Lost {
		d.lookAgain() // there may be more than one batch of it
	}
	slices.SortStableFunc(claimed, func(a, b models.Notice) int {
		return slices.Index(d.lane, a.Category) - slices.Index(d.lane, b.Category)
	})
	d.count(Tally{Examined: len(claimed)})
	held := &claim{drain: d, Claim: c, ways: ways, orders: orders}
	fresh, err := held.settle(ctx, claimed)
	if err != nil || len(fresh) == 0 {
		return true, err
	}
	return true, held.dispatch(ctx, fresh)
}

// looks says whether it is time to look for what others left.
func (d *drain) looks() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.r.Real()
	if !d.looked.IsZero() && now.Sub(d.looked) < lostEvery {
		return false
	}
	d.looked = now
	return true
}

func (d *drain) lookAgain() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looked = time.Time{}
}

func (d *drain) count(t Tally) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tally.Examined, d.tally.Sent, d.tally.Failed = d.tally.Examined+t.Examined, d.tally.Sent+t.Sent, d.tally.Failed+t.Failed
}

// claimedAtOnce is how many texts a worker takes at a time: one alone while every way is broken, to try one of them.
func claimedAtOnce(ways []*way) int {
	if len(ways) > 0 && len(keep(ways, func(w *way) bool { return w.try == nil })) == 0 {
		return 1
	}
	return claimSize
}

// openAtOnce is how many attempts of a worker stand open at a time. What a crash leaves open has to be settled first, and at a
// gateway that cannot be asked nobody can do that for three days: there it is little more than what is on its way at the
// same time.
func openAtOnce(o models.Outlet) int {
	if o.Ask == 0 {
		return 2 * max(1, o.AtOnce)
	}
	return claimSize
}

// claim is what one worker holds by one lease.
type claim struct {
	*drain
	store.Claim
	ways   []*way
	orders orders
}

// dispatch sends what was claimed and has no attempt open.
func (c *claim) dispatch(ctx context.Context, notices []models.Notice) error {
	leave, stay, err := c.judge(ctx, notices)
	if err != nil {
		return err
	}
	marks, err := c.r.Store.CampaignMarks(ctx, campaignsOf(leave))
	if err != nil {
		return err
	}
	var texts []*outgoing
	for _, n := range leave {
		if _, ok := c.orders.texts.Render(n.Kind, n.Params); !ok {
			n.State, n.Reason = models.NoticeFailed, models.ReasonUnfinished
			stay = append(stay, n)
			c.count(Tally{Failed: 1})
			continue
		}
		at := workday.At(c.at)
		if n.Category == models.CategoryCode {
			at = workday.At(c.r.Real())
		}
		texts = append(texts, &outgoing{n: n, mark: marks[n.CampaignID], m: models.Outgoing{At: at, Phone: n.Phone, Kind: n.Kind, Ref: n.Ref}})
	}
	if err := c.finish(ctx, stay, nil); err != nil {
		return err
	}
	return c.send(ctx, texts)
}

// finish writes what became of notices, and of attempts, if this claim still holds them.
func (c *claim) finish(ctx context.Context, notices []models.Notice, attempts []models.Attempt) error {
	if len(notices)+len(attempts) == 0 {
		return nil
	}
	// What is known must be written down even while the program stops.
	return c.r.Store.InTx(context.WithoutCancel(ctx), func(tx *store.Tx) error { return c.finishIn(tx, notices, attempts) })
}

func (c *claim) finishIn(tx *store.Tx, notices []models.Notice, attempts []models.Attempt) error {
	var ids []int64
	for _, n := range notices {
		ids = append(ids, n.ID)
	}
	for _, a := range attempts {
		ids = append(ids, a.NoticeID)
	}
	mine, err := tx.Mine(c.Token, ids)
	if err != nil {
		return err
	}
	if err := tx.EndAttempts(keep(attempts, func(a models.Attempt) bool { return mine[a.NoticeID] })); err != nil {
		return err
	}
	return tx.FinishNotices(keep(notices, func(n models.Notice) bool { return mine[n.ID] }))
}

func keep[T any](all []T, which func(T) bool) []T {
	var kept []T
	for _, one := range all {
		if which(one) {
			kept = append(kept, one)
		}
	}
	return kept
}

package registry

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"anju/models"
	"anju/models/segment"
	"anju/models/store"
	"anju/models/workday"
)

// When a breaker opens, and how long it stays so (SMS.md 4.4).
const (
	breakerLooks   = time.Minute // back over this time
	breakerCalls   = 20          // and at least so many calls
	breakerWait    = time.Minute // doubled each time the one text that tries fails
	breakerMost    = 30 * time.Minute
	breakerProbe   = 2 * time.Minute // how long the one text may take
	breakerGrain   = 10 * time.Second
	badTexts       = 5 // different numbers to which a template was refused
	templateWait   = 30 * time.Minute
	templateMost   = 6 * time.Hour
	templateLooks  = 24 * time.Hour
	breakerDoubles = 8
	waysKnown      = time.Second
)

// way is a Sender that may be used now.
type way struct {
	out      Sender
	outlet   models.Outlet
	try      *store.Breaker           // it is open and its time has come: one text may try
	breakers map[string]store.Breaker // of templates
}

func (w *way) timeout() time.Duration {
	if w.outlet.Timeout > 0 {
		return w.outlet.Timeout
	}
	return callTimeout
}

// find asks the way; a breakdown of it tells nothing.
func (w *way) find(ctx context.Context, m models.Outgoing) (r models.Receipt, found bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("the gateway broke down")
		}
	}()
	return w.out.Find(ctx, m)
}

func gatewayBreaker(name string) string        { return "gateway:" + name }
func templateBreaker(name, kind string) string { return "template:" + name + ":" + kind }

// ways are the ways out that may be used now, in their order.
func (d *drain) ways(ctx context.Context) ([]*way, error) {
	d.mu.Lock()
	known, fresh := d.free, d.r.Real().Sub(d.freeAt) < waysKnown
	d.mu.Unlock()
	if fresh && len(known) > 0 {
		return known, nil
	}
	breakers, err := d.r.Store.Breakers(ctx)
	if err != nil {
		return nil, err
	}
	real := workday.At(d.r.Real())
	var ways []*way
	for _, out := range d.outs {
		w := &way{out: out, outlet: out.Outlet(), breakers: breakers}
		b, is := breakers[gatewayBreaker(out.Name())]
		if is && b.State != store.BreakerClosed {
			if b.RetryAt > real {
				continue
			}
			w.try = &b
		}
		ways = append(ways, w)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.free = nil
	if !slices.ContainsFunc(slices.Collect(maps.Values(breakers)), func(b store.Breaker) bool { return b.State != store.BreakerClosed }) {
		d.free, d.freeAt = ways, d.r.Real() // nothing is broken: look again soon, not at each batch
	}
	return ways, nil
}

// taken are the texts that a way may be given now.
func (c *claim) taken(ctx context.Context, w *way, texts []*outgoing) ([]*outgoing, error) {
	real := workday.At(c.r.Real())
	tried := map[string]bool{}
	var refused error
	mine := keep(texts, func(t *outgoing) bool {
		if refused != nil || !c.word(w.out.Name(), t) {
			return false
		}
		b, is := w.breakers[templateBreaker(w.out.Name(), t.n.Kind)]
		if !is || b.State == store.BreakerClosed {
			return true
		}
		if b.RetryAt > real || tried[b.Name] {
			return false
		}
		tried[b.Name] = true
		var got bool
		got, refused = c.tryBreaker(ctx, b)
		return got
	})
	if refused != nil || len(mine) == 0 || w.try == nil {
		return mine, refused
	}
	got, err := c.tryBreaker(ctx, *w.try)
	if !got {
		return nil, err
	}
	return mine[:1], err
}

// word gives a text the words that a carrier takes, and its code for them; false when it takes none of them.
func (c *claim) word(name string, t *outgoing) bool {
	texts := c.orders.texts
	route := models.Route{Wording: texts.WordingBy(t.n.Kind, t.mark)}
	for _, carrier := range c.r.Carriers {
		if carrier.Key == name {
			route = texts.RouteBy(carrier, t.n.Kind, t.mark, c.orders.filings)
		}
	}
	words, ok := texts.Fill(route.Wording, t.n.Params)
	t.m.Text, t.m.Mark, t.m.Segments, t.m.Code, t.m.Gaps = words, models.MarkOf(route.Wording), segment.Count(words), route.Code, nil
	for _, gap := range models.Gaps(route.Wording) {
		t.m.Gaps = append(t.m.Gaps, models.Gap{Name: gap, Value: t.n.Params[gap]})
	}
	return ok && route.Why == ""
}

func (c *claim) tryBreaker(ctx context.Context, b store.Breaker) (got bool, err error) {
	err = c.r.Store.InTx(ctx, func(tx *store.Tx) error {
		got, err = tx.TryBreaker(b, workday.At(c.r.Real()).Add(breakerProbe))
		return err
	})
	return got, err
}

// findings are what a round says about the way itself.
type findings struct {
	w          *way
	calls, bad int
	stop       models.Sent   // the account is at fault: everybody stops
	pause      time.Duration // until the end of a limit
	fine       bool          // it took something, or judged a number: it works
	badTexts   map[string]bool
	fineTexts  map[string]bool
	kinds      map[string]int // calls by what came of them
}

func newFindings(w *way) *findings {
	return &findings{w: w, badTexts: map[string]bool{}, fineTexts: map[string]bool{}, kinds: map[string]int{}}
}

// trouble says whether a breaker may open: what is known of the ways is to be read anew.
func (f *findings) trouble() bool { return f.stop != "" || f.bad > 0 || len(f.badTexts) > 0 }

func (f *findings) add(t *outgoing) {
	if t.reply.Sent == models.SentNotCalled {
		return
	}
	f.calls++
	f.kinds[kindOf(t.reply.Sent)]++
	switch t.reply.Sent {
	case models.SentBadAccount, models.SentAllFull:
		f.stop = t.reply.Sent
		if t.reply.Until > t.m.At {
			f.pause = max(f.pause, t.reply.Until.Time().Sub(t.m.At.Time()))
		}
	case models.SentLater:
		f.bad++
	case models.SentBadText:
		f.badTexts[t.n.Kind], f.fine = true, true
	case models.SentAccepted:
		f.fineTexts[t.n.Kind], f.fine = true, true
	case models.SentPhoneFull, models.SentBadPhone, models.SentNotWanted, models.SentUnreachable:
		f.fine = true
	case models.SentBug:
	default:
		f.bad++
	}
}

// write counts the calls and opens or closes breakers.
func (f *findings) write(tx *store.Tx, real workday.Moment) error {
	if f.calls == 0 {
		return nil
	}
	if err := f.templates(tx, real); err != nil {
		return err
	}
	name := f.w.out.Name()
	if err := countCalls(tx, name, f.kinds, real); err != nil {
		return err
	}
	all, bad := "sms:"+name+":all", "sms:"+name+":bad"
	window := workday.At(real.Time().Truncate(breakerGrain))
	if err := tx.Add(all, window, f.calls); err != nil {
		return err
	}
	if f.bad > 0 {
		if err := tx.Add(bad, window, f.bad); err != nil {
			return err
		}
	}
	if f.stop == "" && f.bad == 0 && f.w.try == nil {
		return nil
	}
	b, err := tx.LockBreaker(gatewayBreaker(name))
	if err != nil {
		return err
	}
	switch {
	case f.stop == models.SentAllFull && f.pause > 0:
		return tx.SaveBreaker(opened(b, f.stop, real, real.Add(f.pause)))
	case f.stop != "":
		return tx.SaveBreaker(opened(b, f.stop, real, real.Add(wait(breakerWait, breakerMost, b.Trips))))
	case f.w.try != nil && f.fine && f.bad == 0:
		return tx.SaveBreaker(closed(b, real))
	case f.w.try != nil:
		return tx.SaveBreaker(opened(b, models.SentUnknown, real, real.Add(wait(breakerWait, breakerMost, b.Trips))))
	}
	sums, err := tx.Since(max(real.Add(-breakerLooks), b.OpenedAt), all, bad)
	if err != nil || sums[all] < breakerCalls || 2*sums[bad] < sums[all] || b.State != store.BreakerClosed {
		return err
	}
	return tx.SaveBreaker(opened(b, models.SentUnknown, real, real.Add(wait(breakerWait, breakerMost, b.Trips))))
}

// templates looks after the templates of the round: one that is refused to different numbers will be refused to all.
func (f *findings) templates(tx *store.Tx, real workday.Moment) error {
	name := f.w.out.Name()
	for kind := range f.fineTexts {
		if b, is := f.w.breakers[templateBreaker(name, kind)]; is && b.State != store.BreakerClosed {
			if err := tx.SaveBreaker(closed(b, real)); err != nil {
				return err
			}
		}
	}
	for kind := range f.badTexts {
		b, err := tx.LockBreaker(templateBreaker(name, kind))
		if err != nil {
			return err
		}
		n, err := tx.BadTexts(name, kind, max(real.Add(-templateLooks), closedAt(b)))
		if err != nil {
			return err
		}
		if n < badTexts && b.State == store.BreakerClosed {
			continue
		}
		if err := tx.SaveBreaker(opened(b, models.SentBadText, real, real.Add(wait(templateWait, templateMost, b.Trips)))); err != nil {
			return err
		}
	}
	return nil
}

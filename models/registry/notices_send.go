package registry

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

const (
	backoffFirst = 30 * time.Second
	backoffMost  = 6 * time.Hour
	pause        = time.Minute // of a text that no way may take now
	receiptWait  = time.Hour   // until a gateway is asked why no receipt came
	noReceipt    = 72 * time.Hour
)

// outgoing is a claimed text on its way.
type outgoing struct {
	n       models.Notice
	mark    string // of the words that people agreed on, "" where any wording will do
	m       models.Outgoing
	a       models.Attempt
	reply   models.Reply
	refused bool // some way was called and has it not
	alone   bool // never in a batch: one of those in it was at fault
	done    bool
}

// send tries the ways in their order. What a way may not take, or certainly has not taken for a fault of its own, goes to
// the next.
func (c *claim) send(ctx context.Context, texts []*outgoing) error {
	for _, w := range c.ways {
		mine, err := c.taken(ctx, w, keep(texts, func(t *outgoing) bool { return !t.done }))
		if err != nil {
			return err
		}
		for len(mine) > 0 {
			n := min(len(mine), openAtOnce(w.outlet))
			again, err := c.round(ctx, w, mine[:n])
			if err != nil {
				return err
			}
			mine = append(again, mine[n:]...)
		}
	}
	var left []models.Notice
	for _, t := range texts {
		if !t.done {
			left = append(left, c.later(t))
		}
	}
	return c.finish(ctx, left, nil)
}

// round hands texts to one way and writes down what became of them. It returns those that it must be given once more.
func (c *claim) round(ctx context.Context, w *way, texts []*outgoing) (again []*outgoing, err error) {
	batches := batchesOf(w.outlet, texts)
	attempts := make([]models.Attempt, 0, len(texts))
	for _, b := range batches {
		name := outID()
		for _, t := range b {
			t.m.OutID = name
			t.a = models.Attempt{NoticeID: t.n.ID, Gateway: w.out.Name(), OutID: name, StartedAt: t.m.At, CalledAt: workday.At(c.r.Real()),
				Segments: t.m.Segments, WordingMark: t.m.Mark}
			attempts = append(attempts, t.a)
		}
	}
	var mine map[int64]bool
	err = c.r.Store.InTx(ctx, func(tx *store.Tx) error {
		if mine, err = tx.Mine(c.Token, ids(texts)); err != nil {
			return err
		}
		return tx.BeginAttempts(keep(attempts, func(a models.Attempt) bool { return mine[a.NoticeID] }))
	})
	if err != nil {
		return nil, err
	}
	for i, b := range batches {
		batches[i] = keep(b, func(t *outgoing) bool { t.done = !mine[t.n.ID]; return !t.done }) // another node has the others now
	}
	c.callAll(ctx, w, batches)
	return c.outcomes(ctx, w, batches)
}

// outcomes writes what a way made of batches, and what it means for those that follow.
func (c *claim) outcomes(ctx context.Context, w *way, batches [][]*outgoing) (again []*outgoing, err error) {
	var notices []models.Notice
	var attempts []models.Attempt
	var unwilling [][]byte
	f := newFindings(w)
	for _, b := range batches {
		together := oneAtFault(b)
		for _, t := range b {
			f.add(t)
			if together {
				t.alone = true
				t.end(c.now(), models.AttemptRejected)
				again = append(again, t)
			} else if c.verdict(w, t); t.done {
				notices = append(notices, t.n)
			}
			attempts = append(attempts, t.a)
			if t.reply.Sent == models.SentNotWanted {
				unwilling = append(unwilling, t.n.PhoneIdx)
			}
		}
	}
	if len(attempts) == 0 {
		return nil, nil
	}
	err = c.r.Store.InTx(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		if err := c.finishIn(tx, notices, attempts); err != nil {
			return err
		}
		for _, index := range unwilling {
			if err := tx.ChooseEducation(index, false, workday.At(c.now())); err != nil {
				return err
			}
		}
		return f.write(tx, workday.At(c.r.Real()))
	})
	if f.trouble() {
		c.mu.Lock()
		c.free = nil
		c.mu.Unlock()
	}
	sent := len(keep(notices, func(n models.Notice) bool { return n.State == models.NoticeSent }))
	failed := len(keep(notices, func(n models.Notice) bool { return n.State == models.NoticeFailed }))
	c.count(Tally{Sent: sent, Failed: failed})
	return again, err
}

// oneAtFault says whether a whole batch was refused for what may be the fault of one in it.
func oneAtFault(b []*outgoing) bool {
	if len(b) < 2 {
		return false
	}
	for _, t := range b {
		switch t.reply.Sent {
		case models.SentBadPhone, models.SentBadText, models.SentPhoneFull, models.SentNotWanted, models.SentUnreachable, models.SentBug:
		default:
			return false
		}
	}
	return true
}

// end writes at the attempt what is known of it.
func (t *outgoing) end(at time.Time, outcome string) {
	t.a.Outcome, t.a.Kind, t.a.Code, t.a.VendorID, t.a.Segments = outcome, t.reply.Sent, cut(t.reply.Code, 120), cut(t.reply.ID, 80), max(t.a.Segments, t.reply.Segments)
	if outcome != models.AttemptOpen {
		t.a.EndedAt = workday.At(at)
	}
}

// verdict decides by what a way answered. A text that is not done then may go to the next way.
func (c *claim) verdict(w *way, t *outgoing) {
	now, real := c.now(), workday.At(c.r.Real())
	t.refused, t.done, t.n.LeaseUntil = true, true, 0
	if t.reply.Sent != models.SentNotCalled {
		t.n.Gateway = w.out.Name()
	}
	switch t.reply.Sent {
	case models.SentNotCalled:
		t.end(now, models.AttemptNotCalled)
		t.n.State = models.NoticeQueued
	case models.SentAccepted:
		t.end(now, models.AttemptAccepted)
		if w.outlet.Ask > 0 && w.outlet.Settle > 0 {
			t.a.AskAt = real.Add(receiptWait)
		}
		t.n.State, t.n.Reason, t.n.SentAt, t.n.Segments = models.NoticeSent, "", t.m.At, t.n.Segments+t.m.Segments
		t.n.Attempts++
	case models.SentLater, models.SentAllFull, models.SentBadAccount:
		t.end(now, models.AttemptRejected)
		if t.reply.Sent == models.SentLater {
			t.n.Attempts++
		}
		t.done = false
		if !t.reply.FailOver {
			t.n, t.done = c.later(t), true
		}
	case models.SentPhoneFull: // not allowed now is no attempt
		t.end(now, models.AttemptRejected)
		t.n.State, t.n.Reason, t.n.NotBefore = models.NoticeQueued, models.SentPhoneFull.Reason(), max(t.reply.Until, workday.At(now).Add(pause))
		if t.reply.Until == 0 {
			t.n.NotBefore = workday.At(now).Add(time.Hour)
		}
		c.deadline(t)
	case models.SentBadPhone, models.SentBadText, models.SentNotWanted, models.SentUnreachable, models.SentBug:
		t.end(now, models.AttemptRejected)
		t.n.State, t.n.Reason = models.NoticeFailed, t.reply.Sent.Reason()
		t.n.Attempts++
	default: // nobody knows: the attempt stays open and is settled before anything else
		t.end(now, models.AttemptOpen)
		t.n.State, t.n.Reason, t.n.LeaseUntil = models.NoticeSending, models.ReasonSettling, t.a.CalledAt.Add(settleWait(w.outlet, 0))
		t.n.Attempts++
	}
}

// later puts a text back that no way took.
func (c *claim) later(t *outgoing) models.Notice {
	now := workday.At(c.now())
	carried := false
	for _, out := range c.outs {
		carried = carried || c.word(out.Name(), &outgoing{n: t.n, mark: t.mark})
	}
	t.n.LeaseUntil = 0
	switch {
	case !t.refused && !carried:
		t.n.State, t.n.Reason = models.NoticeFailed, models.ReasonNoTemplate
		c.count(Tally{Failed: 1})
	case t.refused && t.reply.Sent == models.SentLater && t.n.Attempts >= mostTries:
		t.n.State, t.n.Reason = models.NoticeFailed, t.reply.Sent.Reason()
		c.count(Tally{Failed: 1})
	case t.refused && t.reply.Sent == models.SentLater:
		t.n.State, t.n.Reason, t.n.NotBefore = models.NoticeQueued, models.ReasonRetry, now.Add(backoff(t.n))
		c.deadline(t)
	default:
		t.n.State, t.n.Reason, t.n.NotBefore = models.NoticeQueued, models.ReasonPaused, now.Add(pause/2+jitter(t.n, pause/2))
		if t.reply.Sent == models.SentAllFull && t.reply.Until > t.n.NotBefore {
			t.n.NotBefore = t.reply.Until
		}
	}
	return t.n
}

// deadline gives up a text whose next try would come too late.
func (c *claim) deadline(t *outgoing) {
	if !t.n.ExpiresAt.IsZero() && t.n.NotBefore >= t.n.ExpiresAt && t.n.Category != models.CategoryCode {
		t.n.State, t.n.Reason = models.NoticeFailed, t.reply.Sent.Reason()
	}
}

// backoff is how long to wait after the n-th try: 30 s, doubled each time, six hours at most, with jitter.
func backoff(n models.Notice) time.Duration {
	d := min(backoffMost, backoffFirst<<min(n.Attempts, 12))
	return d/2 + jitter(n, d/2)
}

// jitter of a notice is below d: another for each text and try, and the same on every node.
func jitter(n models.Notice, d time.Duration) time.Duration {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, n.Kind, n.Period, n.PhoneIdx, n.Attempts) // never fails
	return time.Duration(h.Sum64() % uint64(d))
}

func ids(texts []*outgoing) []int64 {
	all := make([]int64, len(texts))
	for i, t := range texts {
		all[i] = t.n.ID
	}
	return all
}

func panicked(p any) error { return fmt.Errorf("a sender panicked: %v", p) }

package registry

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/segment"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// Sender is the way out for texts; jobs wraps a gateway into one. Send and Find answer scrubbed words only.
type Sender interface {
	Name() string
	Send(ctx context.Context, m models.Outgoing) (outcome models.Sent, code string)
	Find(ctx context.Context, m models.Outgoing) (found bool, err error)
}

const (
	claimSize  = 20
	claimLease = 2 * time.Minute
	mostTries  = 6
)

// DispatchNotices drains the outbox: claim by lease, write the attempt down, call the gateway, write the outcome. An
// attempt whose outcome nobody knows is settled before anything is sent again, so a crash neither loses a text nor sends
// it twice. Before sending is switched on only sign-in codes leave.
func (r *Registry) DispatchNotices(ctx context.Context, who policy.Actor, out Sender, at time.Time) (Tally, error) {
	var tally Tally
	if err := policy.May(who, policy.NoticeSend, policy.Record{}, workday.At(at)); err != nil {
		return tally, err
	}
	on, err := r.SendingOn(ctx)
	if err != nil {
		return tally, err
	}
	for {
		var claimed []models.Notice
		mark := token.NewRef()
		err := r.Store.InTx(ctx, func(tx *store.Tx) error {
			real := workday.At(r.Real())
			var err error
			claimed, err = tx.Claim(mark, real, real.Add(claimLease), workday.At(at), !on, claimSize)
			return err
		})
		if err != nil || len(claimed) == 0 {
			return tally, err
		}
		for _, n := range claimed {
			tally.Examined++
			sent, failed, err := r.dispatchOne(ctx, out, n, at)
			if err != nil {
				return tally, err
			}
			tally.Sent += sent
			tally.Failed += failed
		}
	}
}

// dispatchOne sends one claimed notice. It returns how many were sent and how many failed for good.
func (r *Registry) dispatchOne(ctx context.Context, out Sender, n models.Notice, at time.Time) (sent, failed int, err error) {
	now := workday.At(at)
	judged := now
	if n.Category == models.CategoryCode {
		judged = workday.At(r.Real()) // codes live by the real clock
	}
	open, unsettled, err := r.Store.OpenAttempt(ctx, n.ID)
	if err != nil {
		return 0, 0, err
	}
	text, ok := r.Texts.Render(n.Kind, n.Params)
	if !ok {
		n.State, n.Reason = models.NoticeFailed, "短信模板缺内容"
		return 0, 1, r.finish(ctx, n, nil)
	}
	m := models.Outgoing{At: judged, Phone: n.Phone, Kind: n.Kind, Text: text, Segments: segment.Count(text), Ref: n.Ref}
	if unsettled {
		m.OutID = open.OutID
		found, err := out.Find(ctx, m)
		if err != nil {
			return 0, 0, nil // nobody knows yet: the lease runs out and the next run asks again
		}
		open.EndedAt, open.Outcome = now, "reconciled_absent"
		if found {
			open.Outcome = "reconciled_accepted"
			n.State, n.SentAt, n.Segments = models.NoticeSent, judged, m.Segments
			return 1, 0, r.finish(ctx, n, &open)
		}
		if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.EndAttempt(open) }); err != nil {
			return 0, 0, err
		}
	}
	// Only now: a text that was lost on the way is judged by its end and its window like a new one.
	if held, err := r.holdBack(ctx, &n, judged, at); err != nil || held {
		if err == nil {
			err = r.finish(ctx, n, nil)
		}
		return 0, 0, err
	}
	return r.attempt(ctx, out, n, m, at)
}

// holdBack says whether a notice must not leave now: it came too late, is not wanted, is one too many, or waits for its
// window. judged is the time its end goes by.
func (r *Registry) holdBack(ctx context.Context, n *models.Notice, judged workday.Moment, at time.Time) (bool, error) {
	now := workday.At(at)
	if !n.ExpiresAt.IsZero() && n.ExpiresAt <= judged {
		n.State, n.Reason = models.NoticeExpired, "过了时候，没有再发"
		return true, nil
	}
	if n.Category == models.CategoryCode || n.Category == models.CategoryUrgent {
		return false, nil
	}
	if later := windowStart(r.Limits, n.Category, at); later > now {
		n.State, n.NotBefore = models.NoticeQueued, later
		return true, nil
	}
	today := max(n.Day, now.Day()) // what leaves a day late counts on the day on which it leaves
	onDay, inSpan, err := r.Store.TextsBesides(ctx, *n, today, today-textsSpan+1)
	n.Day = today
	if err != nil {
		return false, err
	}
	if r.Limits.Full(onDay, inSpan) {
		n.State, n.Reason = models.NoticeExpired, "这个号码的短信够多了，没有再发"
		return true, nil
	}
	if n.Category != models.CategoryEducation {
		return false, nil
	}
	wants, err := r.Store.WantsEducation(ctx, n.PhoneIdx, r.Limits.EducationBasis)
	if err == nil && !wants {
		n.State, n.Reason = models.NoticeCancelled, "本人不收普法短信"
	}
	return !wants, err
}

func (r *Registry) attempt(ctx context.Context, out Sender, n models.Notice, m models.Outgoing, at time.Time) (sent, failed int, err error) {
	now := workday.At(at)
	m.OutID = outID()
	a := models.Attempt{NoticeID: n.ID, Gateway: out.Name(), OutID: m.OutID, StartedAt: now}
	err = r.Store.InTx(ctx, func(tx *store.Tx) error { a.ID = 0; return tx.BeginAttempt(n, &a) })
	if models.IsKind(err, models.Conflict) {
		return 0, 0, nil // another node has it now
	}
	if err != nil {
		return 0, 0, err
	}
	n.Attempts++
	outcome, code := out.Send(ctx, m)
	a.EndedAt, a.Code = now, code
	switch outcome {
	case models.SentAccepted:
		a.Outcome = "accepted"
		n.State, n.SentAt, n.Segments = models.NoticeSent, m.At, m.Segments
		sent = 1
	case models.SentUnknown:
		return 0, 0, nil // the attempt stays open and is settled first next time
	case models.SentLater:
		a.Outcome = "rejected"
		n.State, n.NotBefore, n.Reason = models.NoticeQueued, m.At.Add(30*time.Second<<min(n.Attempts, 8)), code
		if n.Attempts >= mostTries {
			n.State, failed = models.NoticeFailed, 1
		}
	default:
		a.Outcome = "rejected"
		n.State, n.Reason, failed = models.NoticeFailed, code, 1
	}
	return sent, failed, r.finish(ctx, n, &a)
}

func (r *Registry) finish(ctx context.Context, n models.Notice, a *models.Attempt) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		if a != nil {
			if err := tx.EndAttempt(*a); err != nil {
				return err
			}
		}
		return tx.FinishNotice(n)
	})
}

// SendingOn says whether texts other than codes may leave.
func (r *Registry) SendingOn(ctx context.Context) (bool, error) {
	value, err := r.Store.Setting(ctx, "sending")
	return value == "on", err
}

// SwitchSending switches the sending of everything but codes on or off.
func (r *Registry) SwitchSending(ctx context.Context, who policy.Actor, on bool, at time.Time) error {
	return r.errand(ctx, who, policy.OptionsManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.OptionsManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		value := "off"
		if on {
			value = "on"
		}
		entry.Subject, entry.Detail = "option", "sending "+value
		return tx.SaveSetting("sending", value)
	})
}

// windowStart is the earliest moment from at on at which a text of this category may leave (RULES 45); codes leave always.
func windowStart(limits models.Limits, category string, at time.Time) workday.Moment {
	from, to := limits.ReminderFrom, limits.ReminderTo
	switch category {
	case models.CategoryCode, models.CategoryUrgent:
		return workday.At(at)
	case models.CategoryEducation:
		from, to = limits.EducationFrom, limits.EducationTo
	}
	day := workday.DayOf(at)
	minute := int(at.Sub(day.Start()) / time.Minute)
	switch {
	case minute < from:
		return workday.At(day.Start().Add(time.Duration(from) * time.Minute))
	case minute >= to:
		return workday.At((day + 1).Start().Add(time.Duration(from) * time.Minute))
	}
	return workday.At(at)
}

func outID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return hex.EncodeToString(b)
}

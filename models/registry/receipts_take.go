package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

const (
	receiptsOnce = 500
	receiptEarly = 10 * time.Minute // a receipt may come before what it tells of is written down
	failuresStop = 3                // in a row, and a number is stopped
)

// KeepReceipts keeps what a carrier told, before anything is done about it: the carrier is told that it arrived only once
// this has committed. What is told of twice is kept once. It leaves no audit entry: it is machinery, and names nobody.
func (r *Registry) KeepReceipts(ctx context.Context, receipts []models.Receipt) error {
	real := workday.At(r.Real())
	fresh := 0
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		fresh = 0
		for _, one := range receipts {
			one.ReceivedAt = real
			added, err := tx.KeepReceipt(one)
			if err != nil {
				return err
			}
			if added {
				fresh++
			}
		}
		return nil
	})
	if err == nil && fresh > 0 && r.Kick != nil {
		r.Kick()
	}
	return err
}

// ApplyReceipts does what kept receipts say. It is the same in any order and any number of times: delivered beats failed,
// and failed never overwrites delivered. One that came before our own note of the call waits for it; one that fits no text
// of ours is kept and changes nothing. Closed counts the receipts that found their text.
func (r *Registry) ApplyReceipts(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var tally Tally
	if err := policy.May(who, policy.NoticeSend, policy.Record{}, workday.At(at)); err != nil {
		return tally, err
	}
	for after := int64(0); ; {
		receipts, err := r.Store.NewReceipts(ctx, after, receiptsOnce)
		if err != nil || len(receipts) == 0 {
			return tally, err
		}
		for _, one := range receipts {
			after = one.ID
			tally.Examined++
			applied := false
			err := r.Store.InTx(ctx, func(tx *store.Tx) error {
				applied, err = r.applyReceipt(ctx, tx, one, at)
				return err
			})
			if err != nil {
				return tally, err
			}
			if applied {
				tally.Closed++
			}
		}
	}
}

func (r *Registry) applyReceipt(ctx context.Context, tx *store.Tx, one models.Receipt, at time.Time) (bool, error) {
	a, known, err := tx.ReceiptAttempt(one)
	if err != nil {
		return false, err
	}
	if !known {
		if one.ReceivedAt.Add(receiptEarly) < workday.At(r.Real()) {
			one.Outcome = models.ReceiptUnknown
			_, err = tx.FinishReceipt(one)
		}
		return false, err
	}
	n, err := tx.LockNotice(a.NoticeID)
	if err != nil {
		return false, err
	}
	one.Outcome, one.NoticeID = models.ReceiptDone, n.ID
	mine, err := tx.FinishReceipt(one)
	if err != nil || !mine {
		return false, err
	}
	if err := settleByReceipt(tx, a, one, at); err != nil {
		return false, err
	}
	newest, err := tx.NewestAttempt(n.ID)
	if err != nil {
		return false, err
	}
	changed := tell(&n, a, one, newest == a.ID)
	if changed && n.State == models.NoticeFailed {
		if err := r.tryAgain(tx, &n, one, at); err != nil {
			return false, err
		}
	}
	if changed {
		if err := tx.FinishNotices([]models.Notice{n}); err != nil {
			return false, err
		}
	}
	if err := r.judgeNumber(ctx, tx, n, one, at); err != nil {
		return false, err
	}
	return true, countReceipt(tx, one, workday.At(r.Real()))
}

// settleByReceipt: a word about a text is the proof that it was taken.
func settleByReceipt(tx *store.Tx, a models.Attempt, one models.Receipt, at time.Time) error {
	accepted := a.Outcome == models.AttemptAccepted || a.Outcome == models.AttemptFound
	if accepted && one.State == models.ReceiptTaken {
		return nil
	}
	if !accepted {
		a.Outcome, a.EndedAt = models.AttemptAccepted, workday.At(at)
	}
	a.Kind, a.Segments = models.SentAccepted, max(a.Segments, one.Segments)
	return tx.SettleAttempt(a)
}

// tell writes at a notice what a receipt says, and answers whether that changes anything.
func tell(n *models.Notice, a models.Attempt, one models.Receipt, newest bool) bool {
	underway := n.State == models.NoticeSending || n.State == models.NoticeSent
	switch {
	case n.State == models.NoticeDelivered:
		return false
	case one.State == models.ReceiptDelivered:
		n.State, n.Reason = models.NoticeDelivered, ""
	case one.State == models.ReceiptFailed && newest && underway:
		n.State, n.Reason = models.NoticeFailed, deliveryReason(one.Kind)
	case one.State == models.ReceiptTaken && newest && n.State == models.NoticeSending:
		n.State, n.Reason = models.NoticeSent, ""
	default:
		return false
	}
	if n.SentAt.IsZero() {
		n.SentAt = a.StartedAt
	}
	n.Segments, n.LeaseUntil, n.Gateway = max(n.Segments, a.Segments, one.Segments), 0, a.Gateway
	return true
}

// deliveryReason is the sentence for a text that was taken and did not arrive.
func deliveryReason(kind models.Sent) string {
	if kind == models.SentUnknown || kind == "" {
		return models.Sent("").Reason()
	}
	return kind.Reason()
}

// judgeNumber stops a number to which three texts in a row did not arrive, and lets it go when one did. Who does not want
// to be written to is not pressed again.
func (r *Registry) judgeNumber(ctx context.Context, tx *store.Tx, n models.Notice, one models.Receipt, at time.Time) error {
	switch {
	case one.State == models.ReceiptDelivered:
		return tx.StopNumber(n.PhoneIdx, false, workday.At(at))
	case one.State != models.ReceiptFailed:
		return nil
	case one.Kind == models.SentNotWanted:
		return tx.ChooseEducation(n.PhoneIdx, false, workday.At(at))
	case !one.Kind.AboutNumber():
		return nil
	}
	last, err := tx.LastDeliveries(n.PhoneIdx, failuresStop)
	if err != nil || len(last) < failuresStop {
		return err
	}
	for _, l := range last {
		if l.State == models.ReceiptDelivered || !l.Kind.AboutNumber() {
			return nil
		}
	}
	return tx.StopNumber(n.PhoneIdx, true, workday.At(at))
}

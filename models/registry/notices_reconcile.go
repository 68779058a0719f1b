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
	reconcileOnce = 200
	expireOnce    = 1000
)

// receiptAsks are when, after a call, a gateway is asked about a text of which no receipt came; after the last it is left.
var receiptAsks = []time.Duration{receiptWait, 12 * time.Hour, noReceipt}

// Reconcile brings to an end what was left open: it applies receipts, settles attempts whose outcome nobody knows, asks for
// receipts that did not come, and ends what waits past its time while every way out is closed. Closed counts receipts that
// found their text.
func (r *Registry) Reconcile(ctx context.Context, who policy.Actor, outs []Sender, at time.Time) (Tally, error) {
	tally, err := r.ApplyReceipts(ctx, who, at)
	if err != nil {
		return tally, err
	}
	for _, lane := range [][]string{hurried, rest} {
		d := r.newDrain(outs, lane, at)
		d.lostOnly = true
		settled, err := d.run(ctx)
		tally.Examined, tally.Sent, tally.Failed = tally.Examined+settled.Examined, tally.Sent+settled.Sent, tally.Failed+settled.Failed
		if err != nil {
			return tally, err
		}
	}
	if err := r.askForReceipts(ctx, outs, at); err != nil {
		return tally, err
	}
	applied, err := r.ApplyReceipts(ctx, who, at)
	tally.Closed += applied.Closed
	if err != nil {
		return tally, err
	}
	for n := expireOnce; n == expireOnce && ctx.Err() == nil; {
		err := r.Store.InTx(ctx, func(tx *store.Tx) error {
			n, err = tx.ExpireNotices(workday.At(r.Real()), workday.At(at), expireOnce)
			return err
		})
		if err != nil {
			return tally, err
		}
	}
	return tally, nil
}

// askForReceipts asks about accepted texts that nobody told of.
func (r *Registry) askForReceipts(ctx context.Context, outs []Sender, at time.Time) error {
	due, err := r.Store.DueAttempts(ctx, workday.At(r.Real()), reconcileOnce)
	if err != nil {
		return err
	}
	d := r.newDrain(outs, rest, at)
	for _, a := range due {
		if ctx.Err() != nil {
			return nil
		}
		n, err := r.Store.NoticeAt(ctx, a.NoticeID)
		if err != nil {
			return err
		}
		var told models.Receipt
		if w := d.wayOf(a.Gateway); w != nil && n.State == models.NoticeSent && n.Phone != "" {
			told = r.askOne(ctx, w, a, n)
		}
		if err := r.asked(ctx, a, n, told); err != nil {
			return err
		}
	}
	return nil
}

func (r *Registry) askOne(ctx context.Context, w *way, a models.Attempt, n models.Notice) models.Receipt {
	ctx, cancel := context.WithTimeout(ctx, w.timeout()+time.Second)
	defer cancel()
	told, found, err := w.find(ctx, models.Outgoing{At: a.CalledAt, Phone: n.Phone, Kind: n.Kind, Ref: n.Ref, OutID: a.OutID})
	if err != nil || !found {
		return models.Receipt{}
	}
	return told.Of(a.Gateway, workday.At(r.Real()))
}

// asked writes what an answer said, or when the next question is due.
func (r *Registry) asked(ctx context.Context, a models.Attempt, n models.Notice, told models.Receipt) error {
	real := workday.At(r.Real())
	next := workday.Moment(0)
	if told.State == "" && n.State == models.NoticeSent {
		for _, after := range receiptAsks {
			if when := a.CalledAt.Add(after); when > real {
				next = when
				break
			}
		}
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		mine, err := tx.AskAgain(a, next)
		if err != nil || !mine {
			return err
		}
		if told.State != "" {
			_, err := tx.KeepReceipt(told)
			return err
		}
		if next == 0 && n.State == models.NoticeSent {
			return tx.NoteNoReceipt(n.ID)
		}
		return nil
	})
}

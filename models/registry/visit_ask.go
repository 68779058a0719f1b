package registry

import (
	"context"
	"crypto/sha256"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// textCame is the text that asks a tenant whether somebody came.
const textCame = "R23"

// askAfterVisit asks, after a few visits chosen by lot, one of those who live there whether somebody came, where answers are
// read. The lot is the visit's own random name: nobody can tell before he has written the visit down. A refusal is asked about as
// well: it keeps the flags of a home down (RULES 44) and is written without having been there most easily.
func (r *Registry) askAfterVisit(ctx context.Context, tx *store.Tx, unit models.Unit, visit models.Visit, now workday.Moment) error {
	lot := sha256.Sum256([]byte(visit.Ref))
	if !r.Texts.Answers || !models.KnowsOfVisit(visit.Result) || (int(lot[0])<<8+int(lot[1]))%100 >= r.Limits().VisitCheckPercent {
		return nil
	}
	entries, err := tx.Entries(ctx, unit.ID)
	if err != nil {
		return err
	}
	for i := range entries {
		e := entries[(i+int(lot[2]))%len(entries)]
		if !e.Stay.LivesOn(now.Day()) || e.Stay.AwayOn(now.Day()) || e.Stay.State == models.StayReturned {
			continue
		}
		number, err := tx.PhoneOf(ctx, e)
		if err != nil {
			return err
		}
		asked, err := r.queueReminder(ctx, tx, reminder{kind: textCame, period: visit.Ref, unit: unit, stayID: e.Stay.ID, phone: number, until: workday.At(now.Day().End()).Add(12 * time.Hour)}, now.Time())
		if err != nil || asked {
			if err == nil {
				err = tx.AskAfterVisit(visit.ID, e.Stay.ID)
			}
			return err
		}
	}
	return nil
}

// sayCame keeps what somebody answered about a visit; it changes nothing of his stay.
func (r *Registry) sayCame(ctx context.Context, q store.Question, answer models.Answer) error {
	came := map[models.Answer]string{models.AnswerStill: "yes", models.AnswerLeft: "no"}[answer]
	if came == "" {
		return models.Refuse(models.Conflict, "短信里没有这个回法")
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SayCame(q.StayID, came) })
}

package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

const (
	answerLife  = 7 * 24 * time.Hour // after a text that offers it (RULES 46)
	answerAway  = "30"               // days that 暂离 by text stands for; a day of return cannot be said in one sign
	answersOnce = 200
)

// RequestAnswerText is a text that a person has to read.
const RequestAnswerText = "sms"

// TakeAnswer keeps a text that somebody sent, before anything is done about it: the carrier is told that it arrived only
// once this has committed. A text told of twice is kept once.
func (r *Registry) TakeAnswer(ctx context.Context, in models.Inbound) error {
	real := r.Real()
	number := phone.Normalise(in.Phone)
	return r.errand(ctx, policy.SystemActor, policy.AnswerTake, real, func(tx *store.Tx, entry *models.AuditEntry) error {
		kept := in
		kept.Phone = number
		if kept.ReceivedAt.IsZero() {
			kept.ReceivedAt = workday.At(real)
		}
		fresh, err := tx.KeepInbound(&kept)
		if err != nil {
			return err
		}
		if !fresh {
			entry.Subject = skipAudit
			return nil
		}
		entry.Subject, entry.Detail = "inbound", in.Gateway
		return nil
	})
}

// ReadAnswers does what kept texts say, in the order in which they came: 1 still here, 2 left, 3 away, N not me, to the
// newest question that was sent to the number within 7 days and offers that answer; TD and its like end the lessons. What is
// none of these, or cannot be done, goes to the grid as a request. Run again after a crash it does the rest: each answer is
// an errand that changes nothing the second time. Errors of one text do not hold up the others.
func (r *Registry) ReadAnswers(ctx context.Context, at time.Time) (Tally, error) {
	var tally Tally
	var first error
	texts, err := r.Store.NewInbound(ctx, answersOnce)
	if err != nil {
		return tally, err
	}
	for _, in := range texts {
		tally.Examined++
		if err := r.readAnswer(ctx, in, at); err != nil { // it waits, and the others do not wait for it
			tally.Failed++
			first = errors.Join(first, fmt.Errorf("text %d: %w", in.ID, err))
		}
	}
	return tally, first
}

func (r *Registry) readAnswer(ctx context.Context, in models.Inbound, at time.Time) error {
	said := in.ReceivedAt.Time() // 今天 is the day on which he sent it, however late it is read
	index := r.Store.PhoneIndex(in.Phone)
	in.Answer = models.ReadAnswer(in.Body)
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return err
	}
	q, err := r.Store.NewestQuestion(ctx, index, texts.Offering(in.Answer), in.ReceivedAt.Add(-answerLife), in.ReceivedAt)
	if err != nil {
		return err
	}
	texted, err := r.Store.LatestUnitOf(ctx, index)
	if err != nil {
		return err
	}
	if q.ID == 0 && (in.Answer != models.AnswerOptOut || texted == 0) {
		return r.passOn(ctx, in, index, at)
	}
	who, err := r.AddPerson(ctx, policy.SystemActor, in.Phone, "", at)
	if err != nil {
		return err
	}
	in.NoticeID, in.StayID = q.ID, q.StayID
	switch err := r.act(ctx, who, q, in.Answer, said); {
	case err == nil:
		return r.finishAnswer(ctx, in, models.InboundDone, at)
	case models.AsError(err) != nil: // refused: a person has to look
		return r.passOn(ctx, in, index, at)
	default:
		return err
	}
}

// act does what an answer to a question says, in the name of the person whose number it is.
func (r *Registry) act(ctx context.Context, who policy.Actor, q store.Question, answer models.Answer, at time.Time) error {
	if q.Kind == textCame && answer != models.AnswerOptOut { // 1 and 2 mean came and did not come
		return r.sayCame(ctx, q, answer)
	}
	switch answer {
	case models.AnswerOptOut:
		return r.ChooseEducation(ctx, who, false, at)
	case models.AnswerLeft:
		return r.CheckOut(ctx, who, q.StayRef, DayForm{Choice: "today"}, at)
	case models.AnswerAway:
		return r.SayAway(ctx, who, q.StayRef, AwayForm{From: DayForm{Choice: "today"}, Days: answerAway}, at)
	case models.AnswerNotMe:
		_, err := r.DisputeStay(ctx, who, q.StayRef, at)
		return err
	}
	if q.Kind == models.KindCheckedOut { // 仍住请回1恢复
		return r.RecallCheckOut(ctx, who, q.StayRef, at)
	}
	return r.ConfirmStay(ctx, who, q.StayRef, at)
}

func (r *Registry) finishAnswer(ctx context.Context, in models.Inbound, outcome string, at time.Time) error {
	in.Outcome = outcome
	return r.errand(ctx, policy.SystemActor, policy.AnswerTake, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Subject, entry.RefID, entry.StayID, entry.Detail = "inbound", in.ID, in.StayID, "短信回 "+string(in.Answer)
		mine, err := tx.FinishInbound(in)
		if err == nil && !mine {
			entry.Subject = skipAudit
		}
		return err
	})
}

// passOn makes a request to the grid of a text that a person has to read. It lies where the number was last texted about; a
// number that nobody knows goes nowhere, and its words are not kept.
func (r *Registry) passOn(ctx context.Context, in models.Inbound, index []byte, at time.Time) error {
	now := workday.At(at)
	err := r.errand(ctx, policy.SystemActor, policy.AnswerTake, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		kept := in
		unitID, err := tx.LatestUnitOf(ctx, index)
		if err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.StayID, entry.Detail = "inbound", in.ID, in.StayID, "短信回信，等人看"
		kept.Outcome = models.InboundNowhere
		if unitID != 0 {
			unit, err := tx.UnitByID(ctx, unitID)
			if err != nil {
				return err
			}
			request := store.Request{Kind: RequestAnswerText, Audience: ToGrid, UnitID: unit.ID, StayID: in.StayID, Ancestors: unit.Ancestors,
				Body: cut(in.Body, requestLength), Contact: in.Phone, FiledAt: now}
			if _, err := keepRequest(tx, &request, r.Limits().Calendar.Add(now.Day(), r.Limits().VisitWorkingDays)); err != nil {
				return err
			}
			kept.Outcome, kept.RequestID, entry.UnitID = models.InboundWaiting, request.ID, unit.ID
		}
		mine, err := tx.FinishInbound(kept)
		if err == nil && !mine {
			err = models.Refuse(models.Conflict, "已经有人处理") // another node: its request stands, this one is taken back
		}
		return err
	})
	if models.IsKind(err, models.Conflict) {
		return nil
	}
	return err
}

package registry

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// hears says whether a request is addressed to whoever wants to answer it: a landlord hears what a tenant wrote to him,
// staff what goes to the grid, and what was sent 只给民警 only an officer of that very area.
func hears(who policy.Actor, act policy.Action, q store.Request, record policy.Record, now workday.Moment) error {
	switch {
	case who.IsSystem(), act == policy.RequestHear && q.Audience == "landlord", act == policy.RequestAnswer && q.Audience == "grid":
		return nil
	case act == policy.RequestAnswer && q.Audience == "police":
		return policy.May(who.Only(policy.Officer), act, record, now)
	}
	return models.ErrNotFound
}

// AnswerRequest says to somebody what was done about his request: staff in their areas, a landlord for his own homes.
// Answering a dispute ends it. Errors: Invalid at answer, Conflict when it was answered already, NotFound outside one's
// areas or homes and for requests to others.
func (r *Registry) AnswerRequest(ctx context.Context, who policy.Actor, requestRef, answer string, at time.Time) error {
	answer = strings.TrimSpace(answer)
	switch n := utf8.RuneCountInString(answer); {
	case n == 0:
		return models.FaultAt("answer", "请写一句怎么处理的，例如：已经上门看过，明天来修")
	case n > 500:
		return models.FaultAt("answer", "写短一点，500 字以内")
	}
	now, act := workday.At(at), policy.RequestAnswer
	if !who.Staff && !who.IsSystem() {
		act = policy.RequestHear
	}
	return r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		q, err := tx.RequestByRef(ctx, requestRef)
		if err != nil {
			return err
		}
		unit, err := tx.UnitByID(ctx, q.UnitID)
		if err != nil {
			return err
		}
		record, err := tx.Record(ctx, unit, who, now)
		if err != nil {
			return err
		}
		record.AreaIDs = q.IDs()
		if err := policy.May(who, act, record, now); err != nil {
			return err
		}
		if acts(who, unit, record) {
			entry.OnBehalf = unit.OwnerID
		}
		if err := hears(who, act, q, record, now); err != nil {
			return err
		}
		if !q.AnsweredAt.IsZero() {
			return models.Refuse(models.Conflict, "这条已经回过了，不用再回。请回反映列表看下一条")
		}
		q.State, q.Answer, q.AnsweredBy, q.AnsweredAt = "answered", answer, who.UserID, now
		entry.Subject, entry.RefID, entry.UnitID, entry.StayID, entry.Detail = "request", q.ID, q.UnitID, q.StayID, q.Kind
		first, err := tx.SaveAnswer(q)
		if err == nil && !first {
			return models.Refuse(models.Conflict, "这条已经回过了，不用再回。请回反映列表看下一条")
		}
		if err != nil || q.Kind != "dispute" {
			return err
		}
		return r.endDispute(ctx, tx, q, who, now)
	})
}

// endDispute lets the levels of the stay's flags move on: the dispute was decided, and the answer says how.
func (r *Registry) endDispute(ctx context.Context, tx *store.Tx, q store.Request, who policy.Actor, now workday.Moment) error {
	line, err := tx.EntryByID(ctx, q.StayID)
	if err != nil {
		return err
	}
	line.Stay.DisputedAt = 0
	if err := tx.SaveStay(&line.Stay); err != nil {
		return err
	}
	_, _, err = r.judge(ctx, tx, q.UnitID, who.UserID, now)
	return err
}

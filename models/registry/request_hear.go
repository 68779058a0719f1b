package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// hearReason is what a tenant reads about a look at what he wrote.
const hearReason = "处理求助"

// HearRequest reads one request for staff who may answer it. Where it is about a stay, the tenant sees that it was read,
// once each staff member and ten minutes. Errors: NotFound outside one's areas and for requests to others.
func (r *Registry) HearRequest(ctx context.Context, who policy.Actor, requestRef string, at time.Time) (store.Request, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.RequestAnswer, now); err != nil {
		return store.Request{}, err
	}
	q, err := r.Store.RequestByRef(ctx, requestRef)
	if err != nil {
		return q, err
	}
	if err := mayAnswer(ctx, r.Store.Reader, who, q, now); err != nil {
		return store.Request{}, err
	}
	if q.StayID == 0 || !who.Staff {
		return q, nil
	}
	if err := r.keepView(ctx, who, policy.RequestAnswer, models.View{UnitID: q.UnitID, StayID: q.StayID, Reason: hearReason}, at); err != nil {
		return store.Request{}, err
	}
	return q, nil
}

// mayAnswer says whether one of staff may read and answer a request. Errors: NotFound, Forbidden.
func mayAnswer(ctx context.Context, read *store.Reader, who policy.Actor, q store.Request, now workday.Moment) error {
	unit, err := read.UnitByID(ctx, q.UnitID)
	if err != nil {
		return err
	}
	record, err := read.Record(ctx, unit, who, now)
	if err != nil {
		return err
	}
	record.AreaIDs = q.IDs()
	if err := policy.May(who, policy.RequestAnswer, record, now); err != nil {
		return err
	}
	return hears(who, policy.RequestAnswer, q, record, now)
}

// RevealContact answers the phone that somebody left with a request, as RevealPhone does and under the same limit, to who may
// settle it. The landlord or the person of the roster whose it is reads of it; who asked without a name has no page on which
// to read. Errors: as RevealPhone, and NotFound for requests to others.
func (r *Registry) RevealContact(ctx context.Context, who policy.Actor, requestRef, reason string, at time.Time) (string, error) {
	found, err := r.Store.RequestByRef(ctx, requestRef)
	if err != nil {
		return "", err
	}
	unit, err := r.Store.UnitByID(ctx, found.UnitID)
	if err != nil {
		return "", err
	}
	look := models.View{UnitID: unit.ID, StayID: found.StayID, What: models.ViewPhone, Reason: reason}
	if unit.OwnerID != 0 {
		owner, err := r.Store.User(ctx, unit.OwnerID)
		if err != nil {
			return "", err
		}
		if owner.Phone == found.Contact {
			look.StayID, look.OwnerID = 0, owner.ID
		}
	}
	return r.reveal(ctx, who, policy.PhoneReveal, look, at, func(tx *store.Tx, _ models.Unit, entry *models.AuditEntry) (string, error) {
		q, err := tx.RequestByRef(ctx, requestRef)
		if err != nil {
			return "", err
		}
		entry.Subject, entry.RefID = "request", q.ID
		return q.Contact, mayAnswer(ctx, &tx.Reader, who, q, workday.At(at))
	})
}

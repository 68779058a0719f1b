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
	unit, err := r.Store.UnitByID(ctx, q.UnitID)
	if err != nil {
		return store.Request{}, err
	}
	record, err := r.Store.Record(ctx, unit, who, now)
	if err != nil {
		return store.Request{}, err
	}
	record.AreaIDs = q.IDs()
	if err := policy.May(who, policy.RequestAnswer, record, now); err != nil {
		return store.Request{}, err
	}
	if err := hears(who, policy.RequestAnswer, q, record, now); err != nil {
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

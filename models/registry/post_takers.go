package registry

import (
	"context"
	"slices"
	"time"

	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// PostTakers are the colleagues to whom somebody may hand at least one of some posts, by number: for the administrator
// every grid worker and officer who is not disabled, for a supervisor those whom HandPosts takes from him. Neither their
// holder nor who hands them over is among them. It changes nothing, so it asks for no code.
func (r *Registry) PostTakers(ctx context.Context, who policy.Actor, holderID int64, posts []store.Post, at time.Time) ([]store.Colleague, error) {
	now := workday.At(at)
	if err := enterPosts(who, now); err != nil {
		return nil, err
	}
	read := r.Store.Reader
	var all []store.Colleague
	var err error
	if policy.MayEnter(who, policy.StaffManage, now) == nil {
		all, err = read.ListWalkers(ctx, policy.Scope{All: true})
	} else {
		all, err = heldAlike(ctx, read, who, posts, now)
	}
	return slices.DeleteFunc(all, func(c store.Colleague) bool { return c.Disabled || c.ID == holderID || c.ID == who.UserID }), err
}

// heldAlike are those who have, had or will have the same post as one of some in the areas of a supervisor, by number.
func heldAlike(ctx context.Context, read *store.Reader, who policy.Actor, posts []store.Post, now workday.Moment) ([]store.Colleague, error) {
	var roles []policy.Role
	for _, p := range posts {
		if !slices.Contains(roles, p.Grant.Role) {
			roles = append(roles, p.Grant.Role)
		}
	}
	who.Fresh = true // whom he may choose; before it is done the code is asked
	return read.ListColleagues(ctx, policy.ScopeOf(who, policy.PostHand, now), roles...)
}

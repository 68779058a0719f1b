package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

const draftLife = 24 * time.Hour

// KeepDraft keeps what somebody is typing, sealed, for a day; its random ref goes into the address of the next page.
// An empty ref makes a new draft. A ref that nothing is kept under yet is taken as it is from somebody signed in: his form
// carries it in its address before anything was sent. From a stranger it is not: who gave him the address would know it.
// Drafts are no entries of the register and leave no audit entry.
func (r *Registry) KeepDraft(ctx context.Context, who policy.Actor, form, ref, body string, at time.Time) (string, error) {
	now := workday.At(at)
	d := store.Draft{Ref: ref, UserID: who.UserID, Form: form, Body: body, CreatedAt: now, ExpiresAt: now.Add(draftLife)}
	switch {
	case !token.ValidRef(ref):
		d.Ref = ""
	case who.UserID == 0:
		old, err := r.Store.Draft(ctx, form, ref, who.UserID, now)
		if err != nil && !models.IsKind(err, models.NotFound) {
			return "", err
		}
		d.ID, d.Ref = old.ID, old.Ref
	}
	err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveDraft(&d) })
	return d.Ref, err
}

// Draft reads a draft of one form; ErrNotFound when it is not there, too old, or somebody else's.
func (r *Registry) Draft(ctx context.Context, who policy.Actor, form, ref string, at time.Time) (string, error) {
	d, err := r.Store.Draft(ctx, form, ref, who.UserID, workday.At(at))
	return d.Body, err
}

// DropDraft forgets a draft of one form that was saved for good; somebody else's stays.
func (r *Registry) DropDraft(ctx context.Context, who policy.Actor, form, ref string) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.DropDraft(form, ref, who.UserID) })
}

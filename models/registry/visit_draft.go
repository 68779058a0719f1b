package registry

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

const visitForm = "visit" // of drafts

// VisitDraft is the newest visit to a home that somebody began to put down himself and has not handed in, while it is kept.
// Errors: NotFound.
func (r *Registry) VisitDraft(ctx context.Context, who policy.Actor, unitRef string, at time.Time) (store.Draft, error) {
	mine, err := visitDrafts(ctx, r.Store.Reader, who, unitRef, workday.At(at))
	if err != nil {
		return store.Draft{}, err
	}
	var newest store.Draft
	for _, d := range mine {
		if d.CreatedAt >= newest.CreatedAt {
			newest = d
		}
	}
	if newest.ID == 0 {
		return newest, models.ErrNotFound
	}
	return newest, nil
}

// DropVisitDrafts forgets what somebody began to put down about a home once a visit to it is saved: the draft of that form, and
// his older ones, which would be offered as not handed in.
func (r *Registry) DropVisitDrafts(ctx context.Context, who policy.Actor, unitRef, ref string, at time.Time) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		mine, err := visitDrafts(ctx, &tx.Reader, who, unitRef, workday.At(at))
		if err != nil {
			return err
		}
		for _, d := range append(mine, store.Draft{Ref: ref}) {
			if err := tx.DropDraft(visitForm, d.Ref, who.UserID); err != nil {
				return err
			}
		}
		return nil
	})
}

// visitDrafts are somebody's own about a home; those that came with a post are not.
func visitDrafts(ctx context.Context, read *store.Reader, who policy.Actor, unitRef string, now workday.Moment) ([]store.Draft, error) {
	all, err := read.DraftsBy(ctx, visitForm, who.UserID, false, now)
	var mine []store.Draft
	for _, d := range all {
		if d.HandedFrom == 0 && draftHome(d) == unitRef {
			mine = append(mine, d)
		}
	}
	return mine, err
}

// draftHome is the ref of the home that the draft of a visit is about.
func draftHome(d store.Draft) string {
	var typed url.Values
	if json.Unmarshal([]byte(d.Body), &typed) != nil {
		return ""
	}
	return typed.Get("at")
}

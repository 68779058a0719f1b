package registry

import (
	"context"
	"errors"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// settlePost moves drafts and checks, and ends the sessions of the predecessor.
func (r *Registry) settlePost(ctx context.Context, tx *store.Tx, hand *models.PostHand, now workday.Moment) error {
	drafts, err := postDrafts(ctx, &tx.Reader, hand.FromUser, hand.AreaID, now)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		if err := tx.GiveDraft(d, hand.ToUser); err != nil {
			return err
		}
	}
	hand.Drafts = len(drafts)
	if hand.Checks, err = r.settleChecks(ctx, tx, hand, now); err != nil {
		return err
	}
	hand.SettledAt = now
	return tx.EndSessions(hand.FromUser)
}

// settleChecks gives the homes that he was to check to the successor once he walks nowhere any more; who was at a home lately
// does not check it.
func (r *Registry) settleChecks(ctx context.Context, tx *store.Tx, hand *models.PostHand, now workday.Moment) (int, error) {
	left, err := tx.Grants(ctx, hand.FromUser)
	if err != nil {
		return 0, err
	}
	for _, g := range left {
		if Hands(g, now) {
			return 0, nil
		}
	}
	items, err := tx.ItemsFor(ctx, hand.FromUser)
	if err != nil {
		return 0, err
	}
	for _, item := range items {
		visited, err := tx.VisitorsOf(ctx, item.UnitID, r.apartSince(now))
		if err != nil {
			return 0, err
		}
		to := hand.ToUser
		if visited[to] {
			to = 0
		}
		if err := tx.GiveCheck(item.ID, to); err != nil {
			return 0, err
		}
	}
	return len(items), nil
}

// SettlePosts moves what goes with the hand-overs whose day has come. Twice, late or on two nodes it is the same. One that
// fails keeps no other waiting; the error names all that failed.
func (r *Registry) SettlePosts(ctx context.Context, who policy.Actor, at time.Time) error {
	now := workday.At(at)
	if err := policy.May(who, policy.PostHand, policy.Record{}, now); err != nil {
		return err
	}
	due, failed := r.Store.HandsDue(ctx, now)
	for _, one := range due {
		err := r.errand(ctx, who, policy.PostHand, at, func(tx *store.Tx, entry *models.AuditEntry) error {
			hand, err := tx.LockHand(one.ID)
			if err != nil {
				return err
			}
			if hand.SettledAt != 0 {
				entry.Subject = skipAudit
				return nil
			}
			entry.Subject, entry.RefID, entry.Detail = "user", hand.FromUser, "交接生效"
			if err := r.settlePost(ctx, tx, &hand, now); err != nil {
				return err
			}
			return tx.SaveHand(&hand)
		})
		failed = errors.Join(failed, err)
	}
	return failed
}

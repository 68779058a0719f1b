package registry

import (
	"cmp"
	"context"
	"errors"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// readContact reads whom landlords call from then on.
func readContact(f PostForm, faults *models.Faults) models.Area {
	contact := trimArea(models.Area{WorkerName: f.WorkerName, WorkerPhone: f.WorkerPhone})
	faults.Add("worker_name", checkContact(contact.WorkerName))
	faults.Add("worker_phone", officePhone(contact.WorkerPhone))
	return contact
}

// settleContact lets pages and texts of the grid name the successor: also where they named the predecessor and nobody typed
// another name, for nobody shall be led to him who is out.
func settleContact(ctx context.Context, tx *store.Tx, hand *models.PostHand) error {
	if hand.AreaID == 0 || hand.Role != string(policy.Auxiliary) {
		return nil
	}
	if err := tx.LockArea(hand.AreaID); err != nil {
		return err
	}
	area, err := tx.Area(ctx, hand.AreaID)
	if err != nil {
		return err
	}
	before := area
	area.WorkerName, area.WorkerPhone = cmp.Or(hand.WorkerName, area.WorkerName), cmp.Or(hand.WorkerPhone, area.WorkerPhone)
	from, err := tx.User(ctx, hand.FromUser)
	if err != nil {
		return err
	}
	if area.WorkerName == from.Name {
		to, err := tx.User(ctx, hand.ToUser)
		if err != nil {
			return err
		}
		area.WorkerName = to.Name
	}
	if area.WorkerName == before.WorkerName && area.WorkerPhone == before.WorkerPhone {
		return nil
	}
	return tx.SaveArea(&area)
}

// settlePost moves drafts and checks, lets the grid name the successor, and ends the sessions of the predecessor.
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
	if err := settleContact(ctx, tx, hand); err != nil {
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

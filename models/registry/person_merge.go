package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// MergePlan is what a merge would do, to be looked at before it is done.
type MergePlan struct {
	Kept, Gone store.Entry
	Void       []store.Entry // stays of the other that were entered twice and become void
	Move       []store.Entry // those that become his
	From       workday.Day   // he lived here from then on, where it is earlier than his own entry says; 0 = no change
}

// undone is what a merge keeps, sealed, to be taken apart again.
type undone struct {
	Gone          models.Tenant
	Before, After []stayMark
}

// stayMark are the facts of a stay that a merge changes.
type stayMark struct {
	ID         int64
	TenantID   int64
	DocIndex   []byte
	Foreign    bool
	State      string
	VoidedAt   workday.Moment
	MovedInOn  workday.Day
	MovedInAt  workday.Moment
	ReportedAt workday.Moment
	BothAt     workday.Moment
}

func stayMarkOf(s models.Stay) stayMark {
	return stayMark{s.ID, s.TenantID, s.DocIndex, s.Foreign, s.State, s.VoidedAt, s.MovedInOn, s.MovedInAt, s.ReportedAt, s.BothAt}
}

var (
	errOtherWay  = models.Refuse(models.Conflict, "要留下的这一条先搬走了，另一条住得更久。请反过来，留下另一条")
	errNotOne    = models.Refuse(models.Conflict, "这两条已经是同一个人，不用合并")
	errSplitOver = models.Refuse(models.Conflict, "合并前的内容已按期删掉，拆不开了。请把新的一位重新登记")
)

// PlanMerge tells what MergePeople would do. Errors: NotFound where either stay lies outside the own areas or they are not of
// one home, Conflict where they cannot be merged.
func (r *Registry) PlanMerge(ctx context.Context, who policy.Actor, keepRef, goneRef string, at time.Time) (MergePlan, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.PersonMerge, now); err != nil {
		return MergePlan{}, err
	}
	scope := policy.ScopeOf(who, policy.PersonMerge, now)
	if _, err := r.Store.Entry(ctx, scope, keepRef); err != nil {
		return MergePlan{}, err
	}
	plan, _, err := r.planMerge(ctx, r.Store.Reader, keepRef, goneRef, now)
	return plan, err
}

func (r *Registry) planMerge(ctx context.Context, read *store.Reader, keepRef, goneRef string, now workday.Moment) (MergePlan, models.Merge, error) {
	var p MergePlan
	var err error
	if p.Kept, err = read.EntryByRef(ctx, keepRef); err != nil {
		return p, models.Merge{}, err
	}
	entries, err := read.Entries(ctx, p.Kept.Stay.UnitID)
	if err != nil {
		return p, models.Merge{}, err
	}
	for _, e := range entries {
		if e.Stay.Ref == goneRef {
			p.Gone = e
		}
	}
	switch {
	case p.Gone.Stay.ID == 0:
		return p, models.Merge{}, models.ErrNotFound
	case p.Gone.Tenant.ID == p.Kept.Tenant.ID:
		return p, models.Merge{}, errNotOne
	}
	var kept, gone []models.Stay
	byID := map[int64]store.Entry{}
	for _, e := range entries {
		byID[e.Stay.ID] = e
		switch e.Tenant.ID {
		case p.Kept.Tenant.ID:
			kept = append(kept, e.Stay)
		case p.Gone.Tenant.ID:
			gone = append(gone, e.Stay)
		}
	}
	m, ok := models.MergeStays(kept, gone, p.Kept.Stay, now)
	if !ok {
		return p, m, errOtherWay
	}
	for _, s := range m.Gone {
		if e := byID[s.ID]; s.State == models.StayVoid && e.Stay.State != models.StayVoid {
			p.Void = append(p.Void, e)
		} else if s.State != models.StayVoid {
			p.Move = append(p.Move, e)
		}
	}
	for _, s := range m.Kept {
		if was := byID[s.ID].Stay; s.MovedInOn < was.MovedInOn {
			p.From = s.MovedInOn
		}
	}
	return p, m, nil
}

// MergePeople makes two entries of one home one person (合并): the stays of the second become those of the first, what was entered
// twice becomes void, and what stood there before is kept sealed, so that it can be taken apart again. Errors: Invalid at reason,
// NotFound, Conflict.
func (r *Registry) MergePeople(ctx context.Context, who policy.Actor, keepRef, goneRef, reason string, at time.Time) error {
	if !oneOf(models.MergeReasons, reason) {
		return models.FaultAt("reason", "请选为什么合并，会写进记录，本人能看到。")
	}
	now := workday.At(at)
	return r.changeStay(ctx, who, policy.PersonMerge, keepRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		p, m, err := r.planMerge(ctx, &tx.Reader, keepRef, goneRef, now)
		if err != nil {
			return err
		}
		entries, err := tx.Entries(ctx, unit.ID)
		if err != nil {
			return err
		}
		back := undone{Gone: p.Gone.Tenant}
		for _, s := range append(m.Kept, m.Gone...) {
			for _, e := range entries {
				if e.Stay.ID == s.ID {
					back.Before, back.After = append(back.Before, stayMarkOf(e.Stay)), append(back.After, stayMarkOf(s))
				}
			}
			if err := tx.SaveStay(&s); err != nil {
				return err
			}
		}
		if err := tx.DropTenant(p.Gone.Tenant.ID); err != nil {
			return err
		}
		old, err := json.Marshal(back)
		if err != nil {
			return err
		}
		entry.Reason, entry.Detail = reason, fmt.Sprintf("合并，作废 %d 条，归过来 %d 条", len(p.Void), len(p.Move))
		if err := tx.SaveAmendment(&models.Amendment{Kind: models.AmendMerge, UnitID: unit.ID, StayID: line.Stay.ID, TenantID: p.Kept.Tenant.ID, What: "两条登记合成一条",
			Reason: reason, Role: entry.Role, Old: string(old), MadeAt: now, MadeBy: who.UserID}); err != nil {
			return err
		}
		return touchBoth(tx, p.Kept.Tenant, p.Gone.Tenant, unit.ID, now)
	})
}

// touchBoth makes due the other homes of two people: what is known of them there may have changed.
func touchBoth(tx *store.Tx, a, b models.Tenant, unitID int64, now workday.Moment) error {
	if err := tx.TouchPerson(a.DocIndex, unitID, now); err != nil {
		return err
	}
	return tx.TouchPerson(b.DocIndex, unitID, now)
}

// SplitPeople takes a merge apart again (拆开): both entries stand as they stood before, with what has changed of them since.
// Errors: Invalid at reason, NotFound outside the own areas, Conflict when it is apart already, the document was entered anew
// meanwhile, or what was kept is erased.
func (r *Registry) SplitPeople(ctx context.Context, who policy.Actor, amendRef, reason string, at time.Time) error {
	if !oneOf(models.SplitReasons, reason) {
		return models.FaultAt("reason", "请选为什么拆开，会写进记录，本人能看到。")
	}
	now := workday.At(at)
	a, stayRef, err := r.MergeToSplit(ctx, who, amendRef, at)
	if err != nil {
		return err
	}
	return r.changeStay(ctx, who, policy.PersonMerge, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		if a, err = tx.AmendmentByRef(ctx, amendRef); err != nil {
			return err
		}
		back, err := readUndone(a)
		if err != nil {
			return err
		}
		if err := lastMerge(ctx, &tx.Reader, a, *line); err != nil {
			return err
		}
		if _, err := tx.TenantInUnit(ctx, unit.ID, back.Gone.DocIndex); err == nil {
			return models.Refuse(models.Conflict, "合并以后，有人又用那个证件在这里登记了。请先把那一条合并过来，再拆开")
		} else if !models.IsKind(err, models.NotFound) {
			return err
		}
		if err := tx.RestoreTenant(back.Gone); err != nil {
			return err
		}
		for i, before := range back.Before {
			if err := takeBack(ctx, tx, before, back.After[i]); err != nil {
				return err
			}
		}
		a.UndoneAt, a.UndoneBy, a.UndoneWhy = now, who.UserID, reason
		entry.Reason, entry.Detail = reason, "拆开合并"
		if err := tx.UndoAmendment(a); err != nil {
			return err
		}
		return touchBoth(tx, line.Tenant, back.Gone, unit.ID, now)
	})
}

// MergeToSplit finds a merge that can be taken apart, and the stay of the person who was kept. Errors: NotFound outside the own
// areas, Conflict.
func (r *Registry) MergeToSplit(ctx context.Context, who policy.Actor, amendRef string, at time.Time) (models.Amendment, string, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.PersonMerge, now); err != nil {
		return models.Amendment{}, "", err
	}
	a, err := r.Store.AmendmentByRef(ctx, amendRef)
	if err != nil || a.Kind != models.AmendMerge {
		return a, "", models.ErrNotFound
	}
	line, err := r.Store.EntryByID(ctx, a.StayID)
	if err != nil {
		return a, "", err
	}
	if _, err := r.Store.Entry(ctx, policy.ScopeOf(who, policy.PersonMerge, now), line.Stay.Ref); err != nil {
		return a, "", err
	}
	if _, err = readUndone(a); err == nil {
		err = lastMerge(ctx, r.Store.Reader, a, line)
	}
	return a, line.Stay.Ref, err
}

// lastMerge refuses a merge upon which another one was built: that one is taken apart first.
func lastMerge(ctx context.Context, read *store.Reader, a models.Amendment, line store.Entry) error {
	all, err := read.Amendments(ctx, a.TenantID)
	if err != nil {
		return err
	}
	later := line.Tenant.ID != a.TenantID
	for _, other := range all {
		later = later || other.Kind == models.AmendMerge && !other.Undone() && other.ID > a.ID
	}
	if later {
		return models.Refuse(models.Conflict, "后来又合并过一次。请先拆开后来的那一次")
	}
	return nil
}

func readUndone(a models.Amendment) (undone, error) {
	var back undone
	switch {
	case a.Undone():
		return back, models.Refuse(models.Conflict, "这两条别人已经拆开了")
	case a.Old == "":
		return back, errSplitOver
	}
	err := json.Unmarshal([]byte(a.Old), &back)
	return back, err
}

// takeBack gives a stay back what the merge changed of it, unless somebody has changed that since.
func takeBack(ctx context.Context, tx *store.Tx, before, after stayMark) error {
	line, err := tx.EntryByID(ctx, before.ID)
	if err != nil {
		return err
	}
	s := line.Stay
	if before.TenantID != after.TenantID {
		s.TenantID, s.DocIndex, s.Foreign = before.TenantID, before.DocIndex, before.Foreign
	}
	if s.State == after.State {
		s.State, s.VoidedAt = before.State, before.VoidedAt
	}
	if s.MovedInOn == after.MovedInOn {
		s.MovedInOn, s.MovedInAt = before.MovedInOn, before.MovedInAt
	}
	if s.ReportedAt == after.ReportedAt {
		s.ReportedAt = before.ReportedAt
	}
	if s.BothAt.IsZero() {
		s.BothAt = before.BothAt
	}
	return tx.SaveStay(&s)
}

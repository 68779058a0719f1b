package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// errBarred is for whoever visited the home lately.
var errBarred = models.Refuse(models.Conflict, "您最近走访过这一户，要换一个人来查。请回这一户，点“交给别人”")

// CheckForm is what somebody counted at a home of a sample, as typed.
type CheckForm struct{ People, Agreed, Fields, Right string }

// SampleItem is a home that the actor is to check, with how many people its roster has, and whether he visited it in the last
// days of the place rules: then another checks it. Errors: NotFound when it was given to somebody else.
func (r *Registry) SampleItem(ctx context.Context, who policy.Actor, ref string, at time.Time) (row store.SampleRow, listed int, barred bool, err error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.SampleCheck, now); err != nil {
		return row, 0, false, err
	}
	if row, err = r.Store.ItemFor(ctx, ref, who.UserID); err != nil {
		return row, 0, false, err
	}
	entries, err := r.Store.Entries(ctx, row.UnitID)
	if err != nil {
		return row, 0, false, err
	}
	for _, e := range entries {
		if e.Stay.LivesOn(now.Day()) && e.Stay.Reported(now) {
			listed++
		}
	}
	visited, err := r.Store.VisitorsOf(ctx, row.UnitID, r.apartSince(now))
	return row, listed, visited[who.UserID], err
}

// CheckSample keeps what was counted. Whoever visited the home in the last days of the place rules may not check it, also
// when he did so after it was given to him. Errors: Invalid at people, agreed, fields, right; Conflict when it is done.
func (r *Registry) CheckSample(ctx context.Context, who policy.Actor, ref string, f CheckForm, at time.Time) error {
	now := workday.At(at)
	row, listed, barred, err := r.SampleItem(ctx, who, ref, at)
	if err == nil && barred {
		err = errBarred
	}
	if err != nil {
		return err
	}
	item := row.SampleItem
	var faults models.Faults
	item.People, item.Agreed = listed, readHeads(f.Agreed, "agreed", &faults)
	if row.Kind == models.SampleField {
		item.People = readHeads(f.People, "people", &faults)
	}
	item.Fields, item.Right, item.CheckedAt = readHeads(f.Fields, "fields", &faults), readHeads(f.Right, "right", &faults), now
	if f.Agreed == "" || row.Kind == models.SampleField && f.People == "" {
		faults.Add("agreed", "没有就写 0，别空着")
	}
	if item.Agreed > item.People {
		faults.Add("agreed", "不能比总人数还多")
	}
	if item.Right > item.Fields {
		faults.Add("right", "对的不能比查的还多")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return r.errand(ctx, who, policy.SampleCheck, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		visited, err := tx.VisitorsOf(ctx, row.UnitID, r.apartSince(now))
		if err != nil {
			return err
		}
		if visited[who.UserID] {
			return errBarred
		}
		entry.Subject, entry.RefID, entry.UnitID = "sample_item", item.ID, row.UnitID
		done, err := tx.CheckItem(item)
		if err == nil && !done {
			return models.Refuse(models.Conflict, "这一户已经查过了")
		}
		return err
	})
}

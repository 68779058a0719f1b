package registry

import (
	"cmp"
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// StandIn is somebody of a community who could check a home of a sample.
type StandIn struct {
	ID      int64
	Ref     string
	Name    string
	Area    string // the first in which he works
	Officer bool
	Here    bool // he works in the grid of the home
}

// OpenCheck is a home of a sample that nobody has checked yet.
type OpenCheck struct {
	store.SampleRow
	Barred bool   // whoever was to check it visited it lately, or there is nobody
	Holder string // his name, "" = nobody
}

// SampleHandover is a home of a sample with those to whom it can be passed.
type SampleHandover struct {
	OpenCheck
	HolderRef string // of his account, "" = nobody
	Mine      bool
	To        []StandIn // who may check it; who works in another grid first
}

// apartSince is the moment since which whoever visited a home does not check it.
func (r *Registry) apartSince(now workday.Moment) workday.Moment {
	return now.Add(-time.Duration(r.Limits().ApartDays) * 24 * time.Hour)
}

// ChecksOf are the homes of samples that wait for the actor, and, where he is the officer, those of his area that wait for
// somebody else; first of each who cannot be checked by whom they were given to.
func (r *Registry) ChecksOf(ctx context.Context, who policy.Actor, at time.Time) (mine, others []OpenCheck, err error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.SampleView, now); err != nil {
		return nil, nil, err
	}
	rows, err := r.Store.ItemsFor(ctx, who.UserID)
	if err != nil {
		return nil, nil, err
	}
	if mine, err = r.openChecks(ctx, rows, now); err != nil {
		return nil, nil, err
	}
	scope := policy.ScopeOf(who, policy.SamplePass, now)
	if scope.Empty() {
		return mine, nil, nil
	}
	rows, err = r.Store.ItemsOpen(ctx, scope)
	rows = slices.DeleteFunc(rows, func(row store.SampleRow) bool { return row.CheckerID == who.UserID })
	if err == nil {
		others, err = r.openChecks(ctx, rows, now)
	}
	return mine, others, err
}

func (r *Registry) openChecks(ctx context.Context, rows []store.SampleRow, now workday.Moment) ([]OpenCheck, error) {
	var units, holders []int64
	for _, row := range rows {
		units, holders = append(units, row.UnitID), append(holders, row.CheckerID)
	}
	visited, err := r.Store.VisitedSince(ctx, units, r.apartSince(now))
	if err != nil {
		return nil, err
	}
	names, err := r.Store.NamesOf(ctx, holders)
	checks := make([]OpenCheck, 0, len(rows))
	for _, row := range rows {
		checks = append(checks, OpenCheck{SampleRow: row, Barred: row.CheckerID == 0 || visited[row.UnitID][row.CheckerID], Holder: names[row.CheckerID]})
	}
	slices.SortStableFunc(checks, func(a, b OpenCheck) int {
		if a.Barred == b.Barred {
			return 0
		}
		if a.Barred {
			return -1
		}
		return 1
	})
	return checks, err
}

// SamplePassing is a home of a sample that the actor may pass on: it was given to him, or he is the officer there. Errors:
// NotFound when neither holds; Conflict when it is checked.
func (r *Registry) SamplePassing(ctx context.Context, who policy.Actor, ref string, at time.Time) (SampleHandover, error) {
	return r.samplePassing(ctx, r.Store.Reader, who, ref, workday.At(at))
}

func (r *Registry) samplePassing(ctx context.Context, read *store.Reader, who policy.Actor, ref string, now workday.Moment) (SampleHandover, error) {
	var h SampleHandover
	if err := policy.MayEnter(who, policy.SamplePass, now); err != nil {
		return h, err
	}
	row, err := read.ItemByRef(ctx, ref)
	if err != nil {
		return h, err
	}
	h.Mine = row.CheckerID == who.UserID
	record := policy.Record{AreaIDs: row.IDs()}
	if !h.Mine {
		if err := policy.May(who, policy.SamplePass, record, now); err != nil {
			return h, err
		}
	}
	if !row.CheckedAt.IsZero() {
		return h, models.Refuse(models.Conflict, "这一户已经查过了")
	}
	visited, err := read.VisitorsOf(ctx, row.UnitID, r.apartSince(now))
	if err != nil {
		return h, err
	}
	names, err := read.NamesOf(ctx, []int64{row.CheckerID})
	if err != nil {
		return h, err
	}
	if row.CheckerID != 0 {
		holder, err := read.User(ctx, row.CheckerID)
		if err != nil {
			return h, err
		}
		h.HolderRef = holder.Ref
	}
	h.OpenCheck = OpenCheck{SampleRow: row, Barred: row.CheckerID == 0 || visited[row.CheckerID], Holder: names[row.CheckerID]}
	there, err := read.CheckersIn(ctx, row.CommunityID, now)
	if err != nil {
		return h, err
	}
	h.To = standing(there, row.Ancestors)
	if policy.ScopeOf(who, policy.SamplePass, now).Covers(record) && !slices.ContainsFunc(h.To, func(s StandIn) bool { return s.ID == who.UserID }) {
		h.To = append(h.To, StandIn{ID: who.UserID, Ref: who.UserRef, Name: who.Name, Officer: true, Here: true}) // his duty lies above the community
	}
	h.To = slices.DeleteFunc(h.To, func(s StandIn) bool { return s.ID == row.CheckerID || visited[s.ID] })
	return h, nil
}

// standing are the people behind the duties in a community: grid workers of other grids than that of a home, then those of
// its own, then officers.
func standing(duties []store.CheckerRow, home models.Ancestors) []StandIn {
	var all []StandIn
	for _, d := range duties {
		i := slices.IndexFunc(all, func(s StandIn) bool { return s.ID == d.UserID })
		if i < 0 {
			i, all = len(all), append(all, StandIn{ID: d.UserID, Ref: d.Ref, Name: d.Name, Area: d.AreaName})
		}
		all[i].Officer = all[i].Officer || d.Role == policy.Officer
		all[i].Here = all[i].Here || d.AreaID == home.GridID || d.AreaID == home.CommunityID
	}
	rank := func(s StandIn) int {
		switch {
		case s.Officer:
			return 2
		case s.Here:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b StandIn) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a.ID, b.ID)) })
	return all
}

// errPassed is for whoever comes second: he chose before he knew to whom the first gave it.
var errPassed = models.Refuse(models.Conflict, "别人刚办过这一户，请回抽查再看一眼")

// PassSample gives a home that was drawn by lot to somebody who may check it, and is one errand however often its form is
// sent. held is the account to which it was given when he looked, "" = to nobody. Errors: Invalid at to; NotFound when it is
// neither the actor's nor in his area; Conflict when it was checked or passed on meanwhile.
func (r *Registry) PassSample(ctx context.Context, who policy.Actor, ref, held, to string, at time.Time) error {
	now := workday.At(at)
	return r.errand(ctx, who, policy.SamplePass, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		h, err := r.samplePassing(ctx, &tx.Reader, who, ref, now)
		if err != nil {
			return err
		}
		if h.HolderRef != held {
			return errPassed
		}
		i := slices.IndexFunc(h.To, func(s StandIn) bool { return s.Ref == to })
		if i < 0 {
			return models.FaultAt("to", "请选一位。这里列的，都能查这一户")
		}
		entry.Subject, entry.RefID, entry.UnitID, entry.Detail = "sample_item", h.ID, h.UnitID, "交给别人"
		passed, err := tx.PassItem(h.ID, h.CheckerID, h.To[i].ID)
		if err == nil && !passed {
			return errPassed
		}
		return err
	})
}

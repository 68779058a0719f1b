package registry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Found are the people that a search lists, with their homes. Pages mask documents and phones.
type Found struct {
	Entries []store.Entry
	Units   map[int64]models.Unit
	More    bool // there are more than are listed
}

// FindPeople looks in the actor's areas for whoever the words mean: a whole name, document or phone, or a part of a name.
// Everybody whom it lists can read that he was listed and why. A part of a name is looked for in a station's area at most.
// Errors: Invalid at words or reason.
func (r *Registry) FindPeople(ctx context.Context, who policy.Actor, words, reason string, at time.Time) (Found, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.PersonFind, now); err != nil {
		return Found{}, err
	}
	q, err := models.ReadPersonQuery(words)
	if err != nil {
		return Found{}, err
	}
	if !oneOf(RevealReasons, reason) {
		return Found{}, models.FaultAt("reason", "请选查找原因，会写进记录，本人能看到。")
	}
	scope := policy.ScopeOf(who, policy.PersonFind, now)
	found, err := r.findEntries(ctx, scope, q) // opening all names of a station holds up nobody who writes
	if err != nil {
		return Found{}, err
	}
	err = r.errand(ctx, who, policy.PersonFind, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		var views []models.View
		for _, e := range found.Entries {
			views = append(views, models.View{At: now, UserID: who.UserID, Role: roleWord(who, now), UnitID: e.Stay.UnitID,
				StayID: e.Stay.ID, What: models.ViewFound, Reason: reason})
		}
		entry.Subject, entry.RefID, entry.Reason = "user", who.UserID, reason
		entry.Detail = fmt.Sprintf("%s，列出 %d 条", q.Kind(), len(found.Entries))
		return tx.SaveViews(views)
	})
	if err != nil {
		return Found{}, err // nobody is listed whose listing is not put down
	}
	return found, nil
}

func (r *Registry) findEntries(ctx context.Context, scope policy.Scope, q models.PersonQuery) (found Found, err error) {
	if found.Entries, err = r.Store.FindEntries(ctx, scope, q, !withinStation(scope), models.MostFound+1); err != nil || len(found.Entries) == 0 {
		return found, err
	}
	if found.More = len(found.Entries) > models.MostFound; found.More {
		found.Entries = found.Entries[:models.MostFound]
	}
	var ids []int64
	for _, e := range found.Entries {
		ids = append(ids, e.Stay.UnitID)
	}
	found.Units, err = r.Store.UnitsByID(ctx, ids)
	return found, err
}

// withinStation says whether no area of a scope is larger than a police station's.
func withinStation(s policy.Scope) bool {
	return !s.All && !slices.ContainsFunc(s.Areas, func(a policy.Area) bool {
		return a.Level == policy.City || a.Level == policy.County
	})
}

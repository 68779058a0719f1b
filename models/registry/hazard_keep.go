package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// keepHazards writes what the checklist of a visit says: what is wrong stands until it is right, what is right ends it.
func (r *Registry) keepHazards(ctx context.Context, tx *store.Tx, visit models.Visit, fire map[string]string) error {
	open, err := tx.Hazards(ctx, []int64{visit.UnitID})
	if err != nil {
		return err
	}
	for _, h := range open {
		if fire[h.Kind] == FireOK {
			h.EndedAt, h.EndedBy, h.Outcome = visit.At, visit.UserID, models.HazardMended
			if _, err := tx.EndHazard(h); err != nil {
				return err
			}
		}
	}
	for _, kind := range models.HazardKinds {
		if fire[kind.Code] != FireBad {
			continue
		}
		h := models.Hazard{UnitID: visit.UnitID, VisitID: visit.ID, Kind: kind.Code, FoundAt: visit.At, FoundBy: visit.UserID,
			DueOn: models.HazardDue(kind, visit.At.Day(), r.Limits())}
		if _, err := tx.AddHazard(&h); err != nil {
			return err
		}
	}
	return nil
}

// fireMarks are the lines of a form that were looked at, as a visit keeps them.
func fireMarks(fire map[string]string) string {
	wrong := map[string]bool{}
	for code, said := range fire {
		wrong[code] = said == FireBad
	}
	return models.FireMarks(wrong)
}

// EndHazard says that a hazard is put right, or that it was written down by mistake, which an officer alone may say. It
// answers what it was and where. Errors: NotFound outside one's areas, Conflict when it has ended already.
func (r *Registry) EndHazard(ctx context.Context, who policy.Actor, ref, outcome string, at time.Time) (models.HazardKind, models.Unit, error) {
	act := policy.HazardMend
	if outcome == models.HazardMistake {
		act = policy.HazardDrop
	}
	var home models.Unit
	if err := policy.MayEnter(who, act, workday.At(at)); err != nil {
		return models.HazardKind{}, home, err
	}
	h, err := r.Store.HazardByRef(ctx, ref)
	if err != nil {
		return models.HazardKind{}, home, err
	}
	kind, _ := models.HazardKindOf(h.Kind)
	find := func(tx *store.Tx) (models.Unit, error) { return tx.LockUnit(h.UnitID) }
	err = r.change(ctx, who, act, find, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		home = *unit
		h.EndedAt, h.EndedBy, h.Outcome = workday.At(at), who.UserID, outcome
		entry.Subject, entry.RefID, entry.Detail = "hazard", h.ID, h.Kind+" "+outcome
		ended, err := tx.EndHazard(h)
		if err == nil && !ended {
			return models.Refuse(models.Conflict, "这一条已经了结了")
		}
		return err
	})
	return kind, home, err
}

// tallyMet counts the people of a roster and those whom a visit met: those who were ticked, the one whom the flag asks about,
// or all of whom the word 一致 speaks.
func (r *Registry) tallyMet(ctx context.Context, tx *store.Tx, unitID int64, f VisitForm, flag models.Flag, now workday.Moment) (listed, met int, err error) {
	entries, err := tx.Entries(ctx, unitID)
	if err != nil || !models.SawPeople(f.Result) {
		return 0, 0, err
	}
	seen := refSet(f.Seen)
	for _, e := range entries {
		if !e.Stay.ToMeet(now.Day()) {
			continue
		}
		listed++
		if seen[e.Stay.Ref] || f.agrees(flag, e.Stay, now.Day()) {
			met++
		}
	}
	return listed, met, nil
}

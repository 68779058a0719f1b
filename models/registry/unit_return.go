package registry

import (
	"context"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ReturnForm says why a home goes back to its landlord.
type ReturnForm struct {
	Reasons []string // codes of models.ReturnFields
	Note    string   // one sentence to him
	Seen    int64    // the revision that the officer looked at
}

// ReturnUnit gives a home back to its landlord, who sees at each field what to put right: one that waits for acceptance (退回),
// or one that was accepted and is not as it stands in the register (整改). That stays accepted, and he is told a last day. Nothing is
// taken from him: people can be checked in all the while. No text of the table fits, so he is told on his pages alone. Errors:
// Invalid at why and note, Conflict.
func (r *Registry) ReturnUnit(ctx context.Context, who policy.Actor, unitRef string, f ReturnForm, at time.Time) error {
	return r.changeUnit(ctx, who, policy.UnitReturn, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if err := unit.CheckSeen(f.Seen); err != nil {
			return err
		}
		if err := unit.CheckReturnable(); err != nil {
			return err
		}
		codes, faults := models.CheckReturn(unit.Kind, f.Reasons, f.Note)
		if err := faults.Err(); err != nil {
			return err
		}
		now := workday.At(at)
		rooms, err := tx.Rooms(ctx, unit.ID)
		if err != nil {
			return err
		}
		back := models.UnitReturn{UnitID: unit.ID, Reasons: strings.Join(codes, ","), Note: strings.TrimSpace(f.Note), ReturnedAt: now, ReturnedBy: who.UserID,
			Stood: models.ReturnMarks(*unit, rooms)}
		entry.Detail = back.Fields()
		if unit.Accepted() || unit.Reviewed() { // it was told that it stays accepted
			back.MendBy, entry.Detail = now.Day()+workday.Day(r.Limits().RectifyDays), "要求整改，"+entry.Detail
		}
		if !unit.Accepted() {
			unit.AcceptedAt = 0
		}
		if err := tx.SaveReturn(&back); err != nil {
			return err
		}
		unit.State, unit.ReturnedAt = models.UnitRectify, now
		return tx.SaveUnit(unit)
	})
}

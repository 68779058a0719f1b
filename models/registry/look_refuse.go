package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// KeepRefusal puts down that a member of the staff was refused a page or a form: the pattern of its route, and the home it
// was about where one of the refs in its address names a home, a stay or a flag. He himself learns nothing from it; of a home outside his areas his
// supervisor hears (B35).
func (r *Registry) KeepRefusal(ctx context.Context, who policy.Actor, route string, refs []string, at time.Time) error {
	return r.errand(ctx, who, policy.LookRefuse, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if !who.Staff {
			return models.ErrNotFound
		}
		if err := policy.May(who, policy.LookRefuse, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		entry.Subject, entry.Detail = "route", route
		for _, ref := range refs {
			id, err := tx.UnitNamed(ctx, ref)
			if err != nil {
				return err
			}
			if id != 0 {
				entry.Subject, entry.RefID, entry.UnitID = "unit", id, id
			}
		}
		if entry.UnitID == 0 {
			return nil
		}
		return r.countStray(ctx, tx, who, entry.UnitID, workday.At(at))
	})
}

package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// EndUnit says until which day a work site stands: a new day (延期) moves the leases that ended with the old one, so that
// nobody is asked about a lease that was longer all along. Errors: Invalid at ends_on, Conflict where the home is no site.
func (r *Registry) EndUnit(ctx context.Context, who policy.Actor, unitRef string, y, m, d string, at time.Time) error {
	today := workday.DayOf(at)
	day, fault := readDate(y, m, d)
	if fault == "" && day < today {
		fault = "这一天已经过了，请写工地还要用到哪一天"
	}
	if fault != "" {
		return models.FaultAt("ends_on", fault)
	}
	return r.changeUnit(ctx, who, policy.UnitChange, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		if !models.AsksOf(unit.Kind).End {
			return models.Refuse(models.Conflict, "这处房子不是工地，没有到期的日子")
		}
		entries, err := tx.Entries(ctx, unit.ID)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if !e.Stay.OnRoster(today) || e.Stay.LeaseEnd != unit.EndsOn {
				continue
			}
			e.Stay.LeaseEnd = day
			if err := tx.SaveStay(&e.Stay); err != nil {
				return err
			}
		}
		unit.EndsOn, entry.Detail = day, "工地用到 "+day.String()
		return tx.SaveUnit(unit)
	})
}

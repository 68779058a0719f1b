package registry

import (
	"context"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// mostSiteYears is how far ahead the last day of a work site may lie.
const mostSiteYears = 10

// readEnd reads the last day of a work site, or says what is wrong with it.
func readEnd(ymd [3]string, today workday.Day) (workday.Day, string) {
	day, fault := readDate(ymd[0], ymd[1], ymd[2])
	switch {
	case fault != "":
		return 0, "工地到哪一天？" + fault
	case day < today:
		return 0, "这一天已经过了，请写工地还要用到哪一天"
	case day > today.AddYears(mostSiteYears):
		return 0, "工地最多写到 " + strconv.Itoa(mostSiteYears) + " 年以后，请看年份对不对"
	}
	return day, ""
}

// EndUnit says until which day a work site stands: a new day (延期) moves the leases that ended with the old one, so that
// nobody is asked about a lease that was longer all along. Errors: Invalid at ends_on, Conflict where the home is no site.
func (r *Registry) EndUnit(ctx context.Context, who policy.Actor, unitRef string, y, m, d string, at time.Time) error {
	today := workday.DayOf(at)
	day, fault := readEnd([3]string{y, m, d}, today)
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

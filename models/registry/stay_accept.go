package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// AcceptStay is the landlord's 是我的房客: the declaration becomes a report, which stops the clock of B01 for good. Said
// twice it is said once.
func (r *Registry) AcceptStay(ctx context.Context, who policy.Actor, stayRef string, at time.Time) error {
	return r.changeStay(ctx, who, policy.StayAccept, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		if line.Stay.State == models.StayReported && !line.Stay.DeclaredAt.IsZero() {
			entry.Subject = skipAudit
			return nil
		}
		if line.Stay.State != models.StayDeclared && line.Stay.State != models.StayReturned {
			return models.Refuse(models.Conflict, "这条已经办过，不用再办")
		}
		line.Stay.State, line.Stay.ReportedAt = models.StayReported, workday.At(at)
		if err := tx.SaveStay(&line.Stay); err != nil {
			return err
		}
		// Who came back with another phone stands under the old one until now; changeStay has read the new one.
		if err := tx.SaveTenant(&line.Tenant); err != nil {
			return err
		}
		if unit.Occupancy != models.OccupancyOccupied { // his word: somebody lives there (RULES 36)
			unit.Occupancy = models.OccupancyOccupied
			if err := tx.SaveUnit(unit); err != nil {
				return err
			}
		}
		_, err := r.firstNotice(ctx, tx, *unit, line.Stay, line.Tenant.Phone, at) // the page told him that a text would come
		return err
	})
}

// RejectStay is 不是我的房客: the entry stays until people have looked, and goes to the grid with the landlord's words.
// The same words said again change nothing.
func (r *Registry) RejectStay(ctx context.Context, who policy.Actor, stayRef, words string, at time.Time) error {
	if words == "" {
		return models.FaultAt("reason", "请写一句怎么回事，例如：这个人没租过我的房")
	}
	return r.changeStay(ctx, who, policy.StayAccept, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		if line.Stay.State == models.StayReturned {
			entry.Subject = skipAudit
			return nil
		}
		if line.Stay.State != models.StayDeclared {
			return models.Refuse(models.Conflict, "这条已经办过，不用再办")
		}
		line.Stay.State = models.StayReturned
		if err := tx.SaveStay(&line.Stay); err != nil {
			return err
		}
		entry.Detail = "不是我的房客"
		return tx.SaveRequest(&store.Request{
			No: token.NewReceipt(), Kind: "not_my_tenant", Audience: "grid", UnitID: unit.ID, StayID: line.Stay.ID,
			Ancestors: unit.Ancestors, Body: words, State: "open", FiledAt: workday.At(at),
			DueAt: workday.At(r.Limits().Calendar.Add(workday.DayOf(at), r.Limits().VisitWorkingDays).End()),
		})
	})
}

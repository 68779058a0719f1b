package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// found enters somebody who was met and stands on no roster: declared, so that the landlord is asked.
func (r *Registry) found(ctx context.Context, tx *store.Tx, unit models.Unit, form StayForm, who policy.Actor, at time.Time) (models.Stay, error) {
	rooms, err := tx.Rooms(ctx, unit.ID)
	if err != nil {
		return models.Stay{}, err
	}
	facts, err := r.ReadStay(form, rooms, at)
	if err != nil {
		return models.Stay{}, err
	}
	number := facts.Tenant.Phone
	stay, err := r.stayFor(ctx, tx, unit, &facts, 0, false)
	if err != nil {
		return stay, err
	}
	now := workday.At(at)
	if stay.OnRoster(now.Day()) && stay.ID != 0 {
		// Another name or phone over what he said himself would be a correction, and that asks for a reason (B18).
		return stay, models.FaultAt("doc_no", "这个证件号的人已经登记在这里，等户主确认，不用再登。名字、电话不对，请民警“更正”")
	}
	if number == "" {
		number = facts.Tenant.Phone
	} else if number != facts.Tenant.Phone { // a former tenant with a new phone: his account keeps it until he is accepted
		if _, err := personFor(ctx, tx, number, "", now); err != nil {
			return stay, err
		}
	}
	if stay.ID == 0 {
		stay.CreatedAt, stay.CreatedBy, stay.State = now, who.UserID, models.StayDeclared
	}
	fill(&stay, unit, facts)
	if !stay.ByHimself() { // who entered himself waits for the landlord since then, and his phone is proved
		stay.DeclaredAt, stay.DeclaredVia, stay.PhoneIdx = now, models.ViaVisit, tx.PhoneIndex(number)
	}
	if err := tx.SaveStay(&stay); err != nil {
		return stay, err
	}
	return stay, tx.TouchPerson(stay.DocIndex, unit.ID, now)
}

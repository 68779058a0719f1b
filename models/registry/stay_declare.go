package registry

import (
	"bytes"
	"context"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// Declare is the tenant's own entry at the door (自己登记): it waits for the landlord, and says nothing about who is
// known there. The tenant has proved the phone of the form by a code (who carries it). via is door or code. A full room
// is accepted. It answers the 查询号, 8 digits, alike for the known and the unknown. Errors: Invalid with faults.
func (r *Registry) Declare(ctx context.Context, who policy.Actor, doorToken string, form StayForm, via, once string, at time.Time) (string, error) {
	unit, err := r.Store.UnitAtDoor(ctx, doorToken)
	if err != nil {
		return "", err
	}
	if !unit.DoorAnswers() {
		return "", models.ErrNotFound
	}
	no := ""
	err = r.errand(ctx, who, policy.StayDeclare, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		fresh, result, err := tx.Once(once, who.UserID, "", workday.At(at))
		if err != nil {
			return err
		}
		if !fresh {
			entry.Subject, no = skipAudit, result
			return nil
		}
		unit, err := tx.LockUnit(unit.ID)
		if err != nil {
			return err
		}
		if err := policy.May(who, policy.StayDeclare, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		rooms, err := tx.Rooms(ctx, unit.ID)
		if err != nil {
			return err
		}
		facts, err := r.ReadStay(form, rooms, at)
		if err != nil {
			return err
		}
		if len(who.Phone) == 0 || !bytes.Equal(who.Phone, tx.PhoneIndex(facts.Tenant.Phone)) {
			return models.FaultAt("phone", "手机号和收验证码的不一样，请用同一个")
		}
		card, via := models.Invite{}, via
		if form.Invite != "" {
			if card, err = useInvite(tx, form.Invite, unit, facts.Room, workday.At(at)); err != nil {
				return err
			}
			via = models.ViaInvite
		}
		var stay models.Stay
		if stay, no, err = r.declared(ctx, tx, unit, facts, who, via, at); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.UnitID, entry.StayID, entry.Detail = "stay", stay.ID, unit.ID, stay.ID, via
		if card.ID != 0 {
			card.StayID = stay.ID
			if err := tx.SaveInvite(&card); err != nil {
				return err
			}
		}
		if _, _, err := r.judge(ctx, tx, unit.ID, who.UserID, workday.At(at)); err != nil {
			return err
		}
		return tx.OnceResult(once, no)
	})
	return no, err
}

// declared saves the declaration. A person who is on the roster already is not entered twice: with the phone of his own
// stay he confirms it; with any other the grid looks, and the answer is the same as for somebody new.
func (r *Registry) declared(ctx context.Context, tx *store.Tx, unit models.Unit, f StayFacts, who policy.Actor, via string, at time.Time) (models.Stay, string, error) {
	now := workday.At(at)
	entries, err := tx.Entries(ctx, unit.ID)
	if err != nil {
		return models.Stay{}, "", err
	}
	index := tx.DocIndex(idcard.Key(f.Tenant.DocType, f.Tenant.DocNo))
	for _, e := range entries {
		if !bytes.Equal(e.Stay.DocIndex, index) || !overlaps(e.Stay, f.MovedIn) {
			continue
		}
		own := bytes.Equal(e.Stay.PhoneIdx, who.Phone)
		if own && e.Stay.State == models.StayDeclared {
			break // he says it again, better
		}
		return r.declaredAgain(tx, unit, e, own, f, who, now)
	}
	number := f.Tenant.Phone // proved by the code; the row of a former tenant keeps the one that is there
	stay, err := r.stayFor(ctx, tx, unit, &f, 0, false)
	if err != nil {
		return stay, "", err
	}
	if stay.ID == 0 {
		stay.CreatedAt, stay.CreatedBy, stay.State = now, who.UserID, models.StayDeclared
	}
	fill(&stay, unit, f)
	stay.DeclaredAt, stay.DeclaredVia, stay.PhoneIdx = now, via, tx.PhoneIndex(number)
	if err := tx.SaveStay(&stay); err != nil {
		return stay, "", err
	}
	if err := r.foreignerNotice(ctx, tx, unit, stay, now.Time()); err != nil {
		return stay, "", err
	}
	return stay, stay.ReceiptNo, tx.TouchPerson(stay.DocIndex, unit.ID, now)
}

// declaredAgain is the declaration of somebody who stands on the roster: his own phone confirms, another is looked at.
func (r *Registry) declaredAgain(tx *store.Tx, unit models.Unit, e store.Entry, own bool, f StayFacts, who policy.Actor, now workday.Moment) (models.Stay, string, error) {
	if own {
		e.Stay.Confirm(models.HowSelf, who.UserID, now)
		return e.Stay, e.Stay.ReceiptNo, tx.SaveStay(&e.Stay)
	}
	look := &store.Request{
		No: token.NewReceipt(), Kind: "declared_again", Audience: "grid", UnitID: unit.ID, StayID: e.Stay.ID, Ancestors: unit.Ancestors,
		Body: "有人用另一个手机号登记了册里已有的人，请当面核对", Contact: f.Tenant.Phone, State: "open", FiledAt: now,
		DueAt: workday.At(r.Limits().Calendar.Add(now.Day(), r.Limits().VisitWorkingDays).End()),
	}
	return e.Stay, look.No, tx.SaveRequest(look)
}

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

// DayForm is the choice 今天 / 昨天 / 别的日子 with its three boxes.
type DayForm struct{ Choice, Y, M, D string }

// Read answers the day that was chosen, or what is wrong with it.
func (f DayForm) Read(at time.Time) (workday.Day, string) {
	today := workday.DayOf(at)
	if f.Choice != "other" && f.Y+f.M+f.D != "" {
		return 0, bothDays
	}
	switch f.Choice {
	case "", "today":
		return today, ""
	case "yesterday":
		return today - 1, ""
	case "other":
		return readDate(f.Y, f.M, f.D)
	}
	return 0, "请选哪一天"
}

// CheckOut reports that somebody left (退房登记). For 7 days either side may recall it; then the night closes it. The
// tenant is told when the landlord did it; from the day of leaving he counts no more.
func (r *Registry) CheckOut(ctx context.Context, who policy.Actor, stayRef string, form DayForm, at time.Time) error {
	return r.changeStay(ctx, who, policy.StayCheckOut, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		self := string(line.Stay.PhoneIdx) == string(who.Phone) && who.UserID != unit.OwnerID
		return r.leave(ctx, tx, who.UserID, self, unit, line, entry, form, at)
	})
}

// leave is what CheckOut does within its transaction. by is whose word it is; self says that it is the tenant's own.
func (r *Registry) leave(ctx context.Context, tx *store.Tx, by int64, self bool, unit *models.Unit, line *store.Entry, entry *models.AuditEntry, form DayForm, at time.Time) error {
	day, fault := form.Read(at)
	stay := &line.Stay
	switch {
	case fault == "" && stay.State == models.StayLeaving && stay.MovedOutOn == day && stay.LeftBy == by:
		entry.Subject = skipAudit // a second tap: it is done already
		return nil
	case fault != "":
		return models.FaultAt("moved_out", fault)
	case day < stay.MovedInOn:
		return models.FaultAt("moved_out", "搬走日期不能早于入住日期 "+stay.MovedInOn.Chinese())
	case day > workday.DayOf(at):
		return models.FaultAt("moved_out", "搬走日期不能晚于今天。还没搬的，搬走那天再登")
	case stay.State == models.StayLeaving || stay.State == models.StayClosed || stay.State == models.StayVoid:
		return models.Refuse(models.Conflict, "这一位已经办过退房，不用再办")
	}
	stay.Leave(day, by, workday.At((workday.DayOf(at) + workday.Day(r.Limits().RecallDays)).End()))
	if err := tx.SaveStay(stay); err != nil {
		return err
	}
	if err := tx.TouchPerson(stay.DocIndex, unit.ID, workday.At(at)); err != nil {
		return err
	}
	entry.Detail = "搬走日期 " + day.String()
	if self {
		return nil
	}
	return r.tellLeft(ctx, tx, *unit, *line, workday.At(at))
}

// tellLeft tells a person that somebody else has put him down as gone (R09).
func (r *Registry) tellLeft(ctx context.Context, tx *store.Tx, unit models.Unit, line store.Entry, now workday.Moment) error {
	stay := line.Stay
	if line.Tenant.Phone == "" {
		return nil
	}
	if !unit.DoorAnswers() && !unit.Claimed() {
		return nil // a home that nobody accepted yet sends first notices alone
	}
	_, err := r.queue(ctx, tx, models.Notice{
		Kind: models.KindCheckedOut, Phone: line.Tenant.Phone, Params: map[string]string{"home": unit.Label},
		Subject: "stay:" + strconv.FormatInt(stay.ID, 10), Period: "check_out:" + strconv.FormatInt(stay.Rev, 10),
		NotBefore: now, ExpiresAt: now.Add(24 * time.Hour), CreatedAt: now, UnitID: unit.ID, StayID: stay.ID,
	})
	return err
}

// RecallCheckOut undoes a check-out within its 7 days; the stay goes on as if nothing had been said, and counts as
// confirmed by whoever recalled it.
func (r *Registry) RecallCheckOut(ctx context.Context, who policy.Actor, stayRef string, at time.Time) error {
	self := r.isTenant(ctx, who, stayRef)
	return r.changeStay(ctx, who, policy.StayRecall, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		stay := &line.Stay
		if stay.State == models.StayReported || stay.State == models.StayDeclared {
			entry.Subject = skipAudit // a second tap: it is recalled already
			return nil
		}
		if !stay.Recallable(workday.At(at)) {
			return models.Refuse(models.Conflict, "已经过了 7 天，退房不能撤回。还住着的，请再登记一次")
		}
		entries, err := tx.Entries(ctx, unit.ID)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Stay.ID != stay.ID && e.Stay.TenantID == stay.TenantID && overlaps(e.Stay, stay.MovedOutOn) {
				return models.Refuse(models.Conflict, "这一位后来又登记过，不用撤回")
			}
		}
		if !self {
			said, err := leftHimself(ctx, tx, *unit, *stay)
			if err != nil {
				return err
			}
			if said { // RULES 17: the other side's word against his own is a dispute, not a recall
				return models.Refuse(models.Conflict, "房客自己说搬走了，您这边不能撤回。觉得不对，请打网格员的电话")
			}
		}
		stay.MovedOutOn, stay.LeavingUntil, stay.LeftBy = 0, 0, 0
		stay.SayStays()
		stay.State = models.StayReported
		if stay.ReportedAt.IsZero() {
			stay.State = models.StayDeclared
		}
		how := models.HowEach
		if self {
			how = models.HowSelf
		}
		stay.Confirm(how, who.UserID, workday.At(at))
		entry.Detail = "撤回退房"
		if err := tx.SaveStay(stay); err != nil {
			return err
		}
		return tx.TouchPerson(stay.DocIndex, unit.ID, workday.At(at))
	})
}

// leftHimself says whether the tenant himself said that he left. Where staff found it out nobody stands in LeftBy (left).
func leftHimself(ctx context.Context, tx *store.Tx, unit models.Unit, stay models.Stay) (bool, error) {
	if stay.LeftBy == 0 || stay.LeftBy == unit.OwnerID {
		return false, nil
	}
	user, err := tx.User(ctx, stay.LeftBy)
	if err != nil {
		return false, err
	}
	if user.Staff { // at the counter, by a slip that he signed
		return true, nil
	}
	return len(stay.PhoneIdx) > 0 && string(tx.PhoneIndex(user.Phone)) == string(stay.PhoneIdx), nil
}

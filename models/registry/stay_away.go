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

// AwayForm says from which day on somebody is away, and when he comes back: after so many days, or on a day.
type AwayForm struct {
	From DayForm
	Days string // 10, 20, 30, 60, or other
	Back DayForm
}

// read answers the days of an absence, or what is wrong at which field.
func (f AwayForm) read(s models.Stay, at time.Time) (from, to workday.Day, err error) {
	today := workday.DayOf(at)
	from, fault := f.From.Read(at)
	if fault != "" {
		return 0, 0, models.FaultAt("away", fault)
	}
	if n, convErr := strconv.Atoi(f.Days); convErr == nil && n > 0 {
		to = from + workday.Day(n)
	} else if f.Days != "other" {
		return 0, 0, models.FaultAt("back", "请选大概哪天回来")
	} else if to, fault = readDate(f.Back.Y, f.Back.M, f.Back.D); fault != "" {
		return 0, 0, models.FaultAt("back", fault)
	}
	if field, fault := awayFault(s, from, to, today); fault != "" {
		return 0, 0, models.FaultAt(field, fault)
	}
	return from, to, nil
}

// awayFault says what is wrong with an absence of a stay and at which field, whoever says it (RULES 48).
func awayFault(s models.Stay, from, to, today workday.Day) (field, fault string) {
	if from < s.MovedInOn {
		return "away", "离开的日子不能早于入住日期 " + s.MovedInOn.Chinese()
	}
	if last := today + models.MostAwayAhead; from > last {
		return "away", "离开的日子太远，最晚写 " + last.ChineseFull() + "。更晚的到时候再记"
	}
	if fault := models.AwayFault(from, to); fault != "" {
		return "back", fault
	}
	if to <= today {
		return "back", "回来的日子已经过了。人回来了，点“回来了”"
	}
	return "", ""
}

// SayAway records that somebody is away for a while (暂离, RULES 48): in that time nobody asks for him, nobody visits for
// him, and he stays on the roster. Errors: Invalid at away or back, Conflict.
func (r *Registry) SayAway(ctx context.Context, who policy.Actor, stayRef string, form AwayForm, at time.Time) error {
	said := models.SaidOwner
	if r.isTenant(ctx, who, stayRef) {
		said = models.SaidSelf
	}
	return r.changeStay(ctx, who, policy.StayAway, stayRef, at, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		stay := &line.Stay
		if stay.Over(workday.DayOf(at)) || stay.State == models.StayLeaving {
			return models.Refuse(models.Conflict, "这一位已经办过退房，不用写暂离")
		}
		from, to, err := form.read(*stay, at)
		if err != nil {
			return err
		}
		stay.GoAway(from, to, said)
		entry.Detail = "暂离 " + from.String() + " 到 " + to.String()
		return tx.SaveStay(stay)
	})
}

// ComeBack ends an absence today: the person is there, which confirms the stay.
func (r *Registry) ComeBack(ctx context.Context, who policy.Actor, stayRef string, at time.Time) error {
	how := models.HowEach
	if r.isTenant(ctx, who, stayRef) {
		how = models.HowSelf
	}
	return r.changeStay(ctx, who, policy.StayAway, stayRef, at, func(tx *store.Tx, _ *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		today := workday.DayOf(at)
		if line.Stay.Over(today) {
			return models.Refuse(models.Conflict, "这一位已经搬走了。要是又住回来，请再登记一次")
		}
		line.Stay.ComeBack(today)
		if line.Stay.Reported(workday.At(at)) {
			line.Stay.Confirm(how, who.UserID, workday.At(at))
		}
		entry.Detail = "回来了"
		return tx.SaveStay(&line.Stay)
	})
}

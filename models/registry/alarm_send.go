package registry

import (
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/segment"
	"anju/models/store"
	"anju/models/workday"
)

// AlarmOutlook is what an emergency would do, before it is sent.
type AlarmOutlook struct {
	Area            models.Area
	Text            string
	Segments        int
	Numbers, Homes  int
	People          int
	Without         int // numbers that are not known any more
	Unphoned        int // rooms in which people live and for which no number is known at all
	Waits           string
	Earlier         store.CampaignRow // the same within the hour to this area, one around it or one in it; zero when there was none
	EarlierByMyself bool
}

// alarmAgain is how long an alarm counts as having just been sent.
const alarmAgain = time.Hour

// LookAheadAlarm counts whom an emergency would reach: every number in an area of the officer's own. NotFound for others.
func (r *Registry) LookAheadAlarm(ctx context.Context, who policy.Actor, kind, areaCode string, at time.Time) (o AlarmOutlook, err error) {
	now := workday.At(at)
	if !slices.Contains(r.Texts.AlarmKinds(), kind) {
		return o, models.ErrNotFound
	}
	if o.Area, err = r.ownArea(ctx, who, policy.AlarmSend, areaCode, now); err != nil {
		return o, err
	}
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return o, err
	}
	o.Text, _ = texts.Render(kind, nil)
	o.Segments = segment.Count(o.Text)
	if o.Waits, err = r.alarmWaits(ctx, kind); err != nil {
		return o, err
	}
	f, err := r.forecast(ctx, alarmOf(texts, kind, o.Area, who, now), o.Area, at)
	if err != nil {
		return o, err
	}
	o.Numbers, o.Without = f.Fit, f.Missed[models.ReasonNoNumber]
	heads, err := r.heads(ctx, only(o.Area), now.Day())
	o.Homes = len(heads)
	for _, h := range heads {
		o.People += h.People
	}
	if err != nil {
		return o, err
	}
	if o.Unphoned, err = r.unphoned(ctx, only(o.Area), now.Day()); err != nil {
		return o, err
	}
	o.Earlier, err = r.Store.AlarmNear(ctx, kind, o.Area, recordOf(o.Area).AreaIDs, now.Add(-alarmAgain))
	o.EarlierByMyself = o.Earlier.MadeBy == who.UserID
	return o, err
}

// unphoned counts the rooms whose people can be warned at the door alone.
func (r *Registry) unphoned(ctx context.Context, scope policy.Scope, day workday.Day) (int, error) {
	rows, err := r.Store.ListUnphoned(ctx, scope, scope, day, MostMissed)
	return len(roomsOf(rows)), err
}

func alarmOf(texts models.Texts, kind string, area models.Area, who policy.Actor, now workday.Moment) models.Campaign {
	return models.Campaign{Kind: kind, WordingMark: markOf(texts, kind), AreaID: area.ID, Audience: models.Audience{Role: models.AudienceBoth}, State: models.CampaignRunning,
		MadeBy: who.UserID, MadeAt: now, ApprovedBy: who.UserID, ApprovedAt: now, BeganAt: now}
}

// alarmWaits says why an emergency would not leave at all.
func (r *Registry) alarmWaits(ctx context.Context, kind string) (string, error) {
	on, err := r.SendingOn(ctx)
	if err != nil {
		return "", err
	}
	if !on {
		return "短信的总开关关着", nil
	}
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return "", err
	}
	return r.canLeave(ctx, texts, kind, markOf(texts, kind))
}

// SendAlarm warns everybody in an area of the officer's own of an emergency: at any hour, before everything else, outside
// caps and opt-outs. The officer on duty gives the code again; nobody else is asked. It answers the ref of the alarm. What
// cannot be put in the outbox at once the campaign job puts there within a minute. Errors: NotFound, Invalid at totp, kind,
// area, or at send when no text would leave, or the same went out just now (SendAlarmAgain).
func (r *Registry) SendAlarm(ctx context.Context, who policy.Actor, kind, areaCode, once string, at time.Time) (ref string, err error) {
	return r.sendAlarm(ctx, who, kind, areaCode, "", once, at)
}

func (r *Registry) sendAlarm(ctx context.Context, who policy.Actor, kind, areaCode, seen, once string, at time.Time) (ref string, err error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.AlarmSend, now); err != nil {
		return "", err
	}
	if !slices.Contains(r.Texts.AlarmKinds(), kind) {
		return "", models.FaultAt("kind", "请选出了什么事")
	}
	area, err := r.ownArea(ctx, who, policy.AlarmSend, areaCode, now)
	if models.IsKind(err, models.NotFound) {
		return "", models.FaultAt("area", "请选通知哪个范围，只能选您管的")
	}
	if err == nil {
		err = mayFresh(who, policy.AlarmSend, recordOf(area), now, notOnAWalk, ErrCampaignNotFresh)
	}
	if err != nil {
		return "", err
	}
	if why, err := r.alarmWaits(ctx, kind); err != nil || why != "" {
		if err != nil {
			return "", err
		}
		return "", models.FaultAt("send", "短信现在发不出去："+why+"。请马上打电话、上门、用喇叭通知，再找管理员")
	}
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return "", err
	}
	c := alarmOf(texts, kind, area, who, now)
	err = r.errand(ctx, who, policy.AlarmSend, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		isFresh, earlier, err := tx.Once(once, who.UserID, "", now)
		if err != nil || !isFresh {
			ref, entry.Subject = earlier, skipAudit
			return err
		}
		c.ID = 0 // the errand may run again
		if err := notTwice(ctx, tx, kind, area, seen, now); err != nil {
			return err
		}
		if err := tx.AddCampaign(&c); err != nil {
			return err
		}
		ref = c.Ref
		entry.Subject, entry.RefID, entry.Detail = "campaign", c.ID, kind+" "+area.Code
		return tx.OnceResult(once, ref)
	})
	if err != nil || c.ID == 0 {
		return ref, err
	}
	r.beginNow(ctx, c, at)
	return ref, nil
}

package registry

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

const (
	lookHour   = time.Hour
	lookFive   = 5 * time.Minute
	recount    = 1  // days before today whose texts are counted each time
	recountAll = 31 // and once a day: receipts come for days
)

// Vitals are how the sending goes now. It reads counters, and the ends of indexes: what it costs does not grow with the
// outbox.
func (r *Registry) Vitals(ctx context.Context, who policy.Actor, at time.Time) (v models.Vitals, err error) {
	if err := policy.May(who, policy.SMSWatch, policy.Record{}, workday.At(at)); err != nil {
		return v, err
	}
	if v.On, err = r.SendingOn(ctx); err != nil {
		return v, err
	}
	if v.Waiting, err = r.Store.WaitingTexts(ctx); err != nil {
		return v, err
	}
	if v.WaitSince, err = r.waitSince(ctx, v.Waiting, at); err != nil {
		return v, err
	}
	if v.OldestLease, err = r.Store.OldestLease(ctx); err != nil {
		return v, err
	}
	today := workday.DayOf(at)
	days, err := r.Store.ListNoticeDays(ctx, policy.Scope{All: true}, today, today)
	if err != nil {
		return v, err
	}
	for _, d := range days {
		if d.State == models.NoticeFailed {
			v.DeadToday += d.Texts
		}
	}
	return v, r.wayVitals(ctx, &v)
}

// Alerts are the limits that are reached now.
func (r *Registry) Alerts(ctx context.Context, who policy.Actor, at time.Time) ([]models.Alert, error) {
	v, err := r.Vitals(ctx, who, at)
	if err != nil {
		return nil, err
	}
	return r.AlertsOf(v, at), nil
}

// AlertsOf are the limits that are reached by these vitals.
func (r *Registry) AlertsOf(v models.Vitals, at time.Time) []models.Alert {
	return models.Alerts(v, r.AlertLimits, r.CarrierName, workday.At(at), workday.At(r.Real()))
}

// CarrierName is a way out as people call it.
func (r *Registry) CarrierName(way string) string {
	for _, c := range r.Carriers {
		if c.Key == way {
			return c.Name
		}
	}
	return way
}

// waitSince is, by category, since when the oldest text could leave and does not. What was put back because every way is
// closed goes on waiting; what is judged to be for a later hour does not.
func (r *Registry) waitSince(ctx context.Context, waiting []models.WaitingTexts, at time.Time) (map[string]workday.Moment, error) {
	since := map[string]workday.Moment{}
	note := func(category string, from workday.Moment) {
		if old, known := since[category]; !known || from < old {
			since[category] = from
		}
	}
	for _, w := range waiting {
		if w.State != models.NoticeQueued {
			continue
		}
		now := workday.At(at)
		if w.Category == models.CategoryCode {
			now = max(now, workday.At(r.Real()))
		}
		due, err := r.Store.OldestDue(ctx, w.Category, now)
		if err != nil {
			return nil, err
		}
		if due.Category != "" {
			note(w.Category, windowStart(r.Limits(), w.Category, max(due.NotBefore, due.CreatedAt).Time()))
		}
	}
	back, err := r.Store.OldestPutBack(ctx)
	for _, b := range back {
		note(b.Category, windowStart(r.Limits(), b.Category, b.CreatedAt.Time()))
	}
	return since, err
}

// wayVitals looks at each way out by itself.
func (r *Registry) wayVitals(ctx context.Context, v *models.Vitals) error {
	breakers, err := r.Store.Breakers(ctx)
	if err != nil {
		return err
	}
	open, err := r.Store.OpenCalls(ctx)
	if err != nil {
		return err
	}
	for _, name := range r.Ways {
		w := models.WayVitals{Name: name}
		if b, is := breakers[gatewayBreaker(name)]; is && b.State != store.BreakerClosed {
			w.Stopped = stoppedBy(b, name, "")
		}
		if at := slices.IndexFunc(open, func(o models.OpenCalls) bool { return o.Gateway == name }); at >= 0 {
			w.Open = open[at]
		}
		if err := r.wayCalls(ctx, &w); err != nil {
			return err
		}
		v.Ways = append(v.Ways, w)
	}
	for name, b := range breakers {
		if gateway, kind, is := strings.Cut(strings.TrimPrefix(name, "template:"), ":"); is && strings.HasPrefix(name, "template:") && b.State != store.BreakerClosed {
			v.Templates = append(v.Templates, *stoppedBy(b, gateway, kind))
		}
	}
	slices.SortFunc(v.Templates, func(a, b models.Stopped) int { return strings.Compare(a.Gateway+":"+a.Kind, b.Gateway+":"+b.Kind) })
	return nil
}

func stoppedBy(b store.Breaker, gateway, kind string) *models.Stopped {
	return &models.Stopped{Gateway: gateway, Kind: kind, Why: b.Reason, Since: b.OpenedAt, Next: b.RetryAt, Trying: b.State == store.BreakerHalf}
}

func (r *Registry) wayCalls(ctx context.Context, w *models.WayVitals) (err error) {
	real := workday.At(r.Real())
	if w.Hour, err = r.Store.CallsSince(ctx, w.Name, models.CallKinds, real.Add(-lookHour)); err != nil {
		return err
	}
	five, err := r.Store.CallsSince(ctx, w.Name, []string{string(models.SentAccepted)}, real.Add(-lookFive))
	if err != nil {
		return err
	}
	w.Five = five[string(models.SentAccepted)]
	if w.LastOK, err = r.Store.LastCall(ctx, w.Name, string(models.SentAccepted)); err != nil {
		return err
	}
	for _, kind := range models.Refused {
		last, err := r.Store.LastCall(ctx, w.Name, kind)
		if err != nil {
			return err
		}
		if last > w.LastBad {
			w.LastBad, w.BadKind = last, models.Sent(kind)
		}
	}
	return nil
}

// Watched is what a look at the sending found to be new.
type Watched struct{ Raised, Cleared []string }

const alertsKept = "sms_alerts"

// WatchSending counts the texts of the last days anew, judges the alerts, and says which of them are new and which are over:
// to one caller alone, whichever node it is. Examined are the days counted.
func (r *Registry) WatchSending(ctx context.Context, who policy.Actor, at time.Time) (tally Tally, seen Watched, err error) {
	if err := policy.May(who, policy.NoticeSend, policy.Record{}, workday.At(at)); err != nil {
		return tally, seen, err
	}
	if tally.Examined, err = r.countDays(ctx, workday.DayOf(at)); err != nil {
		return tally, seen, err
	}
	alerts, err := r.Alerts(ctx, who, at)
	if err != nil {
		return tally, seen, err
	}
	var keys []string
	for _, a := range alerts {
		keys = append(keys, a.Key)
	}
	err = r.Store.InTx(ctx, func(tx *store.Tx) error {
		seen = Watched{}
		before, err := tx.LockSetting(alertsKept)
		if err != nil {
			return err
		}
		old := strings.Fields(before)
		seen.Raised = keep(keys, func(k string) bool { return !slices.Contains(old, k) })
		seen.Cleared = keep(old, func(k string) bool { return !slices.Contains(keys, k) })
		if len(seen.Raised)+len(seen.Cleared) == 0 {
			return nil
		}
		return tx.SaveSetting(alertsKept, strings.Join(keys, " "))
	})
	return tally, seen, err
}

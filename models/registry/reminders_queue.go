package registry

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// reminderPage is how many flags are read at once; each page is sorted anew.
const reminderPage = 5000

// reminder is one text that a day asks for.
type reminder struct {
	kind, period string
	about        string // what it is about, where that is neither the stay nor the home
	unit         models.Unit
	stayID       int64
	phone        string
	vouched      workday.Moment // when somebody last said that the phone's stay goes on
	params       map[string]string
	with         []reminder     // other homes of which this text speaks too
	until        workday.Moment // after which the text is no longer true; 0 = a day
}

// QueueReminders queues the registration reminders of a day: R01 on the last day of the limit, R02 when B01 has opened,
// R03 at level 2, R05 and R06 when B05 has opened, R07 before a lease ends, R08 when B07 has opened, R10 when B09 has
// (DOMAIN B30, RULES 27, 37). A home off the market hears nothing (B27). One reminder a day to a number, homes of which
// the same is to be said in one; what does not fit today goes on another day, once. It changes no flag.
func (r *Registry) QueueReminders(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var tally Tally
	wanted, err := r.remindersFor(ctx, at)
	if err != nil {
		return tally, err
	}
	tally.Examined = len(wanted)
	if wanted, err = r.merge(ctx, wanted); err != nil {
		return tally, err
	}
	for _, w := range wanted {
		added := false
		err := r.errand(ctx, who, policy.NoticeSend, at, func(tx *store.Tx, entry *models.AuditEntry) error {
			entry.Subject = skipAudit
			if err := policy.May(who, policy.NoticeSend, policy.Record{}, workday.At(at)); err != nil {
				return err
			}
			var err error
			if added, err = r.queueReminder(ctx, tx, w, at); added {
				entry.Subject, entry.RefID, entry.UnitID, entry.StayID, entry.Detail = "notice", 0, w.unit.ID, w.stayID, w.kind
			}
			return err
		})
		if err != nil {
			return tally, err
		}
		if added {
			tally.Queued++
		}
	}
	return tally, nil
}

func (r *Registry) queueReminder(ctx context.Context, tx *store.Tx, w reminder, at time.Time) (bool, error) {
	if w.phone == "" {
		return false, nil
	}
	now := workday.At(at)
	leaves := windowStart(r.Limits(), models.CategoryReminder, at).Day() // what is queued in the evening counts on the next day
	sent, err := tx.NoticesOn(ctx, w.phone, models.CategoryReminder, leaves)
	if err != nil || sent >= int64(r.Limits().RemindersADay) {
		return false, err
	}
	if w.until == 0 {
		w.until = now.Add(24 * time.Hour)
	}
	n := models.Notice{
		Kind: w.kind, Phone: w.phone, Params: w.params, Subject: w.subject(), Period: w.period,
		NotBefore: now, ExpiresAt: w.until, CreatedAt: now, UnitID: w.unit.ID, StayID: w.stayID,
	}
	added, err := r.queue(ctx, tx, n)
	if err != nil || !added {
		return added, err
	}
	return true, keepMerged(tx, w, n)
}

func (r *Registry) remindersFor(ctx context.Context, at time.Time) ([]reminder, error) {
	wanted, err := r.dueSoon(ctx, at)
	if err != nil {
		return nil, err
	}
	ending, err := r.leaseEnding(ctx, at)
	if err != nil {
		return nil, err
	}
	wanted = append(wanted, ending...)
	rules := slices.Sorted(maps.Keys(reminding))
	var after store.FlagPlace
	for {
		rows, err := r.Store.ListFlags(ctx, policy.Scope{All: true}, store.Queue{Rules: rules, After: after, N: reminderPage})
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			return toNewestPhone(wanted), nil
		}
		unsaid, err := r.unsaid(ctx, rows)
		if err != nil {
			return nil, err
		}
		for _, row := range unsaid {
			more, err := r.forFlag(ctx, row.Flag, at)
			if err != nil {
				return nil, err
			}
			wanted = append(wanted, more...)
		}
		last := rows[len(rows)-1]
		after = store.FlagPlace{DueAt: last.DueAt, ID: last.ID}
	}
}

// dueSoon is B02: on the last day of the limit the landlord hears how many are still to be reported, one text a home.
func (r *Registry) dueSoon(ctx context.Context, at time.Time) ([]reminder, error) {
	now := workday.At(at)
	stays, err := r.Store.UnreportedSince(ctx, now.Day()-40) // longer than any limit with its holidays
	if err != nil {
		return nil, err
	}
	counts := map[int64]int{}
	var order []int64
	for _, s := range stays {
		due := UnregisteredDueOf(s, r.Limits())
		if s.State == models.StayReturned { // the landlord has answered: it is the grid's turn
			continue
		}
		if s.Foreign || s.Reported(now) || !s.LivesOn(now.Day()) || due <= now || due.Add(-24*time.Hour) > now {
			continue
		}
		if counts[s.UnitID] == 0 {
			order = append(order, s.UnitID)
		}
		counts[s.UnitID]++
	}
	var wanted []reminder
	for _, id := range order {
		unit, phone, err := r.landlord(ctx, id)
		if err != nil {
			return nil, err
		}
		if unit.Delisted() {
			continue // off the market: reminders stop (B27)
		}
		wanted = append(wanted, reminder{kind: "R01", period: now.Day().String(), unit: unit, phone: phone, params: map[string]string{
			"home": unit.Label, "n": strconv.Itoa(counts[id]), "date": shortDay(now.Day())}, until: workday.At(now.Day().End())})
	}
	return wanted, nil
}

// UnregisteredDueOf is when B01 opens on a stay.
func UnregisteredDueOf(s models.Stay, limits models.Limits) workday.Moment {
	return models.UnregisteredDue(s.MovedInOn, limits)
}

// landlord is the unit and the phone of whoever keeps its roster.
func (r *Registry) landlord(ctx context.Context, unitID int64) (models.Unit, string, error) {
	unit, err := r.Store.UnitByID(ctx, unitID)
	if err != nil {
		return unit, "", err
	}
	owner, err := r.Store.User(ctx, unit.OwnerID)
	if models.IsKind(err, models.NotFound) {
		return unit, "", nil
	}
	return unit, owner.Phone, err
}

// telephone is whom a landlord of this unit calls: the grid worker, or the post.
func (r *Registry) telephone(ctx context.Context, unit models.Unit) (string, error) {
	line, err := r.Store.Above(ctx, unit)
	if err != nil {
		return "", err
	}
	for i := len(line) - 1; i >= 0; i-- {
		if line[i].WorkerPhone != "" {
			return line[i].WorkerPhone, nil
		}
		if line[i].PostPhone != "" {
			return line[i].PostPhone, nil
		}
	}
	return "12345", nil
}

// shortDay is a date in a text, without the spaces of a page.
func shortDay(d workday.Day) string { return strings.ReplaceAll(d.Chinese(), " ", "") }

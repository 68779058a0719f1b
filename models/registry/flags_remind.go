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

// mostReminded is how many flags one reminder speaks of.
const mostReminded = 100

// Reminded is what reminding landlords by hand comes to.
type Reminded struct {
	Flags  int // that a text asks about
	Silent int // about which no text can ask a landlord, or whose landlord has no phone
	Texts  int // of which one goes to a landlord, his homes together
	Sent   int // of them those that were queued: whoever had his reminder today gets none more
}

// RemindersLeave is when a reminder leaves that is queued at a moment: at once, or when its hours begin (RULES 45).
func (r *Registry) RemindersLeave(at time.Time) workday.Moment {
	return windowStart(r.Limits(), models.CategoryReminder, at)
}

// CountReminders says what reminding the landlords of some flags would come to, before it is done. Flags that the actor may
// not see, and closed ones, are left out. Errors: Invalid when nothing is ticked, or too much.
func (r *Registry) CountReminders(ctx context.Context, who policy.Actor, refs []string, at time.Time) (Reminded, error) {
	texts, done, err := r.byHand(ctx, who, refs, at)
	done.Texts = len(texts)
	return done, err
}

// RemindLandlords texts the landlords of some flags, each once, within the caps of his number. The same home is spoken of
// once a day, however often somebody ticks it.
func (r *Registry) RemindLandlords(ctx context.Context, who policy.Actor, refs []string, at time.Time) (Reminded, error) {
	texts, done, err := r.byHand(ctx, who, refs, at)
	if err != nil {
		return done, err
	}
	done.Texts = len(texts)
	err = r.errand(ctx, who, policy.FlagRemind, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		done.Sent = 0
		for _, w := range texts {
			added, err := r.queueReminder(ctx, tx, w, at)
			if err != nil {
				return err
			}
			if added {
				done.Sent++
			}
		}
		entry.Subject, entry.Detail = "notice", "一起提醒户主 "+strconv.Itoa(done.Sent)+" 条"
		return nil
	})
	return done, err
}

// byHand are the texts to landlords that some flags ask for.
func (r *Registry) byHand(ctx context.Context, who policy.Actor, refs []string, at time.Time) ([]reminder, Reminded, error) {
	now := workday.At(at)
	var done Reminded
	if err := policy.MayEnter(who, policy.FlagRemind, now); err != nil {
		return nil, done, err
	}
	if len(refs) == 0 || len(refs) > mostReminded {
		return nil, done, models.Refuse(models.Invalid, "请在待办里勾几件，一次最多 "+strconv.Itoa(mostReminded)+" 件")
	}
	scope := policy.ScopeOf(who, policy.FlagRemind, now)
	var wanted []reminder
	for _, ref := range refs {
		row, err := r.Store.FlagByRef(ctx, scope, ref)
		if models.IsKind(err, models.NotFound) || err == nil && !row.Open() {
			continue
		}
		if err != nil {
			return nil, done, err
		}
		asks := row.Flag
		asks.Level = 1 // the words of the first reminder, whatever step it has come to
		texts, err := r.forFlag(ctx, asks, at)
		if err != nil {
			return nil, done, err
		}
		told := false
		for _, w := range texts {
			if w.stayID == 0 && w.about == "" && w.phone != "" { // to the landlord; the tenant is asked by the night
				w.period, told = "hand "+now.Day().String(), true
				wanted = append(wanted, w)
			}
		}
		if told {
			done.Flags++
		} else {
			done.Silent++
		}
	}
	texts, err := r.merge(ctx, perLandlord(wanted))
	return texts, done, err
}

// perLandlord keeps of each landlord the first text and those that say the same: he gets one reminder a day.
func perLandlord(wanted []reminder) []reminder {
	kinds, homes := map[string]string{}, map[string]bool{}
	var kept []reminder
	for _, w := range wanted {
		if kinds[w.phone] == "" {
			kinds[w.phone] = w.kind
		}
		home := w.phone + w.subject()
		if kinds[w.phone] == w.kind && !homes[home] {
			homes[home] = true
			kept = append(kept, w)
		}
	}
	return kept
}

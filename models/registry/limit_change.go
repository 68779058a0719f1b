package registry

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/store"
	"anju/models/workday"
)

// limitsJudged is the setting by whose lock one change of a limit is approved after the other: two numbers that make sense
// each by itself may not do so together.
const limitsJudged = "limits_judged"

// LimitForm is another number for a limit as somebody typed it.
type LimitForm struct {
	Name    string // report_working_days
	Back    bool   // the number of the files counts again; then only Reason is read
	Value   string // a number, a time of day, or square metres
	Source  string // law, rule or document
	DocNo   string
	DocDate string // YYYY-MM-DD
	Reason  string
}

// ProposeLimit asks for another number for a limit, or for that of the files again. Nothing changes before another administrator
// approves it. Errors: NotFound for what is no limit here; Invalid at value, source, doc_no, doc_date or reason, at value also
// where the number makes no sense or a law forbids it; Conflict while another change of it waits.
func (r *Registry) ProposeLimit(ctx context.Context, who policy.Actor, f LimitForm, once string, at time.Time) error {
	if err := policy.May(who, policy.LimitPropose, policy.Record{}, workday.At(at)); err != nil {
		return err
	}
	if err := r.ReadRules(ctx); err != nil {
		return err
	}
	now, base := r.Rules.Profile(), r.Rules.Base()
	limit, known := now.Limit(f.Name)
	if !known {
		return models.ErrNotFound
	}
	c := models.LimitChange{Place: now.Key, Name: f.Name, Was: now.Numbers[f.Name].Value, Back: f.Back, Reason: strings.TrimSpace(f.Reason),
		State: models.LimitWaiting, MadeBy: who.UserID, MadeAt: workday.At(at)}
	if err := readLimit(&c, f, now, base, limit.Legal, workday.DayOf(at)); err != nil {
		return err
	}
	return r.errand(ctx, who, policy.LimitPropose, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		fresh, _, err := tx.Once(once, who.UserID, "", workday.At(at))
		if err != nil || !fresh {
			entry.Subject = skipAudit
			return err
		}
		before, err := tx.LimitChanges(ctx, c.Place)
		if err != nil {
			return err
		}
		next := c // the errand may run again
		for _, b := range before {
			if b.Name == c.Name {
				next.Version = b.Version
				if b.State == models.LimitWaiting {
					return errLimitWaits
				}
			}
		}
		next.Version++
		added, err := tx.AddLimitChange(&next)
		if err == nil && !added {
			err = errLimitWaits
		}
		entry.Subject, entry.Detail = "limit", limitDetail(next)
		return err
	})
}

var errLimitWaits = models.Refuse(models.Conflict, "这个数已经有一个改法在等批准。先批准、不批准或者撤回那一个")

func readLimit(c *models.LimitChange, f LimitForm, now, base *profile.Profile, legal bool, today workday.Day) error {
	var faults models.Faults
	collect := func(err error) {
		if e := models.AsError(err); e != nil {
			faults = append(faults, e.Faults...)
		}
	}
	if f.Back {
		if own, is := now.Own[c.Name]; !is || own.Change == nil {
			return models.FaultAt("reason", "这个数没有改过，现在就是程序和规定文件里的")
		}
		c.Value = base.Numbers[c.Name].Value
	} else {
		c.Source, c.DocNo = strings.TrimSpace(f.Source), strings.TrimSpace(f.DocNo)
		var err error
		if c.DocDate, err = workday.ParseDay(strings.TrimSpace(f.DocDate)); err != nil && strings.TrimSpace(f.DocDate) != "" {
			faults.Add("doc_date", err.Error())
		}
		if c.Value, err = profile.ReadValue(c.Name, strings.TrimSpace(f.Value)); err != nil {
			collect(err)
		} else if c.Value == c.Was {
			faults.Add("value", "和现在的数一样，不用改")
		} else {
			collect(now.Try(base, *c))
		}
	}
	collect(c.Judge(legal, today))
	if f.Back && len(faults) == 0 {
		collect(now.Try(base, *c))
	}
	return faults.Err()
}

// StepLimit approves or refuses a change that another administrator proposed, or withdraws one's own. What was approved is in
// force in this process at once, in the others within a minute, and every home is judged anew. Errors: NotFound, Conflict where
// the change is past it, Forbidden for one's own, Invalid at answer for a refusal without a word, at value where the number fits
// no more, at approve where both accounts may be one person's.
func (r *Registry) StepLimit(ctx context.Context, who policy.Actor, name string, version int, step, answer string, at time.Time) error {
	act := policy.LimitAgree
	if step == models.LimitWithdraw {
		act = policy.LimitPropose
	}
	if err := policy.May(who, act, policy.Record{}, workday.At(at)); err != nil {
		return err
	}
	base := r.Rules.Base()
	err := r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if _, err := tx.LockSetting(limitsJudged); err != nil {
			return err
		}
		c, err := tx.LockLimitChange(base.Key, name, version)
		if err != nil {
			return err
		}
		if c.Done(step, who.UserID) {
			entry.Subject = skipAudit
			return nil
		}
		if err := c.Step(step, who.UserID, strings.TrimSpace(answer), workday.At(at)); err != nil {
			return err
		}
		if c.State == models.LimitApproved {
			if err := secondPerson(ctx, &tx.Reader, who.UserID, c.MadeBy, c.MadeAt, workday.At(at)); err != nil {
				return err
			}
			now, err := profileNow(ctx, &tx.Reader, base)
			if err == nil {
				err = now.Try(base, c)
			}
			if err != nil {
				return err
			}
		}
		entry.Subject, entry.RefID, entry.Detail = "limit", c.ID, step+" "+limitDetail(c)
		return tx.SaveLimitChange(c)
	})
	if err != nil {
		return err
	}
	return r.ReadRules(ctx)
}

// limitDetail tells a change in the audit.
func limitDetail(c models.LimitChange) string {
	words := fmt.Sprintf("%s 第 %d 次 %d→%d", c.Name, c.Version, c.Was, c.Value)
	if c.Back {
		words += " 改回"
	}
	return words
}

// LimitMoves is how many open deadlines would fall on another moment by a change that waits.
func (r *Registry) LimitMoves(ctx context.Context, who policy.Actor, c models.LimitChange, at time.Time) (int, error) {
	if err := policy.MayEnter(who, policy.LimitAgree, workday.At(at)); err != nil {
		return 0, err
	}
	return r.moved(ctx, r.Rules.Profile().Put(c).Limits(), at)
}

package registry

import (
	"context"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/store"
	"anju/models/workday"
)

// rulesJudged is the setting that keeps by which state of the rules every home was made due.
const rulesJudged = "rules_judged"

// duePage is how many homes one transaction makes due.
const duePage = 5000

// ReadRules puts in force what administrators changed, here or in another process of the same database. Every process calls
// it at its start and by its tick, the flag job before it judges. After an error the rules stay as they are.
func (r *Registry) ReadRules(ctx context.Context) error {
	return r.Rules.Renew(func(base *profile.Profile) (*profile.Profile, error) {
		return profileNow(ctx, r.Store.Reader, base)
	})
}

// profileNow is the profile of the files with what the database has instead.
func profileNow(ctx context.Context, from *store.Reader, base *profile.Profile) (*profile.Profile, error) {
	years, err := from.HolidayYears(ctx)
	if err != nil {
		return nil, err
	}
	changes, err := from.LimitChanges(ctx, base.Key)
	if err != nil {
		return nil, err
	}
	return base.With(years, changes)
}

// DueByRules makes every home due once the rules are others than those it was judged by, whether a file changed or an
// administrator changed them, some at a time; a run that was cut off begins anew (DESIGN 2 row 5').
func (r *Registry) DueByRules(ctx context.Context, who policy.Actor, at time.Time) error {
	now := workday.At(at)
	if err := policy.May(who, policy.FlagRaise, policy.Record{}, now); err != nil {
		return err
	}
	if err := r.ReadRules(ctx); err != nil {
		return err
	}
	mark := r.Rules.Profile().Mark
	judged, err := r.Store.Setting(ctx, rulesJudged)
	if err != nil || judged == mark {
		return err
	}
	homes := 0
	for after := int64(0); ; {
		ids, err := r.Store.UnitIDs(ctx, after, duePage)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.DueUnitsNow(ids, now) }); err != nil {
			return err
		}
		after, homes = ids[len(ids)-1], homes+len(ids)
	}
	return r.errand(ctx, who, policy.FlagRaise, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Subject, entry.Detail = "rules", fmt.Sprintf("%s homes %d", mark, homes)
		if homes == 0 {
			entry.Subject = skipAudit
		}
		return tx.SaveSetting(rulesJudged, mark)
	})
}

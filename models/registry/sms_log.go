package registry

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// NoticeCounts are the texts of the last days by state: those at their end as last counted, those that are not as they are
// now, however old.
func (r *Registry) NoticeCounts(ctx context.Context, who policy.Actor, days int, at time.Time) (map[string]int, error) {
	if err := policy.May(who, policy.SMSWatch, policy.Record{}, workday.At(at)); err != nil {
		return nil, err
	}
	today := workday.DayOf(at)
	counted, err := r.Store.ListNoticeDays(ctx, policy.Scope{All: true}, today-workday.Day(days)+1, today)
	if err != nil {
		return nil, err
	}
	waiting, err := r.Store.WaitingTexts(ctx)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, d := range counted {
		counts[d.State] += d.Texts
	}
	for _, state := range []string{models.NoticeQueued, models.NoticeHeld, models.NoticeSending} {
		counts[state] = 0
	}
	for _, w := range waiting {
		counts[w.State] += w.N
	}
	return counts, nil
}

// NewestText is the ref of the newest text to a number, "" when there is none. The number is put down nowhere; that
// somebody looked for one is, found or not: whether a phone stands in the register is nobody's curiosity.
func (r *Registry) NewestText(ctx context.Context, who policy.Actor, phone string, at time.Time) (ref string, err error) {
	err = r.errand(ctx, who, policy.SMSFind, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.SMSFind, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		page, err := tx.ListNoticeLog(ctx, policy.Scope{All: true}, store.NoticeLog{PhoneIdx: tx.PhoneIndex(phone), N: 1})
		if err != nil {
			return err
		}
		entry.Subject, entry.Detail = "notice", "按号码找短信"
		for _, n := range page.Notices {
			ref, entry.RefID = n.Ref, n.ID
		}
		return nil
	})
	return ref, err
}

package registry

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Machinery ends by the real clock, whatever time the job judges: what a browser or a form keeps.
const (
	onceKept   = 30 * 24 * time.Hour // a form sent twice counts once; nobody keeps a page open longer
	codeKept   = 24 * time.Hour      // after the code has died
	draftKept  = 30 * 24 * time.Hour // a campaign that was never handed in
	limitsKept = 3 * 24 * time.Hour  // no limit looks back further than a day
	// A file for the police that nobody answered for so long is gone, and who stands in it goes out anew.
	handoverDays = 90
)

// purgePage is how many rows one transaction erases.
const purgePage = 1000

// fate is what becomes of one kind of what is kept.
type fate struct {
	kind   string // of the store
	words  string // in the certificate
	before workday.Moment
}

// fates are in the order in which one thing lets go of another: a session holds its account, an account
// the consents of its phone.
func (r *Registry) fates(now workday.Moment) []fate {
	real := workday.At(r.Real())
	days := func(n int) workday.Moment { return now.Add(-time.Duration(n) * 24 * time.Hour) }
	l := r.Limits()
	return []fate{
		{"drafts", "草稿", now},
		{"import_parts", "导入的表", real},
		{"import_looks", "导入的样子", real},
		{"imports", "导入记录", days(l.LogDays)},
		{"proofs", "尽责凭证", days(l.LogDays)},
		{"answers", "回信", days(l.TextDays)},
		{"inbound", "回信记录", days(l.LogDays)},
		{"receipts", "短信回执", days(l.TextDays)},
		{"hand_rows", "没有回执的移交", days(handoverDays)},
		{"batches", "移交文件", days(handoverDays)},
		{"campaign_drafts", "群发草稿", now.Add(-draftKept)},
		{"desk_slips", "签字单号", days(l.LogDays)},
		{"desk_codes", "代办口令", days(l.RetentionDays)},
		{"invites", "登记卡", now.Add(-onceKept)},
		{"once_keys", "表单", real.Add(-onceKept)},
		{"sessions", "登录", real},
		{"otp_codes", "验证码", real.Add(-codeKept)},
		{"rate_windows", "限次", real.Add(-limitsKept)},
		{"devices", "浏览器", real.Add(-deviceIdle)},
		{"notices", "短信", days(l.TextDays)},
		{"numbers", "短信号码", days(l.LogDays)},
		{"photos", "隐患照片", days(l.PhotoDays)},
		{"notes", "走访说明", days(l.NoteDays)},
		{"returns", "退回说明", days(l.NoteDays)},
		{"requests", "来信", days(l.RequestDays)},
		{"views", "查看记录", days(l.LogDays)},
		{"look_days", "查看次数", days(l.LogDays)},
		{"amended", "更正前的内容", days(l.RetentionDays)},
		{"amendments", "更正记录", days(max(l.LogDays, l.RetentionDays))},
		{"accounts", "账号", days(l.RetentionDays)},
		{"consents", "同意", days(l.RetentionDays)},
		{"job_runs", "任务记录", real.Add(-time.Duration(l.RunDays) * 24 * time.Hour)},
	}
}

// Purge erases names, numbers, phones and words that have been kept for as long as the profile says (DOMAIN 7); the days,
// rooms and counts stay. It works in batches, each whole; what a run that was cut off has erased stands in the
// certificate of the next. A run that erased something is put down once, with counts alone. It is the same late, twice,
// or on two nodes.
func (r *Registry) Purge(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	now := workday.At(at)
	if err := policy.May(who, policy.PurgeRun, policy.Record{}, now); err != nil {
		return Tally{}, err
	}
	if err := r.purgePeople(ctx, now); err != nil {
		return Tally{}, err
	}
	fates := r.fates(now)
	for _, f := range fates {
		for n := purgePage; n >= purgePage; {
			err := r.Store.InTx(ctx, func(tx *store.Tx) error {
				var err error
				if n, err = tx.EraseOld(ctx, f.kind, f.before, purgePage); err != nil || n == 0 {
					return err
				}
				return tx.Count(erasedCount+f.kind, n)
			})
			if err != nil {
				return Tally{}, err
			}
		}
	}
	return r.certify(ctx, who, append([]fate{{kind: "people", words: "名册"}}, fates...), at)
}

// erasedCount begins the names of the counters of what is erased and not certified yet.
const erasedCount = "erased:"

// purgePeople erases those who left, a page in a transaction.
func (r *Registry) purgePeople(ctx context.Context, now workday.Moment) error {
	left := now.Day() - workday.Day(r.Limits().RetentionDays)
	voided := now.Add(-time.Duration(r.Limits().RejectedDays) * 24 * time.Hour)
	for after := int64(0); ; {
		people, err := r.Store.Former(ctx, after, left, voided, purgePage/2)
		if err != nil || len(people) == 0 {
			return err
		}
		after = people[len(people)-1].ID
		err = r.Store.InTx(ctx, func(tx *store.Tx) error {
			n, err := tx.EraseFormer(ctx, people, left, voided, now)
			if err != nil || n == 0 {
				return err
			}
			return tx.Count(erasedCount+"people", n)
		})
		if err != nil {
			return err
		}
	}
}

// certify puts down how much was erased since the last certificate, if anything was.
func (r *Registry) certify(ctx context.Context, who policy.Actor, fates []fate, at time.Time) (Tally, error) {
	var tally Tally
	err := r.errand(ctx, who, policy.PurgeRun, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		tally = Tally{}
		counts, err := tx.TakeCounts(erasedCount)
		var words []string
		for _, f := range fates {
			if n := counts[f.kind]; n > 0 {
				words = append(words, fmt.Sprintf("%s %d", f.words, n))
				tally.Examined += n
			}
		}
		entry.Subject, entry.Detail = "purge", "删除 "+strings.Join(words, "，")
		if len(words) == 0 {
			entry.Subject = skipAudit
		}
		return err
	})
	return tally, err
}

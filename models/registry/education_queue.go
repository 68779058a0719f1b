package registry

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

const (
	// educatedTo is the setting that keeps the last day on which lessons were queued.
	educatedTo = "educated_to"
	pupilPage  = 2000
	// lessonAge is from when on a person gets texts about the law: who is younger is spoken to through a guardian.
	lessonAge = 16
	// keptForDuties is how many of the texts of 30 days the calendar leaves alone, so that a reminder of a duty still fits.
	keptForDuties = 2
)

// QueueEducation queues the texts about the law (普法短信) of a day: to newcomers the lessons of the first days, to others
// the calendar of topics, within the caps of each number, and to nobody who does not want them (DOMAIN 6, RULES 45, 47).
// Days without a run are made up once. A second run on the same day queues nothing more.
func (r *Registry) QueueEducation(ctx context.Context, who policy.Actor, at time.Time) (Tally, error) {
	var total Tally
	if err := policy.May(who, policy.NoticeSend, policy.Record{}, workday.At(at)); err != nil {
		return total, err
	}
	value, err := r.Store.Setting(ctx, educatedTo)
	if err != nil {
		return total, err
	}
	last, _ := strconv.ParseInt(value, 10, 64)
	since, today, all := workday.Day(last), workday.DayOf(at), policy.Scope{All: true}
	for _, list := range []func(after []byte) ([]store.PupilRow, error){
		func(after []byte) ([]store.PupilRow, error) {
			return r.Store.ListLandlordPupils(ctx, all, today, after, pupilPage)
		},
		func(after []byte) ([]store.PupilRow, error) {
			return r.Store.ListTenantPupils(ctx, all, today, lessonAge, after, pupilPage)
		},
	} {
		for after := []byte{}; ; {
			rows, err := list(after)
			if err != nil || len(rows) == 0 {
				if err != nil {
					return total, err
				}
				break
			}
			after = rows[len(rows)-1].PhoneIdx
			queued, err := r.teach(ctx, who, rows, since, at)
			if err != nil {
				return total, err
			}
			total.Examined += len(rows)
			total.Queued += queued
		}
	}
	if since >= today {
		return total, nil
	}
	return total, r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveSetting(educatedTo, strconv.FormatInt(int64(today), 10)) })
}

// teach queues the lessons of one page of numbers in one errand.
func (r *Registry) teach(ctx context.Context, who policy.Actor, rows []store.PupilRow, since workday.Day, at time.Time) (queued int, err error) {
	now := workday.At(at)
	type lesson struct {
		store.PupilRow
		kind, period string
	}
	var lessons []lesson
	var indexes [][]byte
	for _, row := range rows {
		if kind, period := models.NextLesson(row.Pupil, r.Limits, since, now.Day()); kind != "" {
			lessons, indexes = append(lessons, lesson{row, kind, period + " " + now.Day().String()}), append(indexes, row.PhoneIdx)
		}
	}
	if len(lessons) == 0 {
		return 0, nil
	}
	err = r.errand(ctx, who, policy.NoticeSend, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		queued = 0
		unwilling, err := tx.Unwilling(ctx, indexes, r.Limits.EducationBasis)
		if err != nil {
			return err
		}
		for _, l := range lessons {
			if unwilling(l.PhoneIdx) {
				continue
			}
			added, err := r.queueLesson(ctx, tx, l.PupilRow, l.kind, l.period, now)
			if err != nil {
				return err
			}
			if added {
				queued++
			}
		}
		entry.Subject, entry.Detail = skipAudit, ""
		if queued > 0 {
			entry.Subject, entry.Detail = "notice", fmt.Sprintf("lessons %d", queued)
		}
		return nil
	})
	return queued, err
}

func (r *Registry) queueLesson(ctx context.Context, tx *store.Tx, row store.PupilRow, kind, period string, now workday.Moment) (bool, error) {
	phone, err := tx.PhoneFor(row)
	if err != nil {
		return false, err
	}
	sent, err := tx.NoticesSince(ctx, phone, now.Day()-textsSpan+1)
	if err != nil || sent >= int64(r.Limits.TextsIn30Days-keptForDuties) && !models.IsSeries(period) {
		return false, err
	}
	subject := "user:" + strconv.FormatInt(row.UserID, 10)
	if row.Tenant {
		subject = "stay:" + strconv.FormatInt(row.StayID, 10)
	}
	return r.queue(ctx, tx, models.Notice{Kind: kind, Phone: phone, Params: map[string]string{}, Subject: subject, Period: period,
		NotBefore: now, ExpiresAt: now.Add(24 * time.Hour), CreatedAt: now, UnitID: row.UnitID, StayID: row.StayID})
}

// ChooseEducation keeps whether the person who is signed in wants texts about the law; it counts from the next text on,
// also for those that wait in the outbox.
func (r *Registry) ChooseEducation(ctx context.Context, who policy.Actor, wants bool, at time.Time) error {
	return r.errand(ctx, who, policy.TextsChoose, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.TextsChoose, workday.At(at)); err != nil {
			return err
		}
		if len(who.Phone) == 0 {
			return models.Refuse(models.Forbidden, "请用自己的手机号登录，再来设")
		}
		entry.Subject, entry.RefID, entry.Detail = "user", who.UserID, "不收普法短信"
		if wants {
			entry.Detail = "收普法短信"
		}
		return tx.ChooseEducation(who.Phone, wants, workday.At(at))
	})
}

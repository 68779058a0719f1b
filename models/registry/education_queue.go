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
	pupilPage  = 5000
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
	off, err := r.TopicsOff(ctx)
	if err != nil {
		return total, err
	}
	last, _ := strconv.ParseInt(value, 10, 64)
	since, today, all := workday.Day(last), workday.DayOf(at), policy.Scope{All: true}
	for _, list := range []func(after []byte) ([]store.PupilRow, error){
		func(after []byte) ([]store.PupilRow, error) {
			return r.Store.ListLandlordPupils(ctx, all, models.Audience{}, today, after, pupilPage)
		},
		func(after []byte) ([]store.PupilRow, error) {
			return r.Store.ListTenantPupils(ctx, all, models.Audience{}, today, lessonAge, after, pupilPage)
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
			queued, err := r.teach(ctx, who, rows, off, since, at)
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

// lesson is what a number hears on a day.
type lesson struct {
	store.PupilRow
	kind, period string
}

// teach queues the lessons of one page of numbers in one errand, with a few statements for all of them.
func (r *Registry) teach(ctx context.Context, who policy.Actor, rows []store.PupilRow, off map[string]bool, since workday.Day, at time.Time) (queued int, err error) {
	today := workday.DayOf(at)
	var lessons []lesson
	for _, row := range rows {
		row.Off = off
		if kind, period := models.NextLesson(row.Pupil, r.Limits(), since, today); kind != "" {
			lessons = append(lessons, lesson{row, kind, period})
		}
	}
	if len(lessons) == 0 {
		return 0, nil
	}
	err = r.errand(ctx, who, policy.NoticeSend, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		notices, err := r.lessonNotices(ctx, tx, lessons, at)
		if err != nil {
			return err
		}
		if queued, err = tx.QueueAll(notices); err != nil {
			return err
		}
		entry.Subject, entry.Detail = skipAudit, ""
		if queued > 0 {
			entry.Subject, entry.Detail = "notice", fmt.Sprintf("lessons %d", queued)
		}
		return nil
	})
	return queued, err
}

// lessonNotices are the notices of those lessons that their numbers want and that the caps leave room for. What does not
// fit comes another day: the first days' by themselves, the calendar's with the next turn.
func (r *Registry) lessonNotices(ctx context.Context, tx *store.Tx, lessons []lesson, at time.Time) ([]models.Notice, error) {
	now, leaves := workday.At(at), windowStart(r.Limits(), models.CategoryEducation, at).Day()
	rows := make([]store.PupilRow, 0, len(lessons))
	for _, l := range lessons {
		rows = append(rows, l.PupilRow)
	}
	against, err := r.againstLesson(ctx, &tx.Reader, rows, leaves)
	if err != nil {
		return nil, err
	}
	notices := make([]models.Notice, 0, len(lessons))
	for _, l := range lessons {
		if against(l.PhoneIdx, l.period) != "" {
			continue
		}
		phone, err := tx.PhoneFor(ctx, l.PupilRow)
		if err != nil {
			return nil, err
		}
		if phone == "" {
			continue
		}
		notices = append(notices, models.Notice{Kind: l.kind, Phone: phone, Params: map[string]string{}, Subject: subjectOf(l.PupilRow), Period: l.period + " " + now.Day().String(),
			NotBefore: now, ExpiresAt: now.Add(24 * time.Hour), CreatedAt: now, Day: leaves, UnitID: l.UnitID, StayID: l.StayID})
	}
	return notices, nil
}

// againstLesson answers for some numbers what speaks against one more lesson on a day, "" for nothing: they do not want any,
// or got enough. The calendar and campaigns leave room for a duty, the lessons of the first days do not.
func (r *Registry) againstLesson(ctx context.Context, from *store.Reader, rows []store.PupilRow, leaves workday.Day) (func(index []byte, period string) string, error) {
	indexes := make([][]byte, 0, len(rows))
	for _, row := range rows {
		indexes = append(indexes, row.PhoneIdx)
	}
	unwilling, err := from.Unwilling(ctx, indexes, r.Limits().EducationBasis)
	if err != nil {
		return nil, err
	}
	texts, err := from.TextDays(ctx, indexes, leaves-textsSpan+1)
	if err != nil {
		return nil, err
	}
	return func(index []byte, period string) string {
		days := texts[string(index)]
		switch {
		case unwilling(index):
			return models.ReasonUnwilling
		case r.Limits().Full(countOf(days, leaves), len(days), firstOf(period, days)) || !models.IsSeries(period) && len(days) >= r.Limits().TextsIn30Days-keptForDuties:
			return models.ReasonFull
		}
		return ""
	}, nil
}

// subjectOf is whom a text to a number is about.
func subjectOf(p store.PupilRow) string {
	if p.Tenant {
		return "stay:" + strconv.FormatInt(p.StayID, 10)
	}
	return "user:" + strconv.FormatInt(p.UserID, 10)
}

// firstOf counts what speaks against a lesson of the first days beside the caps of everybody: all of the last 30 days.
func firstOf(period string, days []workday.Day) int {
	if models.IsSeries(period) {
		return len(days)
	}
	return 0
}

func countOf(days []workday.Day, day workday.Day) (n int) {
	for _, d := range days {
		if d == day {
			n++
		}
	}
	return n
}

// ChooseEducation keeps whether the person who is signed in wants texts about the law; it counts from the next text on,
// also for those that wait in the outbox.
func (r *Registry) ChooseEducation(ctx context.Context, who policy.Actor, wants bool, at time.Time) error {
	return r.chooseTexts(ctx, who, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Detail = "不收普法短信"
		if wants {
			entry.Detail = "收普法短信"
		}
		return tx.ChooseEducation(who.Phone, wants, workday.At(at))
	})
}

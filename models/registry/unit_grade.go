package registry

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// UnitGrade is the grade of a home with its reasons, and when it was last visited.
type UnitGrade struct {
	Grade     models.Grade
	Why       []models.GradeReason
	VisitedOn workday.Day     // 0 = never
	Hazards   []models.Hazard // that stand, the most urgent first
}

// GradesOf rates some homes by what is known of the houses (B29). The caller has found them inside a scope. sizes are those of
// all of them, where he has read their rooms; nil has them read.
func (r *Registry) GradesOf(ctx context.Context, units []models.Unit, sizes map[int64]store.HomeSize, at time.Time) (map[int64]UnitGrade, error) {
	now := workday.At(at)
	var ids []int64
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	hazards, err := r.Store.Hazards(ctx, ids)
	if err != nil {
		return nil, err
	}
	visits, err := r.Store.VisitsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	late, err := r.Store.LateReports(ctx, ids, now.Add(-models.GradeSpan*24*time.Hour))
	if err != nil {
		return nil, err
	}
	if sizes == nil {
		if sizes, err = r.Store.SizesOf(ctx, ids); err != nil {
			return nil, err
		}
	}
	limits := r.Limits()
	stands := map[int64][]models.Hazard{}
	for _, h := range hazards {
		stands[h.UnitID] = append(stands[h.UnitID], h)
	}
	grades := map[int64]UnitGrade{}
	for _, u := range units {
		v := visits[u.ID]
		g := UnitGrade{Hazards: stands[u.ID]}
		g.Grade, g.Why = models.GradeOf(models.GradeFacts{State: u.State, Parted: u.Parted, Hazards: stands[u.ID], Late: late[u.ID],
			Refused: v.RefusedAt > v.VisitedAt, LookedAt: v.LookedAt, KnownAt: u.CreatedAt,
			Large: limits.Large(sizes[u.ID].Rooms, sizes[u.ID].Beds)}, limits, now.Day())
		if !v.VisitedAt.IsZero() {
			g.VisitedOn = v.VisitedAt.Day()
		}
		grades[u.ID] = g
	}
	return grades, nil
}

// RequestGrade is a landlord who says that the grade of his house is wrong.
const RequestGrade = "grade"

// AppealGrade lets the landlord say what is wrong with the grade of his house; an officer answers, and strikes what was
// written down by mistake. Errors: Invalid at body.
func (r *Registry) AppealGrade(ctx context.Context, who policy.Actor, unitRef, words, once string, at time.Time) (Filed, error) {
	words = strings.TrimSpace(words)
	switch n := utf8.RuneCountInString(words); {
	case n == 0:
		return Filed{}, models.FaultAt("body", "请写一句哪里不对，例如：楼道昨天就清开了")
	case n > requestLength:
		return Filed{}, models.FaultAt("body", "写得太长了，500 字以内就够")
	}
	var filed Filed
	err := r.changeUnit(ctx, who, policy.GradeAppeal, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		now := workday.At(at)
		filed = Filed{Due: r.Limits().Calendar.Add(now.Day(), answerDays)}
		fresh, no, err := tx.Once(once, who.UserID, "", now)
		if err != nil || !fresh {
			entry.Subject, filed.No = skipAudit, no
			return err
		}
		filed.No, err = keepRequest(tx, &store.Request{Kind: RequestGrade, Audience: ToPolice, UnitID: unit.ID, Ancestors: unit.Ancestors, Body: words, FiledAt: now}, filed.Due)
		if err != nil {
			return err
		}
		entry.Detail = "房屋等级 " + filed.No
		return tx.OnceResult(once, filed.No)
	})
	return filed, err
}

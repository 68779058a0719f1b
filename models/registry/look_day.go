package registry

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// countLooks adds looks to the day of one of staff, within the transaction of the look (B35).
func (r *Registry) countLooks(ctx context.Context, tx *store.Tx, who policy.Actor, more models.LookDay, now workday.Moment) error {
	if !who.Staff {
		return nil
	}
	var at models.Ancestors
	for _, g := range who.Grants {
		if g.Holds(now) && g.AreaID != 0 {
			var err error
			if at, err = tx.AncestorsOf(ctx, g.AreaID); err != nil {
				return err
			}
			break
		}
	}
	day, err := tx.LookDay(who.UserID, now.Day(), roleWord(who, now), at)
	if err != nil {
		return err
	}
	day.Count(more, r.Limits(), now)
	return tx.SaveLookDay(day)
}

// countStray adds a home that one of staff was refused to his day, if it lies outside all his areas.
func (r *Registry) countStray(ctx context.Context, tx *store.Tx, who policy.Actor, unitID int64, now workday.Moment) error {
	unit, err := tx.UnitByID(ctx, unitID)
	if err != nil || who.Within(policy.Record{AreaIDs: unit.IDs()}, now) {
		return err
	}
	return r.countLooks(ctx, tx, who, models.LookDay{Outside: 1}, now)
}

// SeeLooks is the supervisor's word that he has looked into a day of too many looks, and what he found out. Errors: Invalid at
// note, NotFound outside his areas, Conflict when somebody said so already.
func (r *Registry) SeeLooks(ctx context.Context, who policy.Actor, ref, note string, at time.Time) error {
	note = strings.TrimSpace(note)
	switch n := utf8.RuneCountInString(note); {
	case n == 0:
		return models.FaultAt("note", "请写一句怎么回事，例如：问过了，在办移交")
	case n > 300:
		return models.FaultAt("note", "写短一点，300 字以内")
	case mask.Holds(note):
		return models.FaultAt("note", "请把证件号和手机号去掉，写姓就认得")
	}
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.LooksWatch, now); err != nil {
		return err // before any look
	}
	scope := policy.ScopeOf(who, policy.LooksWatch, now)
	return r.errand(ctx, who, policy.LooksWatch, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		day, err := tx.LookDayByRef(ctx, scope, ref)
		if err != nil {
			return err
		}
		if !day.SeenAt.IsZero() {
			return models.Refuse(models.Conflict, "这一条别人已经看过了")
		}
		day.SeenAt, day.SeenBy, day.Note = now, who.UserID, note
		entry.Subject, entry.RefID, entry.Detail = "user", day.UserID, day.Day.String()+" 看得多，已过问"
		return tx.SaveLookDay(day)
	})
}

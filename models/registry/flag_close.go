package registry

import (
	"bytes"
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// The results with which a person closes a flag.
const (
	CloseMatch  = "match"  // 已核实一致: seen at a visit
	CloseGone   = "gone"   // 已搬走
	CloseDouble = "double" // 重复: the entry stands twice, this one was a mistake
	CloseOther  = "other"  // 其他: found out another way, with a note
)

// CloseResults are the results and their words, in the order of the form.
var CloseResults = [][2]string{
	{CloseMatch, "已核实一致"}, {CloseGone, "已搬走"}, {CloseDouble, "重复登记"}, {CloseOther, "其他"},
}

// CloseForm is what a person says when closing a flag.
type CloseForm struct {
	Result string // of CloseResults
	Note   string // sealed; needed for 其他
}

// CloseFlag closes a flag by a person's word, and mends the fact behind it, so that it is not back the same minute:
// 已核实一致 confirms the stay 上门, and reports it where nobody had, for somebody of staff has seen the person; it needs a
// visit since the flag was raised. 已搬走 ends the stay from today on. 重复登记 makes the entry void, where the
// person stands on a roster by another one for the same days. 其他 says in a note how
// else it was found out that the person lives there. A fact that still holds is refused. Errors: Invalid at result or
// note, Conflict.
func (r *Registry) CloseFlag(ctx context.Context, who policy.Actor, flagRef string, f CloseForm, at time.Time) error {
	f.Note = strings.TrimSpace(f.Note)
	if err := checkClose(f); err != nil {
		return err
	}
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.FlagClose, now); err != nil {
		return err // before any look
	}
	scope := policy.ScopeOf(who, policy.FlagClose, now)
	found, err := r.Store.FlagByRef(ctx, scope, flagRef)
	if err != nil {
		return err
	}
	home := func(tx *store.Tx) (models.Unit, error) { return tx.LockUnit(found.UnitID) }
	return r.change(ctx, who, policy.FlagClose, home, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		row, err := tx.FlagByRef(ctx, scope, flagRef)
		if err != nil {
			return err
		}
		flag := row.Flag
		if !flag.Open() {
			return models.Refuse(models.Conflict, "这件已经办结，不用再办")
		}
		entry.Subject, entry.RefID, entry.StayID, entry.Detail = "flag", flag.ID, flag.StayID, f.Result
		flag.ResolvedAt, flag.Resolution = now, models.WordOf(CloseResults, f.Result)
		if _, err := tx.CloseFlag(flag, who.UserID); err != nil {
			return err
		}
		if f.Note != "" {
			note := models.Visit{UnitID: unit.ID, FlagID: flag.ID, UserID: who.UserID, Result: models.VisitDesk, Note: f.Note, At: now}
			if err := tx.SaveVisit(&note); err != nil {
				return err
			}
		}
		if flag.StayID != 0 {
			if err := r.mend(ctx, tx, *unit, flag, f.Result, who, now); err != nil {
				return err
			}
		}
		return r.stillHolds(ctx, tx, flag, now)
	})
}

func checkClose(f CloseForm) error {
	var faults models.Faults
	if !knownWord(CloseResults, f.Result) {
		faults.Add("result", "请选一个结果。")
	}
	if f.Result == CloseOther && f.Note == "" {
		faults.Add("note", "选“其他”要写一句，例如：电话核实，还住着")
	}
	if utf8.RuneCountInString(f.Note) > 300 {
		faults.Add("note", "写短一点，300 字以内")
	}
	return faults.Err()
}

// mend changes the stay to what the person found.
func (r *Registry) mend(ctx context.Context, tx *store.Tx, unit models.Unit, flag models.Flag, result string, who policy.Actor, now workday.Moment) error {
	line, err := tx.EntryByID(ctx, flag.StayID)
	if err != nil {
		return err
	}
	stay := line.Stay
	switch result {
	case CloseGone:
		err = r.left(ctx, tx, &stay, now)
	case CloseDouble:
		if err := r.standsTwice(ctx, tx, stay, flag.Rule); err != nil {
			return err
		}
		stay.State, stay.VoidedAt = models.StayVoid, now
		err = tx.SaveStay(&stay)
	default:
		how := models.HowEach
		if result == CloseMatch {
			how = models.HowVisit
			met, err := metSince(ctx, tx, policy.ScopeOf(who, policy.FlagClose, now), unit.ID, flag.RaisedAt)
			if err != nil {
				return err
			}
			if !met {
				return models.FaultAt("result", "先记一次走访，见到了人，再选“已核实一致”")
			}
		}
		err = vouch(tx, &stay, how, who, now)
	}
	if err != nil {
		return err
	}
	return tx.TouchPerson(stay.DocIndex, unit.ID, now)
}

// standsTwice refuses to make an entry void that is the only one of its person for these days: that would take him off the
// roster without a way back. Another home counts where the flag is about two homes.
func (r *Registry) standsTwice(ctx context.Context, tx *store.Tx, stay models.Stay, rule string) error {
	all, err := tx.Entries(ctx, stay.UnitID)
	if err != nil {
		return err
	}
	if rule, _ := models.RuleOf(rule); rule.Compares {
		elsewhere, err := tx.SamePerson(ctx, policy.Scope{All: true}, stay.DocIndex, stay.UnitID)
		if err != nil {
			return err
		}
		all = append(all, elsewhere...)
	}
	for _, e := range all {
		if e.Stay.ID != stay.ID && e.Stay.State != models.StayVoid && bytes.Equal(e.Stay.DocIndex, stay.DocIndex) && e.Stay.Meets(stay) {
			return nil
		}
	}
	return models.FaultAt("result", "这一位只登了这一条，作废了册上就没有他了。人走了选“已搬走”；同一个人用两个证件登了两条，请民警“合并”")
}

// vouch confirms a stay by the word of staff, and reports it where nobody had.
func vouch(tx *store.Tx, stay *models.Stay, how string, who policy.Actor, now workday.Moment) error {
	if !stay.Reported(now) {
		stay.State, stay.ReportedAt = models.StayReported, now
	}
	stay.SayStays()
	stay.Confirm(how, who.UserID, now)
	return tx.SaveStay(stay)
}

// left ends a stay from today on because staff found that the person had gone, and tells him so. Nobody stands in LeftBy: it is
// neither side's word, and either may recall it for 7 days (RULES 17).
func (r *Registry) left(ctx context.Context, tx *store.Tx, stay *models.Stay, now workday.Moment) error {
	if stay.State == models.StayLeaving || stay.State == models.StayClosed || stay.State == models.StayVoid {
		return nil
	}
	stay.Leave(max(now.Day(), stay.MovedInOn), 0, workday.At((now.Day() + workday.Day(r.Limits().RecallDays)).End()))
	if err := tx.SaveStay(stay); err != nil {
		return err
	}
	unit, err := tx.UnitByID(ctx, stay.UnitID)
	if err != nil {
		return err
	}
	line, err := tx.EntryByID(ctx, stay.ID)
	if err != nil {
		return err
	}
	return r.tellLeft(ctx, tx, unit, line, now)
}

// metSince says whether a visit since a moment met the people of the home.
func metSince(ctx context.Context, tx *store.Tx, scope policy.Scope, unitID int64, since workday.Moment) (bool, error) {
	visits, err := tx.Visits(ctx, scope, unitID, 30)
	for _, v := range visits {
		if v.At >= since && models.SawPeople(v.Result) {
			return true, err
		}
	}
	return false, err
}

// stillHolds refuses to close a flag that the next judgement would open again.
func (r *Registry) stillHolds(ctx context.Context, tx *store.Tx, flag models.Flag, now workday.Moment) error {
	roster, err := tx.Roster(ctx, flag.UnitID)
	if err != nil {
		return err
	}
	open, err := tx.OpenFlags(ctx, []int64{flag.UnitID})
	if err != nil {
		return err
	}
	for _, f := range models.Evaluate(roster, open, r.Limits(), now).Open {
		if f.Key() == flag.Key() {
			return models.Refuse(models.Conflict, "这件事还没有变，现在办结，马上又会提示。请先照实改名册，再办结")
		}
	}
	return nil
}

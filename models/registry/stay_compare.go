package registry

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Pair is one person in two homes, as staff see it (B17). Of a home outside the viewer's areas he learns no more than the
// community that looks after it: what is right there, its own officer decides.
type Pair struct {
	Flag        models.Flag
	Here, There Side
	Outside     bool          // the other home lies outside the viewer's areas: There is empty
	Community   models.Area   // that looks after it; the zero Area where none is known
	More        []store.Entry // further homes of the person in the viewer's areas
}

// Side is one of the two.
type Side struct {
	store.Entry
	RosterView
}

// DoubleForm is what staff found out about a person in two homes.
type DoubleForm struct {
	Result string // of models.DoubleResults
	With   string // ref of the other stay; "" where it lies outside the own areas
	Reason string // of models.DoubleReasons
	Week   string // of models.DoubleWeeks, for 两处都住
	Word   string // what the person himself said, needed for 两处都住; sealed
	Half   string // whether the page said that 两处都住 is put down here: 1 or 0, "" = it said nothing
}

var errPairMoved = models.Refuse(models.Conflict, "这件事刚刚变了，请看一下最新内容再办")

// ViewPair shows the two stays of a B17 flag and puts the looks down. with is the ref of the other stay, "" for the first
// one that the viewer may see. Errors: NotFound for a flag outside the areas or of another rule; Conflict when the person is
// in one home only by now.
func (r *Registry) ViewPair(ctx context.Context, who policy.Actor, flagRef, with string, at time.Time) (Pair, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.StayCompare, now); err != nil {
		return Pair{}, err
	}
	scope := policy.ScopeOf(who, policy.StayCompare, now)
	row, err := r.pairFlag(ctx, r.Store.Reader, scope, flagRef)
	if err != nil {
		return Pair{}, err
	}
	p := Pair{Flag: row.Flag}
	if p.Here.Entry, err = r.Store.EntryByID(ctx, row.StayID); err != nil {
		return p, err
	}
	others, err := r.others(ctx, r.Store.Reader, scope, p.Here.Stay, now.Day())
	if err != nil {
		return p, err
	}
	if p.Here.RosterView, err = r.ViewRoster(ctx, who, row.UnitRef, "核对两处登记", at); err != nil {
		return p, err
	}
	if len(others) == 0 {
		p.Outside = true
		p.Community, err = r.communityElsewhere(ctx, p.Here.Stay, now.Day())
		return p, err
	}
	p.There.Entry = others[0]
	if i := slices.IndexFunc(others, func(e store.Entry) bool { return e.Stay.Ref == with }); i > 0 {
		p.There.Entry = others[i]
	}
	p.More = slices.DeleteFunc(others, func(e store.Entry) bool { return e.Stay.ID == p.There.Stay.ID })
	unit, err := r.Store.UnitByID(ctx, p.There.Stay.UnitID)
	if err != nil {
		return p, err
	}
	p.There.RosterView, err = r.ViewRoster(ctx, who, unit.Ref, "核对两处登记", at)
	return p, err
}

// pairFlag finds a flag of the rule that compares homes.
func (r *Registry) pairFlag(ctx context.Context, read *store.Reader, scope policy.Scope, ref string) (store.FlagRow, error) {
	row, err := read.FlagByRef(ctx, scope, ref)
	if rule, _ := models.RuleOf(row.Rule); err == nil && (!rule.Compares || row.StayID == 0) {
		return row, models.ErrNotFound
	}
	return row, err
}

// others are the stays of the same person that live elsewhere within a scope on a day.
func (r *Registry) others(ctx context.Context, read *store.Reader, scope policy.Scope, s models.Stay, today workday.Day) ([]store.Entry, error) {
	all, err := read.SamePerson(ctx, scope, s.DocIndex, s.UnitID)
	return slices.DeleteFunc(all, func(e store.Entry) bool { return !e.Stay.LivesOn(today) || e.Stay.AwayOn(today) }), err
}

// communityElsewhere is the community that looks after the other home: no more of it than that. Errors: Conflict when there is
// no other home.
func (r *Registry) communityElsewhere(ctx context.Context, s models.Stay, today workday.Day) (models.Area, error) {
	all, err := r.others(ctx, r.Store.Reader, policy.Scope{All: true}, s, today)
	if err != nil {
		return models.Area{}, err
	}
	if len(all) == 0 {
		return models.Area{}, errPairMoved
	}
	line, err := r.Store.Above(ctx, models.Unit{Ancestors: all[0].Stay.Ancestors})
	for _, area := range line {
		if area.Level == models.LevelCommunity {
			return area, err
		}
	}
	return models.Area{}, err
}

// SettleDouble takes down where a person lives who is registered in two homes (B17), and mends both stays as far as they lie in
// the own areas: where he lives he is confirmed, where he does not he is checked out from today on, which either side may
// recall. 两处都住 needs his own word. 不是同一个人 changes nothing yet: one of the entries is to be corrected. It answers the ref of
// the stay of the flag. Errors: Invalid at result, reason, week or word, NotFound, Conflict.
func (r *Registry) SettleDouble(ctx context.Context, who policy.Actor, flagRef string, f DoubleForm, at time.Time) (string, error) {
	f.Word = strings.TrimSpace(f.Word)
	if err := checkDouble(f); err != nil {
		return "", err
	}
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.StayCompare, now); err != nil {
		return "", err // before any look
	}
	scope := policy.ScopeOf(who, policy.StayCompare, now)
	found, err := r.pairFlag(ctx, r.Store.Reader, scope, flagRef)
	if err != nil {
		return "", err
	}
	ref := ""
	err = r.errand(ctx, who, policy.StayCompare, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		flag, here, there, err := r.lockPair(ctx, tx, scope, found, f.With, now)
		if err != nil {
			return err
		}
		if f.Half != "" && (f.Half == "1") != here.InBoth() {
			return errPairMoved
		}
		ref = here.Ref
		entry.Subject, entry.RefID, entry.UnitID, entry.StayID = "flag", flag.ID, flag.UnitID, here.ID
		entry.Reason, entry.Detail = f.Reason, "核对两处 "+f.Result
		if err := auditThere(tx, *entry, there, f.Result); err != nil {
			return err
		}
		if err := r.noteDouble(tx, flag, here, there, f, who, now); err != nil {
			return err
		}
		if f.Result == models.DoubleOther {
			return r.takeBackBoth(ctx, tx, here, there, now)
		}
		if err := r.settlePair(ctx, tx, &here, &there, f.Result, who, now); err != nil {
			return err
		}
		if err := r.closeSettled(ctx, tx, flag, f.Result, who, now); err != nil {
			return err
		}
		for _, s := range []models.Stay{here, there} {
			if s.ID == 0 {
				continue
			}
			if _, _, err := r.judge(ctx, tx, s.UnitID, who.UserID, now); err != nil {
				return err
			}
		}
		return tx.TouchPerson(here.DocIndex, here.UnitID, now)
	})
	return ref, err
}

func checkDouble(f DoubleForm) error {
	var faults models.Faults
	if models.WordOf(models.DoubleResults, f.Result) == "" {
		faults.Add("result", "请选核对下来住在哪里。")
	}
	if !oneOf(models.DoubleReasons, f.Reason) {
		faults.Add("reason", "请选怎么核对的，会写进记录。")
	}
	if f.Result == models.DoubleBoth {
		if models.WordOf(models.DoubleWeeks, f.Week) == "" {
			faults.Add("week", "两处都住，要选平时住哪里、周末住哪里")
		}
		if f.Word == "" {
			faults.Add("word", "两处都住，要写本人是怎么说的，例如：平时在厂边住，周末回家")
		}
	}
	if utf8.RuneCountInString(f.Word) > 300 {
		faults.Add("word", "写短一点，300 字以内")
	}
	return faults.Err()
}

// lockPair locks the homes of both stays and reads them again. there is empty where the other home lies outside the scope.
func (r *Registry) lockPair(ctx context.Context, tx *store.Tx, scope policy.Scope, found store.FlagRow, with string, now workday.Moment) (flag models.Flag, here, there models.Stay, err error) {
	fail := func(err error) (models.Flag, models.Stay, models.Stay, error) {
		return models.Flag{}, models.Stay{}, models.Stay{}, err
	}
	units := []int64{found.UnitID}
	if with != "" {
		e, err := r.Store.Entry(ctx, scope, with)
		if err != nil {
			return fail(err)
		}
		units = append(units, e.Stay.UnitID)
	}
	if err := tx.LockUnits(units); err != nil {
		return fail(err)
	}
	row, err := r.pairFlag(ctx, &tx.Reader, scope, found.Ref)
	if err != nil {
		return fail(err)
	}
	if !row.Open() {
		return fail(models.Refuse(models.Conflict, "这件已经办结，不用再办"))
	}
	line, err := tx.EntryByID(ctx, row.StayID)
	if err != nil {
		return fail(err)
	}
	others, err := r.others(ctx, &tx.Reader, scope, line.Stay, now.Day())
	if err != nil {
		return fail(err)
	}
	i := slices.IndexFunc(others, func(e store.Entry) bool { return e.Stay.Ref == with })
	switch {
	case with == "" && len(others) > 0, with != "" && i < 0:
		return fail(errPairMoved)
	case i >= 0:
		there = others[i].Stay
	}
	return row.Flag, line.Stay, there, nil
}

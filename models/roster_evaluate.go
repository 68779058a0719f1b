package models

import "anju/models/workday"

// Changes are what an evaluation wants written: flags to open, to change and to close, and when to look again.
type Changes struct {
	Open  []Flag
	Alter []Flag // level, due time or evidence changed
	Close []Flag
	DueAt workday.Moment
}

// Evaluate judges one roster against its open flags. It is the only judge: the job, the verbs and the tests call it.
// Evaluated twice at the same moment it wants nothing the second time.
func Evaluate(r Roster, open []Flag, limits Limits, at workday.Moment) Changes {
	var c Changes
	standing := map[string]Verdict{}
	var order []string
	for _, rule := range Rules {
		facts, next := rule.Judge(r, limits, at)
		c.DueAt = earliest(c.DueAt, next, at)
		for _, v := range facts {
			if v.DueAt > at {
				c.DueAt = earliest(c.DueAt, v.DueAt, at)
				continue
			}
			key := flagOf(r, v).Key()
			standing[key] = v
			order = append(order, key)
		}
	}
	known := map[string]bool{}
	for _, f := range open {
		key := f.Key()
		v, stands := standing[key]
		if !stands {
			f.ResolvedAt = at
			f.Resolution = "已经办好"
			c.Close = append(c.Close, f)
			continue
		}
		known[key] = true
		changed := renew(&f, v, limits)
		level, next := Ladder(f, r.frozen(f, at), limits, at)
		c.DueAt = earliest(c.DueAt, next, at)
		if level != f.Level || changed {
			f.Level = level
			c.Alter = append(c.Alter, f)
		}
	}
	for _, key := range order {
		if known[key] {
			continue
		}
		known[key] = true
		v := standing[key]
		f := flagOf(r, v)
		f.RaisedAt, f.DueAt = at, v.DueAt
		if f.DueAt.IsZero() {
			f.DueAt = at
		}
		f.Evidence = tell(f, v, limits)
		var next workday.Moment
		f.Level, next = Ladder(f, false, limits, at)
		if !r.frozen(f, at) {
			c.DueAt = earliest(c.DueAt, next, at)
		}
		f.OpenKey = &key
		c.Open = append(c.Open, f)
	}
	c.DueAt = earliest(c.DueAt, r.turningPoint(limits, at), at)
	return c
}

// renew takes corrected facts into an open flag (RULES 7); a rule without a limit keeps its due time.
func renew(f *Flag, v Verdict, limits Limits) bool {
	changed := false
	if !v.DueAt.IsZero() && v.DueAt != f.DueAt {
		f.DueAt, changed = v.DueAt, true
	}
	if words := tell(*f, v, limits); words != f.Evidence || v.RoomID != f.RoomID {
		f.Evidence, f.RoomID, changed = words, v.RoomID, true
	}
	return changed
}

// tell is the evidence as people read it. Where a home is too full it names the last day, which follows from the flag,
// and says that nobody is to be put out in a hurry (RULES 43).
func tell(f Flag, v Verdict, limits Limits) string {
	if rule, _ := RuleOf(v.Rule); !rule.NamesLastDay {
		return v.Evidence
	}
	second, _ := LadderSteps(f, limits)
	return v.Evidence + "。最晚 " + (second - 1000).Day().Chinese() + "调整好。不要马上赶人，先打网格员商量"
}

func flagOf(r Roster, v Verdict) Flag {
	return Flag{Rule: v.Rule, UnitID: r.Unit.ID, RoomID: v.RoomID, StayID: v.StayID, Ancestors: r.Unit.Ancestors, Evidence: v.Evidence}
}

// frozen says whether an open dispute holds the level of a flag, or a confirmation since it was raised that of B17
// (RULES 12).
func (r Roster) frozen(f Flag, at workday.Moment) bool {
	rule, _ := RuleOf(f.Rule)
	for _, s := range r.Stays {
		if s.ID == f.StayID && f.StayID != 0 {
			confirmed := r.confirmedAt(s, at)
			return !s.DisputedAt.IsZero() || rule.FreezeOnConfirm && !confirmed.IsZero() && confirmed >= f.RaisedAt
		}
	}
	return false
}

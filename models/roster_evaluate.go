package models

import "anju/models/workday"

// Changes are what an evaluation wants written: flags to open, to change and to close, and when to look again.
type Changes struct {
	Open  []Flag
	Climb []Flag // the level or the end of its step changed, and nothing else
	Alter []Flag // due time, room or evidence changed
	Close []Flag
	DueAt workday.Moment
}

// And adds what another evaluation at the same moment wants to its flags; when to look again is each one's own.
func (c *Changes) And(o Changes) {
	c.Open, c.Climb = append(c.Open, o.Open...), append(c.Climb, o.Climb...)
	c.Alter, c.Close = append(c.Alter, o.Alter...), append(c.Close, o.Close...)
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
		level, next := r.levelOf(f, limits, at)
		c.DueAt = earliest(c.DueAt, next, at)
		was := f
		f.Level = level
		f.StepAt, _ = StepEnd(f, limits)
		switch {
		case changed:
			c.Alter = append(c.Alter, f)
		case was.Level != f.Level || was.StepAt != f.StepAt:
			c.Climb = append(c.Climb, f)
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
		f.Level = 1
		level, next := r.levelOf(f, limits, at)
		f.Level = level
		f.StepAt, _ = StepEnd(f, limits)
		c.DueAt = earliest(c.DueAt, next, at)
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
	return v.Evidence + "。最晚 " + f.SettleBy(limits).Chinese() + "调整好。不要马上赶人，先打网格员商量"
}

func flagOf(r Roster, v Verdict) Flag {
	return Flag{Rule: v.Rule, UnitID: r.Unit.ID, RoomID: v.RoomID, StayID: v.StayID, Ancestors: r.Unit.Ancestors, Evidence: v.Evidence}
}

// levelOf is the level of an open flag. An open dispute holds the one that the flag had when the dispute began, also where
// no run had come to write it down; a confirmation since it was raised holds that of B17 (RULES 9, 12).
func (r Roster) levelOf(f Flag, limits Limits, at workday.Moment) (level int, next workday.Moment) {
	s := r.stayOf(f)
	if !s.DisputedAt.IsZero() && s.DisputedAt <= at {
		level, _ = Ladder(f, false, limits, max(s.DisputedAt, f.RaisedAt))
		return level, 0
	}
	rule, _ := RuleOf(f.Rule)
	confirmed := r.confirmedAt(s, at)
	return Ladder(f, rule.FreezeOnConfirm && !confirmed.IsZero() && confirmed >= f.RaisedAt, limits, at)
}

// stayOf is the stay on which a flag sits; the zero Stay where it sits on a room or a home.
func (r Roster) stayOf(f Flag) Stay {
	for _, s := range r.Stays {
		if s.ID == f.StayID && f.StayID != 0 {
			return s
		}
	}
	return Stay{}
}

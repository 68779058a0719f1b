package models

import "anju/models/workday"

// Roster is the subject of every rule: one unit with its rooms and stays (DESIGN 2 row 5').
type Roster struct {
	Unit  Unit
	Rooms []Room
	Stays []Stay
}

// Room finds a room by id.
func (r Roster) Room(id int64) Room {
	for _, room := range r.Rooms {
		if room.ID == id {
			return room
		}
	}
	return Room{}
}

// LivingOn are the stays that live there on a day (RULES 1).
func (r Roster) LivingOn(d workday.Day) []Stay {
	var living []Stay
	for _, s := range r.Stays {
		if s.LivesOn(d) {
			living = append(living, s)
		}
	}
	return living
}

// Verdict is what a rule found: the fact holds, and from DueAt on it is a flag.
type Verdict struct {
	Rule     string
	RoomID   int64
	StayID   int64
	DueAt    workday.Moment // rules with a limit; 0 = open at once
	Evidence string         // one sentence, no names
}

// Rule is one rule of RULES.md. Judge answers every fact that holds on the day of at, whether or not its limit has
// passed, and the earliest later moment at which time alone could change that answer (0 = none). The limits themselves
// (DueAt) need not be repeated there.
type Rule struct {
	Code  string
	Name  string
	Judge func(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment)
	// VisitDays is V in calendar days where it is not the common number of working days (RULES 10).
	VisitDays func(Limits) int
	// FreezeOnConfirm stops the level when the stay is confirmed (B17, RULES 12).
	FreezeOnConfirm bool
	// Words are the flag's name on a page and its tag class.
	Words string
	Tag   string
}

// Rules is the table: one line a rule, one file a rule. Order is the order of urgency on a room tile (UX 5).
var Rules = []Rule{
	{Code: "B01", Name: "unregistered", Judge: judgeUnregistered, Words: "未登记", Tag: "badc"},
	{Code: "B05", Name: "stale", Judge: judgeStale, VisitDays: func(l Limits) int { return l.StaleVisitDays }, Words: "待核实", Tag: "warn"},
}

// RuleOf finds a rule by its code.
func RuleOf(code string) (Rule, bool) {
	for _, rule := range Rules {
		if rule.Code == code {
			return rule, true
		}
	}
	return Rule{}, false
}

// earliest keeps the earlier of two moments; 0 is none, and moments not after at are past.
func earliest(a, b, at workday.Moment) workday.Moment {
	if b <= at || b.IsZero() {
		return a
	}
	if a.IsZero() || b < a {
		return b
	}
	return a
}

package models

import "anju/models/workday"

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
// (DueAt) need not be repeated there, nor the days of the roster (Roster.turningPoint).
type Rule struct {
	Code  string
	Name  string
	Judge func(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment)
	// VisitDays is V in calendar days where it is not the common number of working days (RULES 10, 43).
	VisitDays func(Limits) int
	// Fixed is the level that the flag has from opening and keeps; 0 = it climbs (RULES 11).
	Fixed int
	// AtOnce says that there is no limit: the flag opens in the first run that sees the fact (RULES 7).
	AtOnce bool
	// FreezeOnConfirm stops the level when the stay is confirmed (B17, RULES 12).
	FreezeOnConfirm bool
	// NamesLastDay adds to the evidence until when there is time, and that nobody is to be put out (RULES 43).
	NamesLastDay bool
	// Private keeps the flag from everybody but the child worker of the community, or the grid worker where none is named:
	// it stands in no other queue, chip, count, export or print (RULES 11).
	Private bool
	// Compares says that the rule looks at other homes. No errand of a landlord may show, not even by the time it takes,
	// what it found, so the job alone opens it.
	Compares bool
	// Words are the flag's name on a page and its tag class.
	Words string
	Tag   string
}

// Rules is the table: one line a rule, one file a rule. Order is the order of urgency on a room tile (UX 5).
var Rules = []Rule{
	{Code: "B03", Name: "foreigner_24h", Judge: judgeForeigner, Fixed: 3, Words: "外国人未登记", Tag: "badc"},
	{Code: "B01", Name: "unregistered", Judge: judgeUnregistered, Words: "未登记", Tag: "badc"},
	{Code: "B13", Name: "nonliving_room", Judge: judgeNonLiving, AtOnce: true, Words: "不能住人", Tag: "badc"},
	{Code: "B15", Name: "minor_alone", Judge: judgeChild, AtOnce: true, Fixed: 2, Private: true, Words: "孩子独住", Tag: "warn"},
	{Code: "B11", Name: "room_crowded", Judge: judgeCrowded, AtOnce: true, NamesLastDay: true, VisitDays: func(l Limits) int { return l.CrowdVisitDays }, Words: "超员", Tag: "over"},
	{Code: "B12", Name: "area_crowded", Judge: judgeArea, AtOnce: true, NamesLastDay: true, VisitDays: func(l Limits) int { return l.CrowdVisitDays }, Words: "住得太挤", Tag: "over"},
	{Code: "B17", Name: "duplicate", Judge: judgeDuplicate, AtOnce: true, FreezeOnConfirm: true, Compares: true, VisitDays: func(l Limits) int { return l.DuplicateVisitDays }, Words: "人户不一致", Tag: "dup"},
	{Code: "B08", Name: "overdue_checkout", Judge: judgeCheckout, Words: "没办退房", Tag: "warn"},
	{Code: "B05", Name: "stale", Judge: judgeStale, VisitDays: func(l Limits) int { return l.StaleVisitDays }, Words: "待核实", Tag: "warn"},
	{Code: "B07", Name: "overstay", Judge: judgeOverstay, VisitDays: func(l Limits) int { return l.OverstayVisitDays }, Words: "租约到期", Tag: "warn"},
	{Code: "B09", Name: "vacant_conflict", Judge: judgeVacant, AtOnce: true, Words: "空房有人", Tag: "warn"},
	{Code: "B10", Name: "empty_roster", Judge: judgeEmpty, Words: "册上没人", Tag: "warn"},
	{Code: "B14", Name: "large_rental", Judge: judgeLarge, AtOnce: true, Words: "要有管理人", Tag: "info"},
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

// PrivateRules are the codes of the rules whose flags concern a child alone.
func PrivateRules() []string { return codes(func(r Rule) bool { return r.Private }) }

// FixedRules are the codes of the rules whose flags keep their level however late they are settled.
func FixedRules() []string { return codes(func(r Rule) bool { return r.Fixed != 0 }) }

// HiddenFromLandlords are the codes of the rules whose flags no landlord may learn of: those about a child alone and those
// that compare homes.
func HiddenFromLandlords() []string {
	return codes(func(r Rule) bool { return r.Private || r.Compares })
}

func codes(keep func(Rule) bool) []string {
	var found []string
	for _, rule := range Rules {
		if keep(rule) {
			found = append(found, rule.Code)
		}
	}
	return found
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

package models

import "anju/models/workday"

// Ladder answers the level of an open flag at a moment and the moment of its next step (0 = none), from (rule, due,
// raised, visited, at) alone, so that a late run goes straight to the right level (RULES 9, 10, 44). A frozen flag (an
// open dispute; a confirmation of B17) keeps the level that it has, and some rules have one level only (RULES 11).
func Ladder(f Flag, frozen bool, limits Limits, at workday.Moment) (level int, next workday.Moment) {
	if rule, ok := RuleOf(f.Rule); ok && rule.Fixed != 0 {
		return rule.Fixed, 0
	}
	if frozen && f.Level > 0 {
		return f.Level, 0
	}
	second, third := LadderSteps(f, limits)
	visitHolds := !f.VisitedAt.IsZero() && f.VisitedAt < third
	switch {
	case at < second:
		return 1, second
	case at < third:
		if visitHolds {
			return 2, 0
		}
		return 2, third
	case visitHolds:
		return 2, 0
	}
	return 3, 0
}

// LadderSteps are the instants of level 2 (24:00 of V) and level 3 (24:00 of the 5th working day after V). Base is the
// later of the last day of the limit and the day before the flag was raised.
func LadderSteps(f Flag, limits Limits) (second, third workday.Moment) {
	base := (f.DueAt - 1000).Day()
	if day := f.RaisedAt.Day() - 1; day > base {
		base = day
	}
	v := limits.Calendar.Add(base, limits.VisitWorkingDays)
	if rule, ok := RuleOf(f.Rule); ok && rule.VisitDays != nil {
		v = base + workday.Day(rule.VisitDays(limits))
	}
	return workday.At(v.End()), workday.At(limits.Calendar.Add(v, limits.OfficerWorkingDays).End())
}

// StepEnd is the instant at which the step ends on which an open flag stands, and whose step it is: of the landlord, of the
// grid worker, or, where the flag never climbs, of nobody. On the highest step it stays where that step began, and 0 is for a
// flag that has no limit and never climbs.
func StepEnd(f Flag, limits Limits) (end workday.Moment, whose string) {
	if rule, _ := RuleOf(f.Rule); rule.Fixed != 0 {
		if rule.AtOnce {
			return 0, ""
		}
		return f.DueAt, ""
	}
	second, third := LadderSteps(f, limits)
	if f.Level >= 2 {
		return third, "网格员"
	}
	return second, "户主"
}

// LastDay is the day that a person reads as the limit: never the day after it (RULES 3).
func (f Flag) LastDay() workday.Day { return (f.DueAt - 1000).Day() }

// SettleBy is the day that people read as the last one to settle a flag: its limit, or for a crowded home the end of the
// time in which nobody is sent away (RULES 43).
func (f Flag) SettleBy(limits Limits) workday.Day {
	if rule, ok := RuleOf(f.Rule); ok && rule.VisitDays != nil {
		second, _ := LadderSteps(f, limits)
		return (second - 1000).Day()
	}
	return f.LastDay()
}

// TextsOf are the kinds of text that ask somebody to settle a flag of a rule; R03 is none of them: it says that somebody comes.
func TextsOf(rule string) []string {
	return map[string][]string{"B01": {"R02"}, "B05": {"R05", "R06"}, "B07": {"R08"}, "B09": {"R10"}, "B17": {"R19"}}[rule]
}

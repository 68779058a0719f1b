package models

import "anju/models/workday"

// Deadline is an open flag with the days from which its limit is counted.
type Deadline struct {
	Flag       `gorm:"embedded"`
	MovedInOn  workday.Day
	SaidLeftAt workday.Moment
}

// Due is the end of the limit by these limits. Flags that count no working days keep theirs.
func (d Deadline) Due(limits Limits) workday.Moment {
	switch d.Rule {
	case "B01":
		return UnregisteredDue(d.MovedInOn, limits)
	case "B08":
		return CheckoutDue(d.SaidLeftAt, limits)
	}
	return d.DueAt
}

// Moves says whether the limit of the flag or a step up that lies ahead of it falls on another moment.
func (d Deadline) Moves(was, next Limits, at workday.Moment) bool {
	if d.Due(was) != d.Due(next) {
		return true
	}
	if rule, ok := RuleOf(d.Rule); ok && rule.Fixed != 0 {
		return false
	}
	second, third := LadderSteps(d.Flag, was)
	newSecond, newThird := LadderSteps(d.Flag, next)
	moves := func(was, next workday.Moment) bool { return was != next && max(was, next) > at }
	return moves(second, newSecond) || moves(third, newThird)
}

package models

import "anju/models/workday"

// turningPoint is the next moment at which time alone changes what the rules see (RULES 34): 00:00 of a day on which
// somebody begins or ceases to live there, to be away, or to live in another home too; a birthday that a rule knows; a
// later-dated report, confirmation or dispute.
func (r Roster) turningPoint(limits Limits, at workday.Moment) workday.Moment {
	next := earliest(0, r.Unit.LastConfirmedAt, at)
	for _, s := range r.Stays {
		if s.State == StayVoid {
			continue
		}
		next = s.turningPoint(next, at)
		for _, m := range []workday.Moment{s.ReportedAt, s.ConfirmedAt, s.SaidLeftAt, s.DisputedAt} {
			next = earliest(next, m, at)
		}
		for _, other := range r.Elsewhere[string(s.DocIndex)] {
			next = other.turningPoint(next, at)
		}
		next = birthday(next, r.Born[s.TenantID], limits, at)
	}
	return next
}

// turningPoint is the earlier of a moment and the next day on which the stay begins or ceases to count. After the day of
// moving out nothing of it counts: a return that was expected later changes nothing.
func (s Stay) turningPoint(next, at workday.Moment) workday.Moment {
	for _, d := range []workday.Day{s.MovedInOn, s.MovedOutOn, s.SaidLeftOn, s.AwayFrom, s.AwayTo} {
		if !s.MovedOutOn.IsZero() && d > s.MovedOutOn {
			continue
		}
		if !d.IsZero() && d >= at.Day() { // cheap, before a zone is looked up
			next = earliest(next, workday.At(d.Start()), at)
		}
	}
	return next
}

// birthday is the earlier of a moment and the next birthday at which a rule sees somebody differently.
func birthday(next workday.Moment, born workday.Day, limits Limits, at workday.Moment) workday.Moment {
	if born.IsZero() {
		return next
	}
	for _, age := range []int{limits.InfantAge, limits.SameDayAge, limits.AloneAge, limits.AdultAge, limits.UncountedAge} {
		if d := born.AddYears(age); age > 0 && d >= at.Day() {
			next = earliest(next, workday.At(d.Start()), at)
		}
	}
	return next
}

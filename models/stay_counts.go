package models

import "anju/models/workday"

// CountsFrom is the first day whose statistics change when a stay becomes another (one that is not there counts as void);
// false where none do.
func CountsFrom(before, after Stay) (first workday.Day, changed bool) {
	counted := func(s Stay) bool { return s.State != StayVoid && s.State != "" }
	was, is := counted(before), counted(after)
	note := func(d workday.Day) {
		if !changed || d < first {
			first, changed = d, true
		}
	}
	switch {
	case was != is && is:
		note(after.MovedInOn)
	case was != is:
		note(before.MovedInOn)
	case is:
		for _, pair := range [][2]workday.Day{
			{before.MovedInOn, after.MovedInOn}, {before.MovedOutOn, after.MovedOutOn}, {before.SaidLeftOn, after.SaidLeftOn},
			{dayOf(before.ReportedAt), dayOf(after.ReportedAt)},
		} {
			for i, d := range pair {
				if d != pair[1-i] && !d.IsZero() {
					note(d)
				}
			}
		}
	}
	return first, changed
}

func dayOf(m workday.Moment) workday.Day {
	if m.IsZero() {
		return 0
	}
	return m.Day()
}

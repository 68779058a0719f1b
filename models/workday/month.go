package workday

import "time"

// AddMonths returns the same date n months later: the day at whose 00:00 a stay that began at 00:00 of d is n calendar
// months old. Where the month has no such day it is the first of the next month, as for birthdays (RULES.md 24). No day
// stays no day.
func (d Day) AddMonths(n int) Day {
	if d.IsZero() {
		return 0
	}
	y, m, day := d.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	if same, ok := Date(first.Year(), first.Month(), day); ok {
		return same
	}
	return civil(first.Year(), first.Month()+1, 1)
}

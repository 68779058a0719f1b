package workday

import "time"

// china is +08:00 at all times. Shanghai itself had summer time until 1991, and
// the contract promises +08:00 in every output (RULES.md 32).
var china = time.FixedZone("", 8*60*60)

// Moment is an instant in Unix milliseconds, UTC. 0 means "never".
type Moment int64

// At returns the Moment of t, cut to whole milliseconds; the zero time is
// never.
func At(t time.Time) Moment {
	if t.IsZero() {
		return 0
	}
	return Moment(t.UnixMilli())
}

// IsZero reports whether m is never.
func (m Moment) IsZero() bool { return m == 0 }

// Time returns m in UTC; never is the zero time.
func (m Moment) Time() time.Time {
	if m.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(int64(m)).UTC()
}

// Day is the calendar day of m in Asia/Shanghai; never is on no day.
func (m Moment) Day() Day { return DayOf(m.Time()) }

// Add returns the moment d later, cut to whole milliseconds. Never stays never:
// a limit cannot start from something that did not happen.
func (m Moment) Add(d time.Duration) Moment {
	if m.IsZero() {
		return 0
	}
	return m + Moment(d.Milliseconds())
}

// Chinese is the form of pages, "11 月 26 日 08:30" in Asia/Shanghai, or "".
func (m Moment) Chinese() string {
	if m.IsZero() {
		return ""
	}
	return m.Day().Chinese() + " " + m.Time().In(Shanghai).Format("15:04")
}

// Told is Chinese for something that may lie years back: in another year than now it carries its own.
func (m Moment) Told(now Moment) string {
	y, _, _ := m.Day().Date()
	if this, _, _ := now.Day().Date(); m.IsZero() || y == this {
		return m.Chinese()
	}
	return m.Day().ChineseFull() + " " + m.Time().In(Shanghai).Format("15:04")
}

// Stamp is the form of papers, "2026-11-26 08:30" in Asia/Shanghai, or "".
func (m Moment) Stamp() string {
	if m.IsZero() {
		return ""
	}
	return m.Time().In(Shanghai).Format("2006-01-02 15:04")
}

// RFC3339 is the form of files and of --json, whole seconds with the offset
// +08:00 (RFC 3339; RULES.md 32), or "".
func (m Moment) RFC3339() string {
	if m.IsZero() {
		return ""
	}
	return m.Time().In(china).Format(time.RFC3339)
}

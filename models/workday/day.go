// Package workday holds the two kinds of time the register knows, calendar
// days and moments, and the calendar of working days.
//
// Both are plain integers, so that they sort, compare and store alike on every
// database, and neither ever asks for the present: the time is passed in.
package workday

import (
	"errors"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a server without zone files would move every limit by eight hours
)

// Shanghai is the zone in which every limit of the register begins and ends
// (RULES.md, first paragraph).
var Shanghai = loadShanghai()

func loadShanghai() *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic("workday: Asia/Shanghai is missing although time/tzdata is linked in: " + err.Error())
	}
	return zone
}

const secondsPerDay = 24 * 60 * 60

// Day is a calendar day in Asia/Shanghai, counted in days since 1970-01-01.
// 0 means "no day", so 1970-01-01 itself cannot be stored: no stay is that
// old, and somebody born that day is an adult, as is a person without a birth
// date (RULES.md 23).
type Day int

// DayOf returns the day on which t falls in Asia/Shanghai; the zero time is on
// no day.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.In(Shanghai).Date()
	return civil(y, m, d)
}

// Date returns the day with this year, month and day of the month in the
// Gregorian calendar, and false if there is none, such as 30 February.
func Date(y int, m time.Month, d int) (Day, bool) {
	if y < 1 || y > 9999 {
		return 0, false
	}
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || t.Month() != m || t.Day() != d {
		return 0, false
	}
	return civil(y, m, d), true
}

// ParseDay reads a day written YYYY-MM-DD (ISO 8601, extended form) and
// nothing else; its error is a sentence for the person who typed it.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if outside := (*time.ParseError)(nil); errors.As(err, &outside) && strings.Contains(outside.Message, "out of range") && len(s) == len(time.DateOnly) {
		return 0, fmt.Errorf("没有“%s”这一天，请对一对年月日", s)
	}
	if err != nil || len(s) != len(time.DateOnly) || t.Year() < 1 {
		return 0, fmt.Errorf("“%s”不是日期，请写成 2026-02-28 这样", s)
	}
	day := civil(t.Year(), t.Month(), t.Day())
	if day.IsZero() {
		// Stored as 0 it would silently read as "not filled in".
		return 0, fmt.Errorf("“%s”不能用，请写真实的日期", s)
	}
	return day, nil
}

func civil(y int, m time.Month, d int) Day {
	// Midnight UTC is always a whole number of days, before 1970 too.
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

func (d Day) utc() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == 0 }

// Date returns year, month and day of the month of d.
func (d Day) Date() (int, time.Month, int) { return d.utc().Date() }

// Weekday returns the day of the week of d.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// Start is the instant 00:00 of d in Asia/Shanghai. Where the summer time of
// 1940 skipped that hour, it is the first instant of the day.
func (d Day) Start() time.Time {
	y, m, day := d.Date()
	start := time.Date(y, m, day, 0, 0, 0, 0, Shanghai)
	if start.Day() != day {
		// time.Date may answer a skipped midnight with 23:00 of the day before.
		start = start.Add(time.Hour)
	}
	return start
}

// End is the instant 24:00 of d in Asia/Shanghai, which is 00:00 of the next
// day: limits of whole days end there (RULES.md 3).
func (d Day) End() time.Time { return (d + 1).Start() }

// AddYears returns the same date n years later: the day on which a person born
// on d reaches age n. Born on 29 February that is 1 March in years without the
// day (RULES.md 24). No day stays no day.
func (d Day) AddYears(n int) Day {
	if d.IsZero() {
		return 0
	}
	y, m, day := d.Date()
	return civil(y+n, m, day) // time.Date carries 29 February over into 1 March
}

// String is the form of files and exports, "2006-01-02", or "" for no day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Chinese is the form of pages where the year is plain, "11 月 26 日", or "".
func (d Day) Chinese() string {
	if d.IsZero() {
		return ""
	}
	_, m, day := d.Date()
	return fmt.Sprintf("%d 月 %d 日", m, day)
}

// ChineseFull is Chinese with the year, "2026 年 11 月 26 日", or "".
func (d Day) ChineseFull() string {
	if d.IsZero() {
		return ""
	}
	y, _, _ := d.Date()
	return fmt.Sprintf("%d 年 %s", y, d.Chinese())
}

package workday

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Holiday is a day that a notice names: a day off, or a weekend day on which
// people work.
type Holiday struct {
	Day    Day
	Worked bool
	Name   string // 春节; 调休上班
	Source string // the notice and its date
}

var holidayHeader = []string{"date", "kind", "name", "source"}

// The longest name and source of a day, in characters.
const (
	longestName   = 20
	longestSource = 80
)

// ReadHoliday reads one row of a holiday file: the date as YYYY-MM-DD in
// Asia/Shanghai, kind "off" or 放假, "work" or 上班. Errors say in plain words
// what is wrong with the row.
func ReadHoliday(date, kind, name, source string) (Holiday, error) {
	h := Holiday{Name: strings.TrimSpace(name), Source: strings.TrimSpace(source)}
	var err error
	if h.Day, err = ParseDay(date); err != nil {
		return h, err // a day that is not in the calendar, or not written like one
	}
	switch kind {
	case "off", "放假":
	case "work", "上班":
		h.Worked = true
	default:
		return h, fmt.Errorf("“%s”不认识，只能写放假（off）或者上班（work）", kind)
	}
	switch {
	case h.Worked && !weekend(h.Day):
		return h, fmt.Errorf("%s 不是周末，本来就上班，日期多半写错了", h.Day)
	case h.Name == "":
		return h, fmt.Errorf("%s 没有写是什么节", h.Day)
	case h.Source == "":
		return h, fmt.Errorf("%s 没有写依据哪个通知", h.Day)
	case utf8.RuneCountInString(h.Name) > longestName:
		return h, fmt.Errorf("%s 的名称太长，最多 %d 个字", h.Day, longestName)
	case utf8.RuneCountInString(h.Source) > longestSource:
		return h, fmt.Errorf("%s 的依据太长，最多 %d 个字", h.Day, longestSource)
	}
	return h, nil
}

// Year is the year of the day.
func (h Holiday) Year() int {
	y, _, _ := h.Day.Date()
	return y
}

// Kind is the kind as a file has it.
func (h Holiday) Kind() string {
	if h.Worked {
		return "work"
	}
	return "off"
}

// WriteHolidays writes the days as ReadCalendar reads them.
func WriteHolidays(w io.Writer, days []Holiday) error {
	out := csv.NewWriter(w)
	rows := [][]string{holidayHeader}
	for _, h := range days {
		rows = append(rows, []string{h.Day.String(), h.Kind(), h.Name, h.Source})
	}
	return out.WriteAll(rows)
}

// Named is what the notices say of a day, if anything.
func (c *Calendar) Named(d Day) (Holiday, bool) {
	if c == nil {
		return Holiday{}, false
	}
	h, named := c.named[d]
	return h, named
}

// Years are the years that are known, the oldest first.
func (c *Calendar) Years() []int {
	if c == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(c.years))
}

// Days are the days that the notices name, of one year or, for 0, of all, in
// order.
func (c *Calendar) Days(year int) []Holiday {
	var days []Holiday
	if c == nil {
		return nil
	}
	for _, d := range slices.Sorted(maps.Keys(c.named)) {
		if h := c.named[d]; year == 0 || h.Year() == year {
			days = append(days, h)
		}
	}
	return days
}

// With is this calendar with a year as these days say. The days of a notice may
// begin in the December before; that year stays as it is for the rest.
func (c *Calendar) With(year int, days []Holiday) *Calendar {
	next := &Calendar{named: map[Day]Holiday{}, years: map[int]bool{year: true}}
	if c != nil {
		maps.Copy(next.named, c.named)
		maps.Copy(next.years, c.years)
	}
	maps.DeleteFunc(next.named, func(_ Day, h Holiday) bool { return h.Year() == year })
	for _, h := range days {
		next.named[h.Day] = h
	}
	return next
}

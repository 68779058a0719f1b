package workday

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Calendar knows the days on which people work: Monday to Friday, except where
// the yearly notice of the State Council on public holidays says otherwise
// (国务院办公厅关于部分节假日安排的通知; RULES.md 26). The zero Calendar, and a
// nil one, know weekends only. Nobody changes one: With makes another.
type Calendar struct {
	named map[Day]Holiday // only days that the notices name
	years map[int]bool
}

// ReadCalendar reads the holiday file: CSV in UTF-8 with the header
// "date,kind,name,source", as ReadHoliday reads each row. It refuses a doubtful
// row instead of leaving it out: a wrong day would move legal limits.
func ReadCalendar(r io.Reader) (*Calendar, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = 4
	head, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("holiday file: header: %w", err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff") // spreadsheets save UTF-8 with a mark
	if !slices.Equal(head, holidayHeader) {
		return nil, fmt.Errorf("holiday file: header is %q, not %q", head, holidayHeader)
	}
	c := &Calendar{named: map[Day]Holiday{}, years: map[int]bool{}}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		if err != nil {
			return nil, fmt.Errorf("holiday file: %w", err)
		}
		if err := c.note(row); err != nil {
			line, _ := rows.FieldPos(0)
			return nil, fmt.Errorf("holiday file: line %d: %w", line, err)
		}
	}
}

func (c *Calendar) note(row []string) error {
	h, err := ReadHoliday(row[0], row[1], row[2], row[3])
	if err != nil {
		return err
	}
	if _, twice := c.named[h.Day]; twice {
		return fmt.Errorf("%s 写了两遍", h.Day)
	}
	c.named[h.Day] = h
	c.years[h.Year()] = true
	return nil
}

// IsWorking reports whether people work on d. In a year without data only
// Saturdays and Sundays are off (RULES.md 26).
func (c *Calendar) IsWorking(d Day) bool {
	if c != nil {
		if h, named := c.named[d]; named {
			return h.Worked
		}
	}
	return !weekend(d)
}

// Add returns the n-th working day after d, d itself not counted: the last day
// of a limit of n working days that begins on d (RULES.md 3). With n below 1
// it is d; no day stays no day.
func (c *Calendar) Add(d Day, n int) Day {
	if d.IsZero() {
		return 0
	}
	for n > 0 {
		d++
		if c.IsWorking(d) {
			n--
		}
	}
	return d
}

// HasYear reports whether the file names any day of the year y; where not,
// limits around its holidays are too short, and doctor says so.
func (c *Calendar) HasYear(y int) bool { return c != nil && c.years[y] }

func weekend(d Day) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

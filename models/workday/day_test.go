package workday

import (
	"testing"
	"time"
)

func day(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAnEntryJustAfterMidnightKeepsItsDay(t *testing.T) {
	for _, c := range []struct{ utc, want string }{
		{"2026-11-25T15:59:59Z", "2026-11-25"},
		{"2026-11-25T16:00:00Z", "2026-11-26"}, // 00:00 in Shanghai
		{"1969-12-31T15:59:59Z", "1969-12-31"},
		{"1952-02-28T16:00:00Z", "1952-02-29"},
	} {
		at, err := time.Parse(time.RFC3339, c.utc)
		if err != nil {
			t.Fatal(err)
		}
		if got := DayOf(at).String(); got != c.want {
			t.Errorf("%s falls on %s, want %s", c.utc, got, c.want)
		}
		if got := At(at).Day().String(); got != c.want {
			t.Errorf("moment %s falls on %s, want %s", c.utc, got, c.want)
		}
	}
	if DayOf(time.Time{}) != 0 {
		t.Error("the zero time must be on no day")
	}
}

func TestEveryDayBeginsWhereTheDayBeforeEnded(t *testing.T) {
	for d := day(t, "1895-01-01"); d < day(t, "2101-01-01"); d++ {
		if d.IsZero() {
			continue
		}
		if got := DayOf(d.Start()); got != d {
			t.Fatalf("%s starts on %s", d, got)
		}
		if got := DayOf(d.End().Add(-time.Millisecond)); got != d {
			t.Fatalf("%s ends on %s", d, got)
		}
		if !d.End().Equal((d + 1).Start()) {
			t.Fatalf("%s: its end is not the start of the next day", d)
		}
		y, m, n := d.Date()
		if again, ok := Date(y, m, n); !ok || again != d {
			t.Fatalf("%s: Date gives %v %v", d, again, ok)
		}
		if got := d.Start().Weekday(); got != d.Weekday() {
			t.Fatalf("%s is a %s, not a %s", d, got, d.Weekday())
		}
	}
}

func TestALimitIsWrittenInShanghaiTime(t *testing.T) {
	if got := day(t, "2026-03-02").End().Format(time.RFC3339); got != "2026-03-03T00:00:00+08:00" {
		t.Error(got)
	}
}

func TestADateThatDoesNotExistIsNotStored(t *testing.T) {
	for _, c := range []struct {
		y  int
		m  time.Month
		d  int
		ok bool
	}{
		{2026, 2, 28, true}, {2026, 2, 29, false}, {2024, 2, 29, true}, {1900, 2, 29, false},
		{2026, 4, 31, false}, {2026, 13, 1, false}, {2026, 0, 1, false}, {2026, 1, 0, false},
		{0, 1, 1, false}, {10000, 1, 1, false}, {-5, 1, 1, false}, {1, 1, 1, true},
	} {
		if _, ok := Date(c.y, c.m, c.d); ok != c.ok {
			t.Errorf("Date(%d, %d, %d) ok = %v", c.y, c.m, c.d, ok)
		}
	}
	for _, s := range []string{
		"", "2026-2-3", "2026/02/03", "20260203", "2026-02-30", " 2026-02-03", "2026-02-03 ",
		"2026-02-03T00:00", "0000-01-01", "２０２６-02-03", "26-02-03", "1970-01-01",
	} {
		if d, err := ParseDay(s); err == nil {
			t.Errorf("ParseDay(%q) = %v", s, d)
		}
	}
	if d := day(t, "1949-12-31"); d >= 0 || d.String() != "1949-12-31" {
		t.Errorf("1949-12-31 is %d, %s", int(d), d)
	}
}

func TestALeapDayChildIsNotHeldYoungerThanTheLawSays(t *testing.T) {
	for _, c := range []struct {
		born string
		n    int
		want string
	}{
		{"2008-02-29", 18, "2026-03-01"},
		{"2008-02-29", 16, "2024-02-29"},
		{"2010-06-15", 16, "2026-06-15"},
		{"1952-02-29", -1, "1951-03-01"},
	} {
		if got := day(t, c.born).AddYears(c.n).String(); got != c.want {
			t.Errorf("%s + %d years = %s, want %s", c.born, c.n, got, c.want)
		}
	}
	if Day(0).AddYears(18) != 0 {
		t.Error("nobody without a birth date comes of age")
	}
}

func TestDatesReadAsPeopleWriteThem(t *testing.T) {
	d := day(t, "2026-11-06")
	if d.Chinese() != "11 月 6 日" || d.ChineseFull() != "2026 年 11 月 6 日" {
		t.Error(d.Chinese(), d.ChineseFull())
	}
	if d.Weekday() != time.Friday || day(t, "1969-12-28").Weekday() != time.Sunday {
		t.Error("wrong day of the week")
	}
	var none Day
	if none.String() != "" || none.Chinese() != "" || none.ChineseFull() != "" || !none.IsZero() {
		t.Error("no day must read as nothing")
	}
}

func TestAMomentComesBackFromTheDatabaseUnchanged(t *testing.T) {
	at := time.Date(2026, 11, 26, 8, 30, 15, 123_999_999, Shanghai)
	m := At(at)
	if !m.Time().Equal(at.Truncate(time.Millisecond)) || m.Time().Location() != time.UTC {
		t.Error(m.Time())
	}
	if m.RFC3339() != "2026-11-26T08:30:15+08:00" || m.Chinese() != "11 月 26 日 08:30" {
		t.Error(m.RFC3339(), m.Chinese())
	}
	if got := m.Add(24 * time.Hour).RFC3339(); got != "2026-11-27T08:30:15+08:00" {
		t.Error(got)
	}
	// Summer time of 1988: the contract promises +08:00 all the same.
	if got := At(time.Date(1988, 7, 1, 0, 0, 0, 0, time.UTC)).RFC3339(); got != "1988-07-01T08:00:00+08:00" {
		t.Error(got)
	}
	never := At(time.Time{})
	if !never.IsZero() || !never.Time().IsZero() || never.Day() != 0 || never.RFC3339() != "" ||
		never.Chinese() != "" || never.Add(time.Hour) != 0 {
		t.Error("never must stay never")
	}
}

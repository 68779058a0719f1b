package workday

import (
	"strings"
	"testing"
)

// Rows of the notices for 2025 and 2026 around Spring Festival and National
// Day, where limits go wrong.
const excerpt = `date,kind,name,source
2025-10-01,off,国庆节、中秋节,通知
2025-10-02,off,国庆节、中秋节,通知
2025-10-03,off,国庆节、中秋节,通知
2025-10-06,off,国庆节、中秋节,通知
2025-10-07,off,国庆节、中秋节,通知
2025-10-08,off,国庆节、中秋节,通知
2025-10-11,work,调休上班,通知
2026-02-14,work,调休上班,通知
2026-02-16,off,春节,通知
2026-02-17,off,春节,通知
2026-02-18,off,春节,通知
2026-02-19,off,春节,通知
2026-02-20,off,春节,通知
2026-02-23,off,春节,通知
2026-02-28,work,调休上班,通知
`

func calendar(t *testing.T) *Calendar {
	t.Helper()
	c, err := ReadCalendar(strings.NewReader(excerpt))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestALandlordIsNotFlaggedBeforeHisWorkingDaysAreOver(t *testing.T) {
	c := calendar(t)
	for _, x := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-02-26", 3, "2026-03-02"}, // RULES 26: Saturday the 28th is worked
		{"2026-02-13", 3, "2026-02-25"}, // Saturday 14 worked, then the whole festival off
		{"2026-02-18", 1, "2026-02-24"},
		{"2025-09-30", 3, "2025-10-11"},
		{"2026-03-06", 3, "2026-03-11"}, // an ordinary weekend
		{"2026-03-07", 1, "2026-03-09"}, // moved in on a Saturday
		{"2026-03-06", 0, "2026-03-06"},
		{"2026-03-06", -2, "2026-03-06"},
		{"2024-10-01", 1, "2024-10-02"}, // no data: only weekends are off
	} {
		if got := c.Add(day(t, x.from), x.n).String(); got != x.want {
			t.Errorf("%s + %d working days = %s, want %s", x.from, x.n, got, x.want)
		}
	}
	if c.Add(0, 3) != 0 {
		t.Error("a limit without a first day has no last day")
	}
}

func TestAYearWithoutNoticeIsSaidToLackIt(t *testing.T) {
	c := calendar(t)
	if !c.HasYear(2025) || !c.HasYear(2026) || c.HasYear(2027) || c.HasYear(0) {
		t.Error("years with data")
	}
	var none *Calendar
	if none.HasYear(2026) || !none.IsWorking(day(t, "2026-02-17")) || none.IsWorking(day(t, "2026-02-28")) {
		t.Error("without a file only weekends are off")
	}
	if got := none.Add(day(t, "2026-02-13"), 1).String(); got != "2026-02-16" {
		t.Error(got)
	}
}

func TestABrokenHolidayFileDoesNotMoveLimitsSilently(t *testing.T) {
	const head = "date,kind,name,source\n"
	for name, file := range map[string]string{
		"empty":             "",
		"other header":      "day,kind,name,source\n2026-01-01,off,元旦,通知\n",
		"no such date":      head + "2026-02-30,off,春节,通知\n",
		"slashes":           head + "2026/01/01,off,元旦,通知\n",
		"unknown kind":      head + "2026-01-01,free,元旦,通知\n",
		"twice":             head + "2026-01-01,off,元旦,通知\n2026-01-01,off,元旦,通知\n",
		"worked Wednesday":  head + "2026-03-04,work,调休上班,通知\n",
		"missing column":    head + "2026-01-01,off,元旦\n",
		"unfinished quotes": head + "2026-01-01,off,\"元旦,通知\n",
	} {
		if _, err := ReadCalendar(strings.NewReader(file)); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
	_, err := ReadCalendar(strings.NewReader(head + "2026-01-01,off,元旦,通知\n2026-01-02,x,元旦,通知\n"))
	if err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("the operator must be told the line: %v", err)
	}
	c, err := ReadCalendar(strings.NewReader("\ufeff" + strings.ReplaceAll(excerpt, "\n", "\r\n")))
	if err != nil || c.IsWorking(day(t, "2026-02-17")) {
		t.Errorf("a file saved by a spreadsheet: %v", err)
	}
}

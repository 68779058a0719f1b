package workday

import "testing"

func TestMonthsEndOnTheDateOrOnTheFirstAfterIt(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-05-25", 6, "2026-11-25"},
		{"2024-02-29", 12, "2025-03-01"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2025-08-31", 6, "2026-03-01"},
		{"2023-08-31", 6, "2024-03-01"},
		{"2023-08-29", 6, "2024-02-29"},
		{"2026-12-31", 1, "2027-01-31"},
		{"2026-11-30", 3, "2027-03-01"},
		{"2026-03-31", -1, "2026-03-01"},
	} {
		from, err := ParseDay(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := from.AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.n, got, c.want)
		}
	}
	if Day(0).AddMonths(6) != 0 {
		t.Error("no day must stay no day")
	}
	for d := Day(19000); d < 19000+1500; d++ { // a longer stay is never put into a shorter group
		if d.AddMonths(6) > (d + 1).AddMonths(6) {
			t.Fatalf("%s and the day after change places", d)
		}
	}
}

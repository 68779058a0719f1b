package models

import (
	"testing"

	"pgregory.net/rapid"

	"anju/models/workday"
)

// TestNoChangeOfAStayLeavesAnOldCountStanding draws two states of a stay: before the day that CountsFrom names, both count
// alike on every day.
func TestNoChangeOfAStayLeavesAnOldCountStanding(t *testing.T) {
	draw := func(t *rapid.T, name string) Stay {
		day := func(what string, from int) workday.Day {
			return workday.Day(20000 + rapid.IntRange(from, 12).Draw(t, name+what))
		}
		s := Stay{State: rapid.SampledFrom([]string{StayDeclared, StayReported, StayClosed, StayVoid, ""}).Draw(t, name+"state"), MovedInOn: day("in", 0)}
		if rapid.Bool().Draw(t, name+"left") {
			s.MovedOutOn = day("out", 0)
		}
		if rapid.Bool().Draw(t, name+"said to have left") {
			s.SaidLeftOn = day("said", 0)
		}
		if rapid.Bool().Draw(t, name+"told") {
			s.ReportedAt = workday.At(day("report", 0).Start()) + workday.Moment(rapid.Int64Range(0, 86_399_999).Draw(t, name+"hour"))
		}
		return s
	}
	counts := func(s Stay, d workday.Day) [3]bool {
		lives := s.State != "" && s.LivesOn(d)
		return [3]bool{lives, lives && s.MovedInOn <= d-5, lives && s.ReportedAt > 0 && s.ReportedAt < workday.At(d.End())}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		first, changed := CountsFrom(a, b)
		for d := workday.Day(19990); d < 20030; d++ {
			if counts(a, d) != counts(b, d) && (!changed || d < first) {
				t.Fatalf("%+v -> %+v changes day %v, CountsFrom says %v %v", a, b, d, first, changed)
			}
		}
	})
}

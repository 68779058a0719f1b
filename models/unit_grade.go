package models

import (
	"strconv"

	"anju/models/workday"
)

// Grade rates a house, never the people in it (B29).
type Grade string

// The grades, best first.
const (
	GradeGreen  Grade = "green"
	GradeYellow Grade = "yellow"
	GradeOrange Grade = "orange"
	GradeRed    Grade = "red"
)

// GradeWords are the words and the classes of tags, best first.
var GradeWords = map[Grade][2]string{GradeGreen: {"绿", "ok"}, GradeYellow: {"黄", "warn"}, GradeOrange: {"橙", "over"}, GradeRed: {"红", "badc"}}

// GradeFacts are all that a grade looks at: the house, its papers, and what visits found. Nothing about anybody who lives
// there can be put into it.
type GradeFacts struct {
	State    string         // filing state of the home
	Parted   string         // of a shop with living quarters
	Hazards  []Hazard       // that stand
	Late     int            // how often somebody was reported after the limit in the last GradeSpan days
	Refused  bool           // the last visit was not let in
	LookedAt workday.Moment // fire safety; 0 = never
	KnownAt  workday.Moment // when the home came into the register
	Large    bool           // a large rental (B14)
}

// GradeSpan are the days over which lateness counts.
const GradeSpan = 90

// GradeReason is one line of why: a sentence, and the points that it takes from a hundred.
type GradeReason struct {
	Words  string
	Points int
}

// GradeOf rates a house by its facts on a day, with every reason that took points. 80 and more is green, 60 yellow, 40 orange.
// What may kill today and was not put right in time makes it red at once.
func GradeOf(f GradeFacts, l Limits, on workday.Day) (Grade, []GradeReason) {
	var why []GradeReason
	take := func(points int, words string) { why = append(why, GradeReason{words, points}) }
	if f.State == UnitRectify {
		take(20, "备案说要整改，还没改好")
	}
	switch f.Parted {
	case PartedNo:
		take(30, "住的地方和做生意的地方没隔开")
	case PartedUnsure:
		take(10, "住的地方和做生意的地方隔没隔开，说不准")
	}
	red := false
	for _, h := range f.Hazards {
		kind, _ := HazardKindOf(h.Kind)
		points, words := []int{10, 20, 40}[kind.Grave], kind.Fault
		if h.Overdue(on) {
			points, words = points+20, words+"，"+h.DueOn.Chinese()+"该改好的"
			red = red || kind.Grave == 2
		}
		take(points, words)
	}
	if f.Late > 0 {
		take(min(5*f.Late, 20), strconv.Itoa(GradeSpan)+" 天里有 "+strconv.Itoa(f.Late)+" 次过了期限才登记")
	}
	if f.Refused {
		take(10, "上次走访没让进门")
	}
	every, what := l.FireDays, ""
	if f.Large {
		every, what = l.FireLargeDays, "大的出租房，"
	}
	if int(on-max(f.LookedAt, f.KnownAt).Day()) > every { // a home that is new here has not been missed yet
		take(10, what+"超过 "+strconv.Itoa(every)+" 天没看过消防")
	}
	left := 100
	for _, r := range why {
		left -= r.Points
	}
	switch {
	case red || left < 40:
		return GradeRed, why
	case left < 60:
		return GradeOrange, why
	case left < 80:
		return GradeYellow, why
	}
	return GradeGreen, why
}

// VisitEvery is how many days lie between two visits to a home of a grade.
func VisitEvery(g Grade, l Limits) int {
	return map[Grade]int{GradeGreen: l.GreenDays, GradeYellow: l.YellowDays, GradeOrange: l.OrangeDays, GradeRed: l.RedDays}[g]
}

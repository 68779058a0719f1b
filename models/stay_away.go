package models

import "anju/models/workday"

// MostAway is how many days a stay may be away; longer is moving out (RULES 48).
const MostAway = 60

// MostAwayAhead is how many days ahead an absence may begin; what is further off is said when it comes.
const MostAwayAhead = 90

// AwayFault says what is wrong with an absence, or ""; to is the day of return, which counts again.
func AwayFault(from, to workday.Day) string {
	switch {
	case from == 0 && to == 0:
	case from == 0 || to == 0:
		return "暂离要写开始和结束两个日期"
	case to < from:
		return "暂离结束早于开始，请对一对"
	case to-from > MostAway:
		return "暂离最长 60 天，更长的请按搬走登记"
	}
	return ""
}

// Whose word an absence is.
const (
	SaidOwner = "owner" // the landlord, or who acts for him
	SaidSelf  = "self"
	SaidVisit = "visit"
)

// SaidNames are the words for it.
var SaidNames = map[string]string{SaidOwner: "户主说的", SaidSelf: "本人说的", SaidVisit: "走访时记的"}

// GoAway puts an absence down, by somebody's word.
func (s *Stay) GoAway(from, to workday.Day, said string) {
	s.AwayFrom, s.AwayTo, s.AwaySaid = from, to, said
}

// ComeBack ends an absence on a day: from it on the person counts as there, and the clock of B05 begins anew (RULES 48).
func (s *Stay) ComeBack(on workday.Day) {
	switch {
	case on <= s.AwayFrom:
		s.AwayFrom, s.AwayTo, s.AwaySaid = 0, 0, ""
	case on < s.AwayTo:
		s.AwayTo = on
	}
}

// Going says whether an absence runs on a day or is still ahead.
func (s Stay) Going(d workday.Day) bool { return !s.AwayFrom.IsZero() && d < s.AwayTo }

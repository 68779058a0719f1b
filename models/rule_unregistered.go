package models

import "anju/models/workday"

// judgeUnregistered is B01 (RULES 1, 3, 5, 13, 38; 浙江省流动人口居住登记条例 Art 9: three working days): somebody lives there
// and nobody reported it. The limit always begins on the day of moving in; the first report stops it for good. Foreign
// stays are B03's.
func judgeUnregistered(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	for _, s := range r.Stays {
		if s.Foreign || s.Reported(at) || !s.LivesOn(today) {
			continue
		}
		facts = append(facts, Verdict{
			Rule: "B01", RoomID: s.RoomID, StayID: s.ID,
			DueAt:    UnregisteredDue(s.MovedInOn, limits),
			Evidence: s.MovedInOn.Chinese() + "住进来，还没有登记",
		})
	}
	return facts, next
}

// UnregisteredDue is 24:00 of the last day of the limit, as an instant (RULES 3).
func UnregisteredDue(movedIn workday.Day, limits Limits) workday.Moment {
	if limits.ReportDays > 0 {
		return workday.At((movedIn + workday.Day(limits.ReportDays)).End())
	}
	return workday.At(limits.Calendar.Add(movedIn, limits.ReportWorkingDays).End())
}

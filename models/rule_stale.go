package models

import (
	"strconv"

	"anju/models/workday"
)

// judgeStale is B05 (RULES 13, 14, 42): a reported stay that nobody confirmed for the profile's number of days. Confirmed
// at any hour of day D, it opens at 00:00 of D+91. It is not open while the person is away, and the days begin anew on the
// day of return (RULES 48).
func judgeStale(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	for _, s := range r.Stays {
		if s.State == StayLeaving || !s.Reported(at) || !s.LivesOn(today) || s.AwayOn(today) {
			continue
		}
		known := s.LastKnown(at)
		if s.AwayTo <= today {
			known = max(known, s.AwayTo)
		}
		facts = append(facts, Verdict{
			Rule: "B05", RoomID: s.RoomID, StayID: s.ID,
			DueAt:    workday.At(max(known+workday.Day(limits.StaleDays)+1, s.ConfirmFrom).Start()),
			Evidence: strconv.Itoa(limits.StaleDays) + " 天没有人确认还住在这里",
		})
	}
	return facts, next
}

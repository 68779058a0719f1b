package models

import (
	"time"

	"anju/models/workday"
)

// judgeForeigner is B03 (RULES 4, 5, 6, 11, 28; 出境入境管理法 Art 39: the host or the guest registers with the police within
// 24 hours of moving in). Neither a report nor a confirmation here replaces that; the day of registering does.
func judgeForeigner(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	for _, s := range r.Stays {
		if !s.Foreign || !s.PoliceAt.IsZero() || !s.LivesOn(today) {
			continue
		}
		facts = append(facts, Verdict{
			Rule: "B03", RoomID: s.RoomID, StayID: s.ID,
			DueAt:    ForeignerDue(s, limits),
			Evidence: s.MovedInOn.Chinese() + "住进来，还没有写哪天到派出所登记的",
		})
	}
	return facts, next
}

// ForeignerDue is the end of the 24 hours: from the minute of moving in where one was given, else with the day of it.
func ForeignerDue(s Stay, limits Limits) workday.Moment {
	from := s.MovedInAt
	if from.Day() != s.MovedInOn {
		from = workday.At(s.MovedInOn.Start())
	}
	return from.Add(time.Duration(limits.ForeignerHours) * time.Hour)
}

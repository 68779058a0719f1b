package models

import (
	"strconv"

	"anju/models/workday"
)

// judgeChild is B15 (RULES 11, 22-24; 未成年人保护法 Art 21): a child lives in a home where no adult lives. It is about the
// child's welfare, never an offence: Rule.Private keeps it from everybody else. Unreported and absent people count on
// both sides (RULES 48).
func judgeChild(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	living := r.LivingOn(today)
	for _, s := range living {
		if r.ageOn(s, today) >= limits.AdultAge {
			return nil, 0
		}
	}
	for _, s := range living {
		age := r.ageOn(s, today)
		if age >= limits.AloneAge {
			continue
		}
		words := "不满 " + strconv.Itoa(limits.AloneAge) + " 岁的孩子住在这里，名册上没有大人"
		if age < limits.SameDayAge {
			words = "不满 " + strconv.Itoa(limits.SameDayAge) + " 岁的孩子住在这里，名册上没有大人，当天就要去看"
		}
		facts = append(facts, Verdict{Rule: "B15", RoomID: s.RoomID, StayID: s.ID, Evidence: words})
	}
	return facts, 0
}

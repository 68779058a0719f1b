package models

import "anju/models/workday"

// judgeDuplicate is B17 (RULES 10, 12, 25): the same person lives in two or more homes. It says no word about the other
// one. Two homes of which staff took down that he lives in both are none of it: one for work, one for the rest of the week.
func judgeDuplicate(r Roster, _ Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	for _, s := range r.presentOn(today) {
		for _, other := range r.Elsewhere[string(s.DocIndex)] {
			if other.LivesOn(today) && !other.AwayOn(today) && !(s.InBoth() && other.InBoth()) {
				facts = append(facts, Verdict{Rule: "B17", RoomID: s.RoomID, StayID: s.ID, Evidence: "同一个人登记在两处以上，请问清本人住哪处"})
				break
			}
		}
	}
	return facts, 0
}

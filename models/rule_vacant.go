package models

import (
	"strconv"

	"anju/models/workday"
)

// judgeVacant is B09 (RULES 36): the home is said to be vacant, or is off the market, and somebody lives there.
func judgeVacant(r Roster, _ Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	n := len(r.presentOn(at.Day()))
	if n == 0 || r.Unit.Occupancy != OccupancyVacant && !r.Unit.Delisted() {
		return nil, 0
	}
	said := "说是空着的"
	if r.Unit.Delisted() {
		said = "已经停租"
	}
	return []Verdict{{Rule: "B09", Evidence: "房子" + said + "，名册上还住着 " + strconv.Itoa(n) + " 人"}}, 0
}

package models

import (
	"strconv"
	"strings"

	"anju/models/workday"
)

// judgeArea is B12 (RULES 20, 43): less usable area for each person than the place asks, in every kind of unit, a family
// too. A room without its area is not judged.
func judgeArea(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	present := r.presentOn(today)
	for _, room := range r.Rooms {
		if room.UsableC <= 0 || room.NonLiving() {
			continue
		}
		n := 0
		for _, s := range in(room, present) {
			if r.ageOn(s, today) >= limits.UncountedAge {
				n++
			}
		}
		if room.UsableC >= limits.MinAreaC*n {
			continue
		}
		facts = append(facts, Verdict{Rule: "B12", RoomID: room.ID, Evidence: "这间能用的面积 " + metres(room.UsableC) + " 平方米，住了 " +
			strconv.Itoa(n) + " 人，每人不到 " + metres(limits.MinAreaC) + " 平方米"})
	}
	return facts, 0
}

// metres writes hundredths of a square metre: 799 is 7.99, 800 is 8.
func metres(c int) string {
	s := strconv.Itoa(c/100) + "." + strconv.Itoa(c%100/10) + strconv.Itoa(c%10)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

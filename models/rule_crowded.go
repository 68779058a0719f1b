package models

import (
	"strconv"
	"strings"

	"anju/models/workday"
)

// judgeCrowded is B11 (RULES 18, 19, 23, 24, 43): more people in one room of a home or flat than the place allows. One
// family may share a room, and infants are not counted. Rooms of dormitories and worksites go by beds.
func judgeCrowded(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	if r.Unit.Kind != KindHome && r.Unit.Kind != KindFlat {
		return nil, 0
	}
	today := at.Day()
	lessees := 0
	for _, s := range r.LivingOn(today) {
		if relation(s) == relationSelf {
			lessees++
		}
	}
	present := r.presentOn(today)
	for _, room := range r.Rooms {
		if room.NonLiving() {
			continue
		}
		var counted []Stay
		for _, s := range in(room, present) {
			if r.ageOn(s, today) >= limits.InfantAge {
				counted = append(counted, s)
			}
		}
		limit := room.CapOf(r.Unit.Kind, limits)
		if len(counted) <= limit || family(counted, lessees) {
			continue
		}
		facts = append(facts, Verdict{Rule: "B11", RoomID: room.ID,
			Evidence: "这间住了 " + strconv.Itoa(len(counted)) + " 人，最多住 " + strconv.Itoa(limit) + " 人"})
	}
	return facts, 0
}

const relationSelf = "本人"

func relation(s Stay) string { return strings.TrimSpace(s.Relation) }

// family says whether the people of a room are one family: spouse, children and parents of the lessee, who is one of them
// or the only lessee of the home. One unknown or other relation ends that.
func family(people []Stay, lessees int) bool {
	selves := 0
	for _, s := range people {
		switch relation(s) {
		case relationSelf:
			selves++
		case "配偶", "子女", "父母":
		default:
			return false
		}
	}
	return selves == 1 || selves == 0 && lessees == 1
}

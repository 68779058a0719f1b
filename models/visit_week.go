package models

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"

	"anju/models/workday"
)

// Season is what a time of the year puts first, by kind of home.
type Season struct {
	Words string
	Kinds []string
	Lines []string // codes of HazardKinds to look at above all
}

// SeasonOf is the season of a day.
func SeasonOf(on workday.Day) Season {
	_, month, _ := on.Date()
	switch month {
	case 3, 4:
		return Season{"节后开工，先看集体宿舍和工地宿舍", []string{KindDormitory, KindWorksite}, []string{"exit", "wiring", "wall"}}
	case 5, 6:
		return Season{"天热充电多，先看套房和集体宿舍", []string{KindFlat, KindDormitory}, []string{"ebike", "wiring"}}
	case 7, 8, 9:
		return Season{"台风季，先看工地宿舍和自建房", []string{KindWorksite, KindHome}, []string{"bars", "wiring", "exit"}}
	case 10, 11:
		return Season{"天干防火，先看店铺住人和集体宿舍", []string{KindShop, KindDormitory}, []string{"exit", "alarm", "extinguisher"}}
	}
	return Season{"冬天用气用电，先看自建房和店铺住人", []string{KindHome, KindShop}, []string{"heater", "basement", "wiring"}}
}

// WeekHome is a home with what the plan of a week asks about it.
type WeekHome struct {
	Unit      Unit
	Grade     Grade
	VisitedOn workday.Day // 0 = never
	Season    bool        // of a kind that the season puts first
	DueOn     workday.Day // 0 = it was never visited
}

// seasonEarlier is by how many days the homes that the season puts first are visited earlier.
const seasonEarlier = 7

// PlanWeek chooses the homes to visit in the week that begins on a Monday: those of which the interval of their grade ends
// in it or is over, those never visited, and those of the season a week earlier. most is how many there is time for: the
// worst grade goes first, then the longest due; over is how many are left for another week. The list is in walking order:
// by road, along its numbers.
func PlanWeek(homes []WeekHome, monday workday.Day, most int, limits Limits) (plan []WeekHome, over int) {
	season := SeasonOf(monday)
	for _, h := range homes {
		h.Season = slices.Contains(season.Kinds, h.Unit.Kind)
		every := VisitEvery(h.Grade, limits)
		if h.Season {
			every -= min(seasonEarlier, every/2)
		}
		if h.VisitedOn != 0 {
			h.DueOn = h.VisitedOn + workday.Day(every)
		}
		if h.DueOn < monday+7 {
			plan = append(plan, h)
		}
	}
	slices.SortStableFunc(plan, func(a, b WeekHome) int {
		return cmp.Or(VisitEvery(a.Grade, limits)-VisitEvery(b.Grade, limits), cmp.Compare(a.DueOn, b.DueOn), cmp.Compare(a.Unit.ID, b.Unit.ID))
	})
	if len(plan) > most {
		plan, over = plan[:most], len(plan)-most
	}
	slices.SortStableFunc(plan, func(a, b WeekHome) int { return AlongRoads(a.Unit.Address, b.Unit.Address) })
	return plan, over
}

// WalkOrder compares two homes for the order in which one goes to all of them: grid by grid, and in each along the roads.
func WalkOrder(a, b Unit) int {
	return cmp.Or(cmp.Compare(a.CommunityID, b.CommunityID), cmp.Compare(a.GridID, b.GridID), AlongRoads(a.Address, b.Address), cmp.Compare(a.ID, b.ID))
}

// AlongRoads compares two addresses for the order in which one walks: by road, along its numbers.
func AlongRoads(a, b string) int {
	roadA, noA := Walk(a)
	roadB, noB := Walk(b)
	return cmp.Or(cmp.Compare(roadA, roadB), noA-noB, cmp.Compare(a, b))
}

var onRoad = regexp.MustCompile(`^(\D+?)\s*(\d{1,6})`)

// Walk parts an address into its road and the number on it, 0 without one: along these one walks.
func Walk(address string) (road string, no int) {
	m := onRoad.FindStringSubmatch(address)
	if m == nil {
		return address, 0
	}
	no, _ = strconv.Atoi(m[2])
	return m[1], no
}

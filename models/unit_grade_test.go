package models

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"anju/models/workday"
)

func TestAGradeTellsOfTheHouseAndSaysWhy(t *testing.T) {
	const today = workday.Day(20700)
	stands := func(code string, due workday.Day) Hazard { return Hazard{Kind: code, DueOn: due} }
	seen := onDay(today-10, 9)
	for name, c := range map[string]struct {
		facts GradeFacts
		want  Grade
		why   int
	}{
		"nothing wrong":                     {GradeFacts{LookedAt: seen}, GradeGreen, 0},
		"never looked at":                   {GradeFacts{}, GradeGreen, 1},
		"looked at 90 days ago":             {GradeFacts{LookedAt: onDay(today-90, 9)}, GradeGreen, 0},
		"new here, never looked at":         {GradeFacts{KnownAt: onDay(today-1, 9)}, GradeGreen, 0},
		"here for 91 days, never looked at": {GradeFacts{KnownAt: onDay(today-91, 9)}, GradeGreen, 1},
		"looked at 91 days ago":             {GradeFacts{LookedAt: onDay(today-91, 9)}, GradeGreen, 1},
		"large, looked at 30 days ago":      {GradeFacts{Large: true, LookedAt: onDay(today-30, 9)}, GradeGreen, 0},
		"large, looked at 31 days ago":      {GradeFacts{Large: true, LookedAt: onDay(today-31, 9)}, GradeGreen, 1},
		"one grave hazard":                  {GradeFacts{LookedAt: seen, Hazards: []Hazard{stands("bars", today)}}, GradeGreen, 1},
		"the same, a day late":              {GradeFacts{LookedAt: seen, Hazards: []Hazard{stands("bars", today-1)}}, GradeYellow, 1},
		"a blocked exit":                    {GradeFacts{LookedAt: seen, Hazards: []Hazard{stands("exit", today)}}, GradeYellow, 1},
		"a blocked exit, a day late":        {GradeFacts{LookedAt: seen, Hazards: []Hazard{stands("exit", today-1)}}, GradeRed, 1},
		"a shop open to where people sleep": {GradeFacts{LookedAt: seen, Parted: PartedNo}, GradeYellow, 1},
		"late four times":                   {GradeFacts{LookedAt: seen, Late: 4}, GradeGreen, 1},
		"late forty times is no worse":      {GradeFacts{LookedAt: seen, Late: 40}, GradeGreen, 1},
		"to be put right, late, refused":    {GradeFacts{State: UnitRectify, Late: 4, Refused: true}, GradeOrange, 4},
	} {
		grade, why := GradeOf(c.facts, Limits{FireDays: 90, FireLargeDays: 30}, today)
		if grade != c.want || len(why) != c.why {
			t.Errorf("%s: %s for %v, want %s", name, grade, why, c.want)
		}
	}
}

// TestNoPersonCanEnterAGrade holds B29 by the shape of what goes in: numbers, words of the house, hazards; no stay, tenant or account.
func TestNoPersonCanEnterAGrade(t *testing.T) {
	facts := reflect.TypeFor[GradeFacts]()
	var fields []string
	for i := range facts.NumField() {
		fields = append(fields, facts.Field(i).Name+" "+facts.Field(i).Type.String())
	}
	if got := strings.Join(fields, ", "); got != "State string, Parted string, Hazards []models.Hazard, Late int, Refused bool, LookedAt workday.Moment, KnownAt workday.Moment, Large bool" {
		t.Errorf("a grade looks at %s: is all of that the house?", got)
	}
}

func TestTheWeekIsWalkedByRoadAndTheWorstGoFirst(t *testing.T) {
	monday, _ := workday.ParseDay("2026-11-23")
	limits := Limits{GreenDays: 21, YellowDays: 14, OrangeDays: 7, RedDays: 7}
	home := func(id int64, address, kind string, grade Grade, ago int) WeekHome {
		h := WeekHome{Unit: Unit{ID: id, Address: address, Kind: kind}, Grade: grade}
		if ago >= 0 {
			h.VisitedOn = monday - workday.Day(ago)
		}
		return h
	}
	homes := []WeekHome{
		home(1, "青禾路 101 号", KindHome, GradeGreen, 15),    // due on the Sunday
		home(2, "青禾路 9 号", KindHome, GradeGreen, 14),      // the Monday after
		home(3, "柳岸街 2 号", KindHome, GradeYellow, 8),      // due on the Sunday
		home(4, "青禾路 20 号", KindHome, GradeRed, 0),        // visited today, due next Monday
		home(5, "青禾路 8 号", KindHome, GradeRed, 1),         // due on the Sunday
		home(6, "柳岸街 10 号 2 幢", KindFlat, GradeGreen, -1), // never visited
		home(7, "柳岸街 3 号", KindShop, GradeGreen, 8),       // the season brings it forward
	}
	told := func(most int) string {
		plan, over := PlanWeek(homes, monday, most, limits)
		var all []string
		for _, h := range plan {
			all = append(all, h.Unit.Address)
		}
		return fmt.Sprint(strings.Join(all, "，"), " +", over)
	}
	if got, want := told(99), "柳岸街 2 号，柳岸街 3 号，柳岸街 10 号 2 幢，青禾路 8 号，青禾路 101 号 +0"; got != want {
		t.Errorf("the week is %s, want %s", got, want)
	}
	if got, want := told(2), "柳岸街 2 号，青禾路 8 号 +3"; got != want {
		t.Errorf("a short week is %s, want %s", got, want)
	}
	for month := 1; month <= 12; month++ {
		day, _ := workday.ParseDay(fmt.Sprintf("2026-%02d-15", month))
		for _, code := range SeasonOf(day).Lines {
			if _, known := HazardKindOf(code); !known {
				t.Errorf("month %d looks at %s", month, code)
			}
		}
	}
}

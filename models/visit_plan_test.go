package models

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"anju/models/workday"
)

func planLimits() Limits { return Limits{AnswerDays: 3} }

func onDay(day workday.Day, hour int) workday.Moment {
	return workday.At(day.Start()) + workday.Moment(hour)*3600_000
}

func TestAVisitIsMadeOnlyWhereNothingElseWillDo(t *testing.T) {
	const today = workday.Day(20700)
	now := onDay(today, 9)
	flag := func(f Flag) Flag {
		f.ID, f.UnitID = 1, 1
		if f.Rule == "" {
			f.Rule = "B05"
		}
		if f.Level == 0 {
			f.Level = 2
		}
		return f
	}
	for name, c := range map[string]struct {
		task VisitTask
		turn int
		want VisitWait
	}{
		"the grid worker's turn":                    {VisitTask{}, 2, ""},
		"the landlord's turn":                       {VisitTask{Flag: Flag{Level: 1}}, 2, WaitTurn},
		"the grid worker's turn, for an officer":    {VisitTask{}, 3, WaitTurn},
		"a knock this morning":                      {VisitTask{Knocked: true}, 2, WaitKnocked},
		"found something yesterday":                 {VisitTask{Flag: Flag{VisitedAt: now - 86400_000}}, 2, WaitVisited},
		"a text of today":                           {VisitTask{TextedAt: now}, 2, WaitAnswer},
		"the last day of a text":                    {VisitTask{TextedAt: onDay(today-3, 9)}, 2, WaitAnswer},
		"a text that nobody answered":               {VisitTask{TextedAt: onDay(today-4, 23)}, 2, ""},
		"somebody away":                             {VisitTask{Away: true}, 2, WaitAway},
		"a foreigner away":                          {VisitTask{Flag: Flag{Rule: "B03", Level: 3}, Away: true}, 2, WaitAway},
		"a child alone, said to be away":            {VisitTask{Flag: Flag{Rule: "B15"}, Away: true}, 2, ""},
		"an answer that nobody read":                {VisitTask{Answered: true}, 2, WaitRead},
		"a foreigner's day, though a text went":     {VisitTask{Flag: Flag{Rule: "B03", Level: 3}, TextedAt: now}, 2, ""},
		"a child alone, for the child worker":       {VisitTask{Flag: Flag{Rule: "B15"}, TextedAt: now}, 3, ""},
		"a child alone where somebody just knocked": {VisitTask{Flag: Flag{Rule: "B15"}, Knocked: true}, 3, WaitKnocked},
	} {
		c.task.Flag = flag(c.task.Flag)
		plan := PlanVisits([]VisitTask{c.task}, c.turn, 15, planLimits(), now)
		if got := plan.Waits[1]; got != c.want || (len(plan.Today) == 1) != (c.want == "") {
			t.Errorf("%s: waits %q, %d visits; want %q", name, got, len(plan.Today), c.want)
		}
	}
}

func TestTheDayHoldsSoManyHomesAndTheUrgentGoFirst(t *testing.T) {
	now := onDay(20700, 9)
	var tasks []VisitTask
	for i := range 20 {
		tasks = append(tasks, VisitTask{Flag: Flag{ID: int64(i + 1), UnitID: int64(i/2 + 1), Rule: "B05", Level: 2, DueAt: workday.Moment(1000 - i)}})
	}
	tasks = append(tasks, VisitTask{Flag: Flag{ID: 90, UnitID: 90, Rule: "B07", Level: 3, DueAt: 5000}}, VisitTask{Flag: Flag{ID: 91, UnitID: 91, Rule: "B15", Level: 2, DueAt: 9000}})
	plan := PlanVisits(tasks, 2, 3, planLimits(), now)
	if got := fmt.Sprint(plan.Today); got != "[91 90 20 19]" || plan.Homes != 3 {
		t.Errorf("the day is %s, %d homes", got, plan.Homes)
	}
	if plan.Waits[1] != WaitFull {
		t.Errorf("the rest waits %q", plan.Waits[1])
	}
	if full := PlanVisits(tasks, 2, 0, planLimits(), now); fmt.Sprint(full.Today) != "[91]" {
		t.Errorf("on a full day %v: a child alone goes before the end of the day", full.Today)
	}
}

func TestEveryTaskIsEitherOfTodayOrSaysWhyItWaits(t *testing.T) {
	now := onDay(20700, 9)
	rapid.Check(t, func(t *rapid.T) {
		var tasks []VisitTask
		for i := range rapid.IntRange(0, 40).Draw(t, "tasks") {
			tasks = append(tasks, VisitTask{Flag: Flag{ID: int64(i + 1), UnitID: rapid.Int64Range(1, 12).Draw(t, "home"), Level: rapid.IntRange(1, 3).Draw(t, "level"),
				Rule: rapid.SampledFrom([]string{"B01", "B05", "B07"}).Draw(t, "rule"), DueAt: workday.Moment(rapid.IntRange(1, 9).Draw(t, "due"))},
				Knocked: rapid.IntRange(0, 5).Draw(t, "knocked") == 0, TextedAt: onDay(20700-workday.Day(rapid.IntRange(0, 9).Draw(t, "texted")), 9)})
		}
		left := rapid.IntRange(0, 15).Draw(t, "left")
		plan := PlanVisits(tasks, 2, left, planLimits(), now)
		homes := map[int64]bool{}
		for _, task := range tasks {
			today := false
			for _, id := range plan.Today {
				today = today || id == task.Flag.ID
			}
			if today == (plan.Waits[task.Flag.ID] != "") {
				t.Fatalf("flag %d: today %v, waits %q", task.Flag.ID, today, plan.Waits[task.Flag.ID])
			}
			if today {
				homes[task.Flag.UnitID] = true
			}
		}
		if len(homes) > left || len(homes) != plan.Homes {
			t.Fatalf("%d homes of %d, said %d", len(homes), left, plan.Homes)
		}
	})
}

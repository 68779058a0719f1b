package models_test

import (
	"testing"

	"anju/models"
)

// The flag of these tests: moved in on Monday 16 November 2026, open from the 20th, level 2 from the 25th, level 3 from
// 2 December.
func unregistered(t *testing.T) *desk {
	d := newDesk(t, declared("2026-11-16"))
	d.run(at("2026-11-20 00:00"))
	return d
}

func TestADisputeFreezesTheLevelUntilItIsOver(t *testing.T) {
	for _, c := range []struct {
		name, disputed string
		held           int
	}{
		{"before the grid worker", "2026-11-24 23:59", 1}, {"before the officer", "2026-12-01 23:59", 2}, {"after", "2026-12-02 00:00", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := unregistered(t)
			d.run(at(c.disputed))
			d.roster.Stays[0].DisputedAt = at(c.disputed)
			d.run(at(c.disputed))
			if d.due != 0 {
				t.Errorf("looks again at %s while nothing can change", d.due.RFC3339())
			}
			d.run(at("2027-01-11 10:00"))
			d.want(t, "B01", c.held, at("2027-01-11 10:00"))
			d.roster.Stays[0].DisputedAt = 0
			d.run(at("2027-01-11 10:01"))
			d.want(t, "B01", 3, at("2027-01-11 10:01"))
		})
	}
}

func TestADisputeBeforeTheLimitNeitherHidesTheFlagNorLetsItClimb(t *testing.T) {
	s := declared("2026-11-16")
	s.DisputedAt = at("2026-11-17 10:00")
	d := newDesk(t, s)
	d.turns(t, "B01", "2026-11-20 00:00", 0, 1)
	d.run(at("2027-11-20 00:00"))
	d.want(t, "B01", 1, at("2027-11-20 00:00"))
}

func TestADisputeOfOneTenantFreezesNobodyElse(t *testing.T) {
	s := declared("2026-11-16")
	s.DisputedAt = at("2026-11-17 10:00")
	d := newDesk(t, s, declared("2026-11-16"))
	d.run(at("2026-11-20 00:00"))
	d.run(at("2026-12-02 00:00"))
	levels := map[int64]int{}
	for _, f := range d.open() {
		levels[f.StayID] = f.Level
	}
	if levels[1] != 1 || levels[2] != 3 {
		t.Errorf("%v", levels)
	}
}

func TestAVisitBeforeTheOfficerKeepsTheFlagWithTheGridWorker(t *testing.T) {
	for _, c := range []struct {
		name, visited string
		level         int
	}{
		{"while the landlord was still asked", "2026-11-23 15:00", 2},
		{"in the last minute", "2026-12-01 23:59", 2},
		{"a minute too late", "2026-12-02 00:00", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := unregistered(t)
			d.walk(at(c.visited))
			d.flags[0].VisitedAt = at(c.visited)
			d.run(at(c.visited))
			d.walk(at("2027-06-01 00:00"))
			d.run(at("2027-06-01 00:00"))
			d.want(t, "B01", c.level, at("2027-06-01 00:00"))
		})
	}
	d := unregistered(t)
	d.flags[0].VisitedAt = at("2026-11-23 15:00")
	d.turns(t, "B01", "2026-11-25 00:00", 1, 2) // a visit takes nobody's turn away
}

func TestAFlagIsNeverBelowLevelOneNorAboveThree(t *testing.T) {
	limits := ningbo(t)
	for _, rule := range []string{"B01", "B05", "B99"} {
		f := models.Flag{Rule: rule, DueAt: at("2026-11-20 00:00"), RaisedAt: at("2026-11-20 00:00")}
		second, third := models.LadderSteps(f, limits)
		if second <= f.RaisedAt || third <= second {
			t.Errorf("%s: steps at %s and %s", rule, second.RFC3339(), third.RFC3339())
		}
		for m := f.DueAt; m < third+10*24*60*minute; m += 7 * 60 * minute {
			level, next := models.Ladder(f, false, limits, m)
			if level < 1 || level > 3 || next != 0 && next <= m {
				t.Fatalf("%s at %s: level %d, next step %s", rule, m.RFC3339(), level, next.RFC3339())
			}
		}
	}
}

func TestThePersonReadsTheLastDayNeverTheDayAfter(t *testing.T) {
	f := models.Flag{DueAt: at("2026-03-03 00:00")}
	if f.LastDay() != on("2026-03-02") {
		t.Error(f.LastDay())
	}
}

func TestACrowdedHomeIsSettledByTheDayThatItsTextNames(t *testing.T) {
	limits := ningbo(t)
	late := models.Flag{Rule: "B01", DueAt: at("2026-03-03 00:00"), RaisedAt: at("2026-03-03 00:00")}
	crowded := late
	crowded.Rule = "B11"
	if got := late.SettleBy(limits); got != on("2026-03-02") {
		t.Errorf("an ordinary flag is settled by %s", got)
	}
	if got := crowded.SettleBy(limits); got != on("2026-03-02")+30 {
		t.Errorf("a crowded room is settled by %s", got)
	}
}

func TestOneFactIsOneFlagAndAFactThatReturnsIsANewOne(t *testing.T) {
	stay := models.Flag{Rule: "B01", UnitID: 7, RoomID: 3, StayID: 9}
	moved := models.Flag{Rule: "B01", UnitID: 7, RoomID: 4, StayID: 9}
	if stay.Key() != moved.Key() {
		t.Error("the same stay in another room is another flag")
	}
	seen := map[string]bool{}
	for _, f := range []models.Flag{stay, {Rule: "B05", UnitID: 7, StayID: 9}, {Rule: "B01", UnitID: 7, StayID: 10}, {Rule: "B11", UnitID: 7, RoomID: 3}, {Rule: "B11", UnitID: 7, RoomID: 4}, {Rule: "B09", UnitID: 7}} {
		if seen[f.Key()] {
			t.Errorf("%s twice", f.Key())
		}
		seen[f.Key()] = true
	}
	d := unregistered(t)
	d.walk(at("2026-12-07 10:00"))
	d.roster.Stays[0].State = models.StayVoid
	d.run(at("2026-12-07 10:00"))
	d.roster.Stays[0].State = models.StayDeclared // voided by mistake
	d.run(at("2026-12-07 11:00"))
	again := d.open()
	if len(again) != 1 || len(d.flags) != 2 || again[0].Level != 1 || again[0].RaisedAt != at("2026-12-07 11:00") || d.flags[0].ResolvedAt != at("2026-12-07 10:00") {
		t.Errorf("%+v", d.flags)
	}
}

// TestTheStepThatAQueueShowsIsKeptOnTheFlag: else rows that say two, four and three days stand in that order. A flag of
// before, or of another calendar, is put right by the next run, although nothing else of it changes.
func TestTheStepThatAQueueShowsIsKeptOnTheFlag(t *testing.T) {
	d := unregistered(t)
	for _, c := range []struct {
		at, end, whose string
	}{{"2026-11-20 00:00", "2026-11-25 00:00", "户主"}, {"2026-11-25 00:00", "2026-12-02 00:00", "网格员"}, {"2026-12-02 00:00", "2026-12-02 00:00", "网格员"}} {
		d.run(at(c.at))
		f := d.flags[0]
		if end, whose := models.StepEnd(f, d.limits); f.StepAt != at(c.end) || end != f.StepAt || whose != c.whose {
			t.Errorf("%s: the step of %s ends %s, kept is %s", c.at, whose, end.RFC3339(), f.StepAt.RFC3339())
		}
	}
	d.flags[0].StepAt = 1
	if d.run(at("2026-12-02 00:00")); d.flags[0].StepAt != at("2026-12-02 00:00") {
		t.Error("a flag of before keeps its wrong step")
	}
	child := models.Flag{Rule: "B15", RaisedAt: 1, DueAt: 1, Level: 2}
	if end, whose := models.StepEnd(child, d.limits); end != 0 || whose != "" {
		t.Errorf("a flag without a limit has one: %s", end.RFC3339())
	}
}

package models_test

import (
	"testing"

	"anju/models"
	"anju/models/workday"
)

func TestNobodyIsCalledUnregisteredBeforeTheThirdWorkingDayIsOver(t *testing.T) {
	for _, c := range []struct{ name, movedIn, opens string }{
		{"a plain Monday", "2026-11-16", "2026-11-20 00:00"},
		{"over a weekend", "2026-11-19", "2026-11-25 00:00"},
		{"a Saturday is worked after the Spring Festival", "2026-02-26", "2026-03-03 00:00"},
		{"the whole Spring Festival lies between", "2026-02-13", "2026-02-26 00:00"},
		{"the day before National Day, with a worked Saturday", "2026-09-30", "2026-10-11 00:00"},
		{"in the middle of National Day", "2026-10-03", "2026-10-11 00:00"},
		{"last working days before National Day", "2026-09-24", "2026-10-01 00:00"},
		{"National Day and Mid-Autumn of 2025", "2025-09-30", "2025-10-12 00:00"},
		{"a worked Sunday", "2025-09-26", "2025-10-01 00:00"},
		{"New Year with a worked Sunday", "2025-12-31", "2026-01-07 00:00"},
		{"over a leap day", "2028-02-25", "2028-03-02 00:00"},
		{"on a leap day", "2028-02-29", "2028-03-04 00:00"},
		{"a year without a holiday file knows weekends only", "2027-09-30", "2027-10-06 00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, declared(c.movedIn))
			d.turns(t, "B01", c.opens, 0, 1)
			f := d.open()[0]
			if f.DueAt != at(c.opens) || f.LastDay() != at(c.opens).Day()-1 {
				t.Errorf("due %s, last day shown %s", f.DueAt.RFC3339(), f.LastDay())
			}
		})
	}
}

func TestTheLimitBeginsOnTheDayOfMovingInHoweverLateItIsWrittenDown(t *testing.T) {
	d := newDesk(t, declared("2026-01-05"))
	d.roster.Stays[0].DeclaredAt, d.roster.Stays[0].CreatedAt = at("2026-11-16 09:00"), at("2026-11-16 09:00")
	d.run(at("2026-11-16 09:00"))
	d.want(t, "B01", 1, at("2026-11-16 09:00"))
	if f := d.open()[0]; f.DueAt != at("2026-01-09 00:00") || f.RaisedAt != at("2026-11-16 09:00") {
		t.Errorf("due %s raised %s", f.DueAt.RFC3339(), f.RaisedAt.RFC3339())
	}
}

func TestAFlagClimbsToTheGridWorkerAndTheOfficerToTheMinute(t *testing.T) {
	for _, c := range []struct{ name, movedIn, opens, second, third string }{
		{"plain weeks", "2026-11-16", "2026-11-20 00:00", "2026-11-25 00:00", "2026-12-02 00:00"},
		{"National Day with its worked Saturday", "2026-09-24", "2026-10-01 00:00", "2026-10-11 00:00", "2026-10-17 00:00"},
		{"after the Spring Festival", "2026-02-26", "2026-03-03 00:00", "2026-03-06 00:00", "2026-03-13 00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, declared(c.movedIn))
			d.turns(t, "B01", c.opens, 0, 1)
			d.turns(t, "B01", c.second, 1, 2)
			d.turns(t, "B01", c.third, 2, 3)
			if d.due != 0 {
				t.Errorf("looks again at %s although nothing can change", d.due.RFC3339())
			}
		})
	}
}

func TestALateRunGoesStraightToTheRightLevel(t *testing.T) {
	for when, level := range map[string]int{"2026-11-24 23:59": 1, "2026-11-25 00:00": 2, "2026-12-01 23:59": 2, "2026-12-02 00:00": 3, "2027-06-01 03:10": 3} {
		d := newDesk(t, declared("2026-11-16"))
		d.run(at("2026-11-20 00:00"))
		d.run(at(when))
		d.want(t, "B01", level, at(when))
	}
}

func TestAFlagFoundLateLeavesTheLandlordHisThreeWorkingDays(t *testing.T) {
	d := newDesk(t, declared("2026-11-16"))
	d.run(at("2026-11-27 10:00")) // a week after the limit
	d.want(t, "B01", 1, at("2026-11-27 10:00"))
	d.turns(t, "B01", "2026-12-02 00:00", 1, 2)
	d.turns(t, "B01", "2026-12-09 00:00", 2, 3)
}

func TestTheFirstReportStopsTheClockForGood(t *testing.T) {
	d := newDesk(t, declared("2026-11-16"))
	d.run(at("2026-11-20 00:00"))
	d.roster.Stays[0].State, d.roster.Stays[0].ReportedAt = models.StayReported, at("2026-11-20 09:00")
	d.run(at("2026-11-20 09:00"))
	d.want(t, "B01", 0, at("2026-11-20 09:00"))
	d.roster.Stays[0].State = models.StayReturned // sent back to be corrected
	d.run(at("2026-12-24 09:00"))
	d.want(t, "B01", 0, at("2026-12-24 09:00"))
}

func TestAConfirmationIsNoReport(t *testing.T) {
	s := declared("2026-11-16")
	s.Confirm(models.HowVisit, 1, at("2026-11-17 10:00"))
	d := newDesk(t, s)
	d.turns(t, "B01", "2026-11-20 00:00", 0, 1)
	d.want(t, "B05", 0, at("2026-11-20 00:00"))
	d.run(at("2027-11-20 00:00")) // unreported: B01 is the only flag of registration
	d.want(t, "B05", 0, at("2027-11-20 00:00"))
}

func TestALaterDatedReportCountsFromItsMoment(t *testing.T) {
	d := newDesk(t, reported("2026-11-16", "2026-11-20 10:17"))
	d.turns(t, "B01", "2026-11-20 00:00", 0, 1)
	if d.due != at("2026-11-20 10:17") {
		t.Fatalf("looks again at %s", d.due.RFC3339())
	}
	d.turns(t, "B01", "2026-11-20 10:17", 1, 0)
}

func TestAForeignerIsNeverFlaggedAsUnregisteredHere(t *testing.T) {
	s := declared("2026-11-16")
	s.Foreign = true
	d := newDesk(t, s)
	d.run(at("2027-11-16 00:00"))
	d.want(t, "B01", 0, at("2027-11-16 00:00"))
}

func TestACorrectedDayOfMovingInMovesTheLimitOrClosesTheFlag(t *testing.T) {
	d := newDesk(t, declared("2026-11-16"))
	d.run(at("2026-11-24 10:00"))
	d.roster.Stays[0].MovedInOn = on("2026-11-17")
	if c := d.run(at("2026-11-24 11:00")); len(c.Alter) != 1 || d.open()[0].DueAt != at("2026-11-21 00:00") {
		t.Fatalf("%+v", c)
	}
	if f := d.open()[0]; f.RaisedAt != at("2026-11-24 10:00") || f.Evidence != "11 月 17 日住进来，还没有登记" {
		t.Errorf("%+v", f)
	}
	d.roster.Stays[0].MovedInOn = on("2026-11-23")
	if c := d.run(at("2026-11-24 12:00")); len(c.Close) != 1 || d.due != at("2026-11-27 00:00") {
		t.Fatalf("%+v", c)
	}
}

func TestMovingToAnotherRoomIsTheSameFact(t *testing.T) {
	s := declared("2026-11-16")
	s.RoomID = 3
	d := newDesk(t, s)
	d.run(at("2026-11-20 00:00"))
	d.roster.Stays[0].RoomID = 4
	c := d.run(at("2026-11-20 10:00"))
	if len(c.Open)+len(c.Close) != 0 || d.open()[0].RoomID != 4 || d.open()[0].RaisedAt != at("2026-11-20 00:00") {
		t.Errorf("%+v", c)
	}
}

func TestWhoHasNotMovedInYetOwesNothing(t *testing.T) {
	d := newDesk(t, declared("2026-11-30"))
	d.run(at("2026-11-16 00:00"))
	if d.due != at("2026-11-30 00:00") {
		t.Fatalf("looks again at %s, not on the day of moving in", d.due.RFC3339())
	}
	d.walk(at("2026-12-03 23:59"))
	d.want(t, "B01", 0, at("2026-12-03 23:59"))
	d.walk(at("2026-12-04 00:00"))
	d.want(t, "B01", 1, at("2026-12-04 00:00"))
}

func TestTheDayOfMovingOutDoesNotCountAndClosesTheFlag(t *testing.T) {
	s := declared("2026-11-16")
	s.MovedOutOn = on("2026-11-23")
	d := newDesk(t, s)
	d.turns(t, "B01", "2026-11-20 00:00", 0, 1)
	d.turns(t, "B01", "2026-11-23 00:00", 1, 0)
	gone := declared("2026-11-16")
	gone.MovedOutOn = on("2026-11-20") // lived there to the end of the limit, never past it
	d = newDesk(t, gone)
	d.run(at("2026-11-16 00:00"))
	d.walk(at("2027-01-01 00:00"))
	for _, f := range d.flags {
		if f.Rule == "B01" {
			t.Errorf("%+v", f)
		}
	}
}

func TestMovingFromOneHomeToAnotherOnOneDayIsNeverTwoHomes(t *testing.T) {
	from := models.Stay{State: models.StayLeaving, MovedInOn: on("2026-01-01"), MovedOutOn: on("2026-11-16")}
	to := models.Stay{State: models.StayReported, MovedInOn: on("2026-11-16")}
	for d := on("2026-11-14"); d <= on("2026-11-18"); d++ {
		homes := 0
		for _, s := range []models.Stay{from, to} {
			if len(models.Roster{Stays: []models.Stay{s}}.LivingOn(d)) == 1 {
				homes++
			}
		}
		if homes != 1 {
			t.Errorf("%s: lives in %d homes", d, homes)
		}
	}
	never := models.Stay{State: models.StayReported, MovedInOn: on("2026-11-16"), MovedOutOn: on("2026-11-16")}
	if void := (models.Stay{State: models.StayVoid, MovedInOn: on("2026-11-16")}); never.LivesOn(on("2026-11-16")) || void.LivesOn(on("2026-11-16")) {
		t.Error("a stay of no day, or one entered by mistake, counts")
	}
}

func TestWhoeverIsOnTheRosterLivesThereWhateverTheStateOfHisEntry(t *testing.T) {
	for _, state := range []string{models.StayDeclared, models.StayReported, models.StayReturned} {
		s := models.Stay{State: state, MovedInOn: on("2026-11-16"), DisputedAt: at("2026-11-17 08:00")}
		if !s.LivesOn(on("2026-11-16")) || s.LivesOn(on("2026-11-15")) || !s.LivesOn(on("2036-01-01")) {
			t.Error(state)
		}
	}
	var none workday.Day
	if got := (models.Roster{}).LivingOn(none); got != nil {
		t.Error(got)
	}
}

func TestWhereTheLawCountsCalendarDaysSoDoesTheLimit(t *testing.T) {
	for _, c := range []struct {
		name, movedIn, opens string
		days                 int
	}{
		{"seven days over National Day", "2026-09-30", "2026-10-08 00:00", 7},
		{"three days over a weekend", "2026-11-20", "2026-11-24 00:00", 3},
		{"one day over a leap day", "2028-02-28", "2028-03-01 00:00", 1},
	} {
		d := newDesk(t, declared(c.movedIn))
		d.limits.ReportWorkingDays, d.limits.ReportDays = 0, c.days
		d.turns(t, "B01", c.opens, 0, 1)
	}
}

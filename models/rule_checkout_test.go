package models_test

import (
	"testing"

	"anju/models"
)

func saidLeft(left, said string) models.Stay {
	s := reported("2026-01-05", "2026-01-05 09:00")
	s.SayLeft(on(left), at(said))
	return s
}

func TestTheLandlordHasThreeWorkingDaysToCheckOutWhomAVisitFoundGone(t *testing.T) {
	for _, c := range []struct {
		name, left, said, opens, second, third string
	}{
		{"plain", "2026-11-16", "2026-11-16 16:00", "2026-11-20 00:00", "2026-11-25 00:00", "2026-12-02 00:00"},
		{"said in the last minute of the day", "2026-11-16", "2026-11-16 23:59", "2026-11-20 00:00", "2026-11-25 00:00", "2026-12-02 00:00"},
		{"said in the first minute", "2026-11-10", "2026-11-16 00:00", "2026-11-20 00:00", "2026-11-25 00:00", "2026-12-02 00:00"},
		{"before National Day", "2026-09-30", "2026-09-30 10:00", "2026-10-11 00:00", "2026-10-15 00:00", "2026-10-22 00:00"},
		{"over a leap day", "2028-02-25", "2028-02-25 10:00", "2028-03-02 00:00", "2028-03-07 00:00", "2028-03-14 00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, saidLeft(c.left, c.said))
			d.turns(t, "B08", c.opens, 0, 1)
			d.turns(t, "B08", c.second, 1, 2)
			d.turns(t, "B08", c.third, 2, 3)
		})
	}
}

func TestFromTheDaySaidNoOtherFlagStandsOnTheStay(t *testing.T) {
	s := reported("2026-01-05", "2026-01-05 09:00")
	s.LeaseEnd = on("2026-03-01")
	d := newDesk(t, s)
	d.run(at("2026-11-16 10:00"))
	if len(d.open()) != 2 {
		t.Fatalf("%+v", d.open())
	}
	d.roster.Stays[0].SayLeft(on("2026-11-16"), at("2026-11-16 10:00"))
	d.run(at("2026-11-16 10:00"))
	if len(d.open()) != 0 || d.roster.Stays[0].LivesOn(on("2026-11-16")) || !d.roster.Stays[0].LivesOn(on("2026-11-15")) || !d.roster.Stays[0].SaidLeft(on("2026-11-16")) {
		t.Fatalf("%+v", d.open())
	}
	ahead := newDesk(t, saidLeft("2026-11-19", "2026-11-16 10:00")) // an employer knows beforehand
	ahead.turns(t, "B05", "2026-11-19 00:00", 1, 0)
	ahead.turns(t, "B08", "2026-11-20 00:00", 0, 1)
}

func TestACheckOutAnEarlierDisputeOrMeetingThePersonPreventsTheFlagAndAConfirmationDoesNot(t *testing.T) {
	change := func(when string, do func(*models.Stay)) *desk {
		d := newDesk(t, saidLeft("2026-11-16", "2026-11-16 10:00"))
		d.run(at("2026-11-16 10:00"))
		d.walk(at(when))
		do(&d.roster.Stays[0])
		d.run(at(when))
		return d
	}
	leave := func(s *models.Stay) { s.State, s.MovedOutOn = models.StayLeaving, on("2026-11-16") }
	dispute := func(s *models.Stay) { s.DisputedAt = at("2026-11-19 23:59") }
	for name, c := range map[string]struct {
		when  string
		do    func(*models.Stay)
		level int
	}{
		"checked out in time":            {"2026-11-19 23:59", leave, 0},
		"checked out late":               {"2026-11-26 10:00", leave, 0},
		"closed":                         {"2026-11-26 10:00", func(s *models.Stay) { s.State, s.MovedOutOn = models.StayClosed, on("2026-11-16") }, 0},
		"disputed in the last minute":    {"2026-11-19 23:59", dispute, 0},
		"disputed later holds the level": {"2026-11-20 00:00", func(s *models.Stay) { s.DisputedAt = at("2026-11-20 00:00") }, 1},
		"met at a later visit":           {"2026-11-23 10:00", (*models.Stay).SayStays, 0},
		"confirmed all at once":          {"2026-11-18 10:00", func(s *models.Stay) { s.Confirm(models.HowAll, 1, at("2026-11-18 10:00")) }, 3},
		"imported as moved out":          {"2026-11-19 10:00", func(s *models.Stay) { s.MovedOutOn = on("2026-11-19") }, 0},
	} {
		d := change(c.when, c.do)
		d.walk(at("2027-01-04 00:00"))
		d.run(at("2027-01-04 00:00"))
		if got := d.level(t, "B08"); got != c.level {
			t.Errorf("%s: level %d, not %d", name, got, c.level)
		}
	}
}

func TestTheFirstWordOfLeavingCountsAndNobodyLeftBeforeHeCame(t *testing.T) {
	s := saidLeft("2026-11-16", "2026-11-16 10:00")
	s.SayLeft(on("2026-11-30"), at("2026-11-30 10:00"))
	if s.SaidLeftAt != at("2026-11-16 10:00") || s.SaidLeftOn != on("2026-11-16") {
		t.Errorf("%+v", s)
	}
	if s = saidLeft("2020-01-01", "2026-11-16 10:00"); s.SaidLeftOn != on("2026-01-05") {
		t.Errorf("%+v", s)
	}
}

package models_test

import (
	"testing"

	"anju/models"
)

func foreign(movedIn string) models.Stay {
	s := declared(movedIn)
	s.Foreign = true
	return s
}

func TestAForeignerHasTwentyFourHoursAndTheOfficerHearsAtOnce(t *testing.T) {
	minute := foreign("2026-11-16")
	minute.MovedInAt = at("2026-11-16 15:37")
	moved := foreign("2026-11-17") // the day was corrected, the minute is of the old one
	moved.MovedInAt = at("2026-11-16 15:37")
	known := foreign("2026-11-16")
	known.State, known.ReportedAt = models.StayReported, at("2026-11-16 09:00")
	known.Confirm(models.HowVisit, 1, at("2026-11-16 18:00"))
	for _, c := range []struct {
		name, opens string
		stay        models.Stay
	}{
		{"with the day alone", "2026-11-17 00:00", foreign("2026-11-16")},
		{"to the minute", "2026-11-17 15:37", minute},
		{"a corrected day", "2026-11-18 00:00", moved},
		{"on a weekend", "2026-11-22 00:00", foreign("2026-11-21")},
		{"on National Day", "2026-10-02 00:00", foreign("2026-10-01")},
		{"on a leap day", "2028-03-01 00:00", foreign("2028-02-29")},
		{"reported and confirmed here", "2026-11-17 00:00", known},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, c.stay)
			d.turns(t, "B03", c.opens, 0, 3)
			if f := d.open()[0]; f.DueAt != at(c.opens) {
				t.Errorf("due %s", f.DueAt.RFC3339())
			}
			d.run(at("2029-01-01 00:00"))
			d.want(t, "B03", 3, at("2029-01-01 00:00"))
			d.want(t, "B01", 0, at("2029-01-01 00:00"))
		})
	}
}

func TestRegisteringWithThePoliceOrMovingOutEndsTheTwentyFourHours(t *testing.T) {
	d := newDesk(t, foreign("2026-11-16"), foreign("2026-11-16"))
	d.run(at("2026-11-17 00:00"))
	d.roster.Stays[0].PoliceAt = at("2026-11-17 00:00")
	d.roster.Stays[1].State, d.roster.Stays[1].MovedOutOn = models.StayLeaving, on("2026-11-18")
	d.turns(t, "B03", "2026-11-18 00:00", 3, 0)
	early := foreign("2026-11-16")
	early.PoliceAt = at("2026-11-16 00:00")
	d = newDesk(t, early)
	d.run(at("2026-12-16 00:00"))
	d.want(t, "B03", 0, at("2026-12-16 00:00"))
}

func TestADisputeDoesNotTakeTheForeignerFromTheOfficer(t *testing.T) {
	s := foreign("2026-11-16")
	s.DisputedAt = at("2026-11-16 10:00")
	d := newDesk(t, s)
	d.turns(t, "B03", "2026-11-17 00:00", 0, 3)
}

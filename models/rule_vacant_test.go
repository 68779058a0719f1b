package models_test

import (
	"testing"

	"anju/models"
)

func TestAHomeSaidToBeVacantOrDelistedWithSomebodyInItIsAskedAboutAtOnce(t *testing.T) {
	for name, change := range map[string]func(*models.Unit){
		"vacant":   func(u *models.Unit) { u.Occupancy = models.OccupancyVacant },
		"delisted": func(u *models.Unit) { u.State = models.UnitDelisted },
	} {
		s := reported("2026-11-16", "2026-11-16 09:00")
		s.MovedOutOn = on("2026-11-30")
		d := newDesk(t, s)
		change(&d.roster.Unit)
		d.turns(t, "B09", "2026-11-16 00:00", 0, 1)
		if f := d.open()[0]; f.DueAt != f.RaisedAt || f.RaisedAt != at("2026-11-16 00:00") || f.StayID != 0 || f.RoomID != 0 {
			t.Errorf("%s: %+v", name, f)
		}
		d.run(at("2026-11-16 12:00"))
		if f := d.open()[0]; f.DueAt != at("2026-11-16 00:00") || f.RaisedAt != f.DueAt {
			t.Errorf("%s: the due time of an open flag moved: %+v", name, f)
		}
		// Raised in the first instant of the 16th: base is the 15th, V the 18th, then five working days.
		d.turns(t, "B09", "2026-11-19 00:00", 1, 2)
		d.turns(t, "B09", "2026-11-26 00:00", 2, 3)
		d.turns(t, "B09", "2026-11-30 00:00", 3, 0)
	}
	d := newDesk(t, reported("2026-11-16", "2026-11-16 09:00"))
	d.roster.Unit.Occupancy = models.OccupancyOccupied
	d.run(at("2026-11-20 00:00"))
	d.want(t, "B09", 0, at("2026-11-20 00:00"))
}

func TestAFlagRaisedInTheDayClimbsFromThatDayOn(t *testing.T) {
	d := newDesk(t, reported("2026-11-16", "2026-11-16 09:00"))
	d.roster.Unit.Occupancy = models.OccupancyVacant
	d.run(at("2026-11-16 10:00"))
	d.turns(t, "B09", "2026-11-20 00:00", 1, 2)
	d.turns(t, "B09", "2026-11-27 00:00", 2, 3)
}

func TestAnEmptyRosterIsAskedAboutAfterSevenWholeDays(t *testing.T) {
	left := reported("2026-01-05", "2026-01-05 09:00")
	left.State, left.MovedOutOn = models.StayLeaving, on("2026-11-16")
	mistake := left
	mistake.State, mistake.MovedOutOn = models.StayVoid, on("2026-11-20")
	one := declared("2026-11-16")
	one.MovedOutOn = on("2026-11-16") // came and went on one day
	for _, c := range []struct {
		name, opens string
		roster      models.Roster
	}{
		{"after the last who left", "2026-11-24 00:00", models.Roster{Stays: []models.Stay{left}}},
		{"a stay of no day", "2026-11-24 00:00", models.Roster{Stays: []models.Stay{one}}},
		{"a mistake counts for nothing", "2026-11-24 00:00", models.Roster{Stays: []models.Stay{left, mistake}}},
		{"somebody whose stay is closed", "2026-11-24 00:00", models.Roster{LastOut: on("2026-11-16")}},
		{"said to be occupied later", "2026-11-26 00:00", models.Roster{LastOut: on("2026-11-16"), Unit: models.Unit{Occupancy: models.OccupancyOccupied, OccupiedSaidOn: on("2026-11-18")}}},
		{"said to be occupied earlier", "2026-11-24 00:00", models.Roster{LastOut: on("2026-11-16"), Unit: models.Unit{OccupiedSaidOn: on("2026-11-10")}}},
		{"said to be occupied, never anybody", "2026-11-24 00:00", models.Roster{Unit: models.Unit{Occupancy: models.OccupancyOccupied, OccupiedSaidOn: on("2026-11-16")}}},
		{"over National Day", "2026-10-08 00:00", models.Roster{LastOut: on("2026-09-30")}},
		{"over a leap day", "2028-03-03 00:00", models.Roster{LastOut: on("2028-02-24")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.roster = c.roster
			d.turns(t, "B10", c.opens, 0, 1)
			if f := d.open()[0]; f.StayID != 0 || f.RoomID != 0 || f.DueAt != at(c.opens) {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestAnEmptyRosterThatIsExplainedIsNotAskedAbout(t *testing.T) {
	for name, c := range map[string]models.Roster{
		"never a stay, nothing known": {Unit: models.Unit{Occupancy: models.OccupancyUnknown}},
		"said to be vacant":           {LastOut: on("2026-01-01"), Unit: models.Unit{Occupancy: models.OccupancyVacant}},
		"off the market":              {LastOut: on("2026-01-01"), Unit: models.Unit{State: models.UnitDelisted}},
		"somebody lives there":        {LastOut: on("2026-01-01"), Stays: []models.Stay{declared("2026-11-01")}},
		"somebody is away":            {LastOut: on("2026-01-01"), Stays: []models.Stay{{State: models.StayReported, MovedInOn: on("2026-10-01"), AwayFrom: on("2026-11-01"), AwayTo: on("2026-12-01")}}},
	} {
		d := newDesk(t)
		d.roster = c
		d.run(at("2026-11-16 10:00"))
		if d.level(t, "B10") != 0 {
			t.Errorf("%s: %+v", name, d.open())
		}
	}
	d := newDesk(t)
	d.roster.LastOut = on("2026-11-02")
	d.run(at("2026-11-16 10:00"))
	d.want(t, "B10", 1, at("2026-11-16 10:00"))
	d.roster.Unit.Occupancy = models.OccupancyVacant
	d.run(at("2026-11-16 10:01"))
	d.want(t, "B10", 0, at("2026-11-16 10:01"))
}

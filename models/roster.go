package models

import (
	"slices"

	"anju/models/workday"
)

// Roster is the subject of every rule: one unit with its rooms and stays (DESIGN 2 row 5').
type Roster struct {
	Unit  Unit
	Rooms []Room
	Stays []Stay // neither closed nor void

	// Born are the birth dates that are known, by tenant; whoever is not there counts as an adult (RULES 23).
	Born map[int64]workday.Day
	// Elsewhere are the stays of the same persons in other units, by blind index of the document: no more of them than
	// their days (B17).
	Elsewhere map[string][]Stay
	// LastOut is the latest day of moving out among the closed stays (B10).
	LastOut workday.Day
	// Named says that a manager is named for the home (B14).
	Named bool
}

// Room finds a room by id.
func (r Roster) Room(id int64) Room {
	for _, room := range r.Rooms {
		if room.ID == id {
			return room
		}
	}
	return Room{}
}

// LivingOn are the stays that live there on a day (RULES 1).
func (r Roster) LivingOn(d workday.Day) []Stay {
	living := slices.Grow([]Stay(nil), len(r.Stays))
	for _, s := range r.Stays {
		if s.LivesOn(d) {
			living = append(living, s)
		}
	}
	return living
}

// presentOn are those who live there on a day and are not away: whoever is away counts for B15 alone (RULES 48).
func (r Roster) presentOn(d workday.Day) []Stay {
	return slices.DeleteFunc(r.LivingOn(d), func(s Stay) bool { return s.AwayOn(d) })
}

// ageOn is the age of the person of a stay at 00:00 of a day.
func (r Roster) ageOn(s Stay, d workday.Day) int { return ageOn(r.Born[s.TenantID], d) }

// confirmedAt is the last confirmation of a stay by a moment, the second 全部一点 in a row included: that one does not
// restart B05, but it is a confirmation.
func (r Roster) confirmedAt(s Stay, at workday.Moment) workday.Moment {
	last := workday.Moment(0)
	if s.ConfirmedAt <= at {
		last = s.ConfirmedAt
	}
	if s.AllInARow > 1 && r.Unit.LastConfirmedHow == HowAll && r.Unit.LastConfirmedAt <= at {
		last = max(last, r.Unit.LastConfirmedAt)
	}
	return last
}

// in are those of some stays who live in a room.
func in(room Room, stays []Stay) []Stay {
	var there []Stay
	for _, s := range stays {
		if s.RoomID == room.ID {
			there = append(there, s)
		}
	}
	return there
}

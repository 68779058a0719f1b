package models

import "anju/models/workday"

// Proof is a sheet that a landlord took of his home (尽责凭证): what he reported and when, up to the moment it was made.
type Proof struct {
	ID     int64
	Code   string // 12 digits
	UnitID int64
	MadeAt workday.Moment
}

// Report is one line of it: somebody moved in, by when that had to be reported, and when it was.
type Report struct {
	Stay   Stay
	Last   workday.Day // the last day of the limit; zero for a foreigner, whose 24 hours run at the police station
	InTime bool
}

// ReportOf says how a reported stay stands to its limit (B01).
func ReportOf(s Stay, limits Limits) Report {
	r := Report{Stay: s, InTime: true}
	if !s.Foreign {
		due := UnregisteredDue(s.MovedInOn, limits)
		r.Last, r.InTime = (due - 1).Day(), s.ReportedAt < due
	}
	return r
}

package models

import "anju/models/workday"

// Proof is a sheet that a landlord took of his home (尽责凭证): what he reported and when, up to the moment it was made.
type Proof struct {
	ID     int64
	Code   string // 12 digits
	UnitID int64
	MadeAt workday.Moment
}

// Who reported a stay, as the log of its home says.
const (
	ByLandlord = "landlord" // the landlord, or somebody for him
	ByStaff    = "staff"    // a grid worker who looked
	ByFormer   = "former"   // somebody whose home it was before
	ByFile     = "file"     // it came with the community's roster: nobody's errand led to it
)

// rolePerson is the role that the log gives to whoever is not staff (policy.Person).
const rolePerson = "person"

// ByNames are the words for who reported a stay where it was not the landlord of the sheet.
var ByNames = map[string]string{ByStaff: "社区人员", ByFormer: "以前的户主", ByFile: "社区名册"}

// Report is one line of it: somebody moved in, by when that had to be reported, when it was, and by whom.
type Report struct {
	Stay   Stay
	By     string      // of By…
	Last   workday.Day // the last day of the limit; zero for a foreigner, whose 24 hours run at the police station
	InTime bool        // the landlord reported it before the limit
}

// ReportOf says how a reported stay stands to its limit (B01). log are the errands by which stays of the home were reported:
// a report is the landlord's own only if an errand of his was done at its moment.
func ReportOf(s Stay, owner int64, log []AuditEntry, limits Limits) Report {
	r := Report{Stay: s, By: ByFile}
	for _, e := range log {
		switch {
		case e.At != s.ReportedAt || r.By == ByLandlord:
		case e.Did(owner):
			r.By = ByLandlord
		case e.Role == rolePerson:
			r.By = ByFormer
		default:
			r.By = ByStaff
		}
	}
	due := UnregisteredDue(s.MovedInOn, limits)
	if !s.Foreign {
		r.Last = (due - 1).Day()
	}
	r.InTime = r.By == ByLandlord && (s.Foreign || s.ReportedAt < due)
	return r
}

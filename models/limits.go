package models

import "anju/models/workday"

// Limits are the numbers of one place that the rules read. package profile fills them from a data file with the law,
// the article and the date of last check of each.
type Limits struct {
	Calendar           *workday.Calendar
	ReportWorkingDays  int // B01: working days after moving in
	StaleDays          int // B05: days after the last confirmation
	StaleVisitDays     int // B05: calendar days from base to level 2
	VisitWorkingDays   int // ladder: working days from base to level 2
	OfficerWorkingDays int // ladder: working days from level 2 to level 3
	MaxPerRoom         int
	RecallDays         int // after a check-out either side may recall
	DeclareDays        int // how long a self-declaration waits for the landlord
	FirstNoticesADay   int // of a home that nobody accepted yet
	RetentionDays      int // former tenants stay readable
}

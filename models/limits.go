package models

import "anju/models/workday"

// Limits are the numbers of one place that the rules read. package profile fills them from a data file with the law,
// the article and the date of last check of each.
type Limits struct {
	Calendar           *workday.Calendar
	ReportWorkingDays  int // B01: working days after moving in
	ReportDays         int // B01 where the law counts calendar days; 0 = it counts working days
	ForeignerHours     int // B03: hours after moving in
	StaleDays          int // B05: days after the last confirmation
	StaleVisitDays     int // B05: calendar days from base to level 2
	VisitWorkingDays   int // ladder: working days from base to level 2
	OfficerWorkingDays int // ladder: working days from level 2 to level 3
	OverstayDays       int // B07: days of grace after the end of the lease
	OverstayVisitDays  int // B07: calendar days from base to level 2
	CheckoutDays       int // B08: working days after somebody said that the person left
	EmptyDays          int // B10: days without anybody
	MaxPerRoom         int // B11
	InfantAge          int // B11: younger ones are not counted
	CrowdVisitDays     int // B11, B12: calendar days from base to level 2, so that nobody is put out in a hurry
	MinAreaC           int // B12: hundredths of a square metre for each person
	UncountedAge       int // B12: younger ones are not counted; 0 = all are
	LargeRooms         int // B14: from so many rooms on
	LargeBeds          int // B14: or beds
	AloneAge           int // B15: younger ones may not live without an adult
	SameDayAge         int // B15: for younger ones somebody goes the same day
	AdultAge           int // B15
	DuplicateVisitDays int // B17: calendar days from base to level 2
	ViewLimit          int // B35: whole numbers, of documents and phones, that one of staff may look at in a day
	ExportLimit        int // people whose whole numbers one of staff may write into lists in a day
	LeaseNoticeFirst   int // B06: days before the end of the lease
	LeaseNoticeLast    int // B06: and once more
	RecallDays         int // after a check-out either side may recall
	RectifyDays        int // to put the registration of an accepted home right (整改)
	DeclareDays        int // how long a self-declaration waits for the landlord
	FirstNoticesADay   int // of a home that nobody accepted yet
	RetentionDays      int // former tenants stay readable; then name, numbers and phone are erased (DOMAIN 7)
	RejectedDays       int // so do entries that turned out to be a mistake
	TextDays           int // and what was sent to a phone
	NoteDays           int // and notes of visits
	RequestDays        int // and what people asked, complained of or disputed, with its answer
	LogDays            int // who looked at whom
	RunDays            int // the run log of the jobs

	// Visits.
	VisitsADay        int // visits of one worker on a day
	AnswerDays        int // days after a text before somebody goes there
	HazardUrgentDays  int // days to mend what may kill today
	HazardHighDays    int // days to mend what is grave
	HazardDays        int // days to mend what is not
	PhotoDays         int // photos of a fixture, after its hazard is mended
	GreenDays         int // days between two visits to a home of grade green
	YellowDays        int // the same, yellow
	OrangeDays        int // the same, orange
	RedDays           int // the same, red
	FireDays          int // B28: fire safety not looked at for more days costs points of the grade
	FireLargeDays     int // the same, a large rental
	ApartDays         int // who checks a sample has not visited the home for so many days
	VisitCheckPercent int // of a hundred visits after so many the tenant is asked whether somebody came

	// Texts (RULES 45). Windows are minutes after 00:00 in Asia/Shanghai, the end left out.
	TextsADay      int // to one number, codes, foreigners' 24 hours and emergencies apart
	TextsIn30Days  int // the same
	TextsFirst     int // the same, since somebody moved in with the number in the last 30 days
	RemindersADay  int // of them
	LessonsAMonth  int // of the calendar of topics, in a calendar month
	TopicDays      int // before the same topic comes again
	SeriesGapDays  int // between the lessons of the first days
	SeriesDays     int // over which these are spread
	ReminderFrom   int
	ReminderTo     int
	EducationFrom  int
	EducationTo    int
	EducationBasis string // public_duty or consent (RULES 47)
}

// Full says whether a number that got so many texts on a day and in the 30 days up to it may get none more (RULES 45).
// Whoever has just moved in gets fewer: he hears of his entry and the lessons of the first days. sinceIn are the texts since
// then, 0 where nobody has just moved in.
func (l Limits) Full(onDay, inSpan, sinceIn int) bool {
	return onDay >= l.TextsADay || inSpan >= l.TextsIn30Days || sinceIn >= l.TextsFirst
}

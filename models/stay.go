package models

import "anju/models/workday"

// The stored states of a stay (DESIGN 3). Unregistered, active, stale and disputed are derived.
const (
	StayDeclared = "declared" // the tenant or a visit said so; nobody reported it yet
	StayReported = "reported"
	StayLeaving  = "leaving" // said to have left; either side may recall it for 7 days
	StayReturned = "returned"
	StayClosed   = "closed"
	StayVoid     = "void" // entered by mistake
)

// How a confirmation was made, weakest first (RULES 42).
const (
	HowAll   = "all"   // 全部一点
	HowEach  = "each"  // 逐人
	HowSelf  = "self"  // 本人
	HowVisit = "visit" // 上门
)

// HowNames are the words for how a confirmation was made.
var HowNames = map[string]string{HowAll: "全部一点", HowEach: "逐人", HowSelf: "本人", HowVisit: "上门"}

// Where a declared stay came from.
const (
	ViaDoor  = "door"  // the QR code
	ViaCode  = "code"  // 手输编号
	ViaVisit = "visit" // found at a visit
	ViaSheet = "sheet" // stood unreported in an imported roster
)

// Stay is one person in one unit, from one day to another.
type Stay struct {
	ID        int64
	Ref       string
	UnitID    int64
	RoomID    int64
	TenantID  int64
	Ancestors `gorm:"embedded"`
	DocIndex  []byte `gorm:"column:doc_idx"`   // as on the tenant; finds the same person elsewhere
	PhoneIdx  []byte `gorm:"column:phone_idx"` // as on the tenant; a tenant's code opens only stays that carry his phone
	State     string
	MovedInOn workday.Day
	MovedInAt workday.Moment // the minute, where one was given; B03 alone looks at it (RULES 28)
	// ReportedAt stops the clock of B01 for good (RULES 38).
	ReportedAt   workday.Moment
	PoliceAt     workday.Moment // registered with police on
	ConfirmedAt  workday.Moment
	ConfirmedHow string
	ConfirmedBy  int64
	ConfirmFrom  workday.Day // taken over from an old roster: B05 opens no earlier than that day; a confirmation ends it
	AllInARow    int         // how many 全部一点 in a row; the second and later do not restart B05
	AwayFrom     workday.Day
	AwayTo       workday.Day
	LeaseEnd     workday.Day
	Term         string // short, long, unsure: what the landlord expects
	Relation     string
	Foreign      bool   `gorm:"column:is_foreign"`
	ConsentDue   bool   // a child under 14 came by import: the guardian's consent is to be obtained (RULES 30)
	Guardian     string `gorm:"-"` // sealed at rest
	GuardPhone   string `gorm:"-"` // sealed at rest
	MovedOutOn   workday.Day
	LeavingUntil workday.Moment // until then either side may recall
	LeftBy       int64
	DeclaredAt   workday.Moment
	DeclaredVia  string
	DisputedAt   workday.Moment // an open dispute; 0 = none
	ReceiptNo    string         // 8 digits
	CreatedAt    workday.Moment
	CreatedBy    int64
	Rev          int64
}

// LivesOn says whether somebody lives there on a day (RULES 1, 2): the day of moving out does not count at all.
func (s Stay) LivesOn(d workday.Day) bool {
	return s.State != StayVoid && s.MovedInOn <= d && (s.MovedOutOn.IsZero() || d < s.MovedOutOn)
}

// Reported says whether the stay was reported by that moment (RULES 13).
func (s Stay) Reported(at workday.Moment) bool { return !s.ReportedAt.IsZero() && s.ReportedAt <= at }

// SelfDeclared says whether the tenant himself said that he lives there, and the landlord is asked.
func (s Stay) SelfDeclared() bool {
	return s.Waiting() && (s.DeclaredVia == ViaDoor || s.DeclaredVia == ViaCode)
}

// Waiting says whether the landlord is asked: 等您确认 (blue, never 未登记).
func (s Stay) Waiting() bool { return s.State == StayDeclared }

// Over says whether the stay belongs under 已搬走.
func (s Stay) Over(d workday.Day) bool {
	return s.State == StayClosed || s.State == StayVoid || !s.MovedOutOn.IsZero() && s.MovedOutOn <= d
}

// Recallable says whether a check-out may still be undone.
func (s Stay) Recallable(at workday.Moment) bool {
	return s.State == StayLeaving && at < s.LeavingUntil
}

// Confirm records a confirmation made at a moment. The second 全部一点 in a row keeps the older time, so that tapping
// all at once every month never hides a roster that nobody looked at (RULES 42).
func (s *Stay) Confirm(how string, by int64, at workday.Moment) {
	if how == HowAll {
		s.AllInARow++
		if s.AllInARow > 1 {
			return
		}
	} else {
		s.AllInARow = 0
	}
	s.ConfirmedAt, s.ConfirmedHow, s.ConfirmedBy, s.ConfirmFrom = at, how, by, 0
}

// LastKnown is the latest day on which somebody vouched for the stay (RULES 14); later moments than at are ignored.
func (s Stay) LastKnown(at workday.Moment) workday.Day {
	last := s.MovedInOn
	for _, m := range []workday.Moment{s.ReportedAt, s.ConfirmedAt} {
		if !m.IsZero() && m <= at && m.Day() > last {
			last = m.Day()
		}
	}
	return last
}

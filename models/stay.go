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
	HowDesk  = "desk"  // 本人, at the counter by a slip that he signed: his word as HowSelf is, but it shows no phone to be his
	HowSelf  = "self"  // 本人, from his phone
	HowVisit = "visit" // 上门
)

// HowNames are the words for how a confirmation was made.
var HowNames = map[string]string{HowAll: "全部一点", HowEach: "逐人", HowDesk: "本人到窗口", HowSelf: "本人", HowVisit: "上门"}

// Where a declared stay came from.
const (
	ViaDoor   = "door"   // the QR code
	ViaCode   = "code"   // 手输编号
	ViaVisit  = "visit"  // found at a visit
	ViaInvite = "invite" // a card that the landlord sent
	ViaSheet  = "sheet"  // stood unreported in an imported roster
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
	ProvedIdx    []byte // blind index of the phone from which the person himself has spoken
	ConfirmedBy  int64
	ConfirmFrom  workday.Day // taken over from an old roster: B05 opens no earlier than that day; a confirmation or check-out ends it
	AllInARow    int         // how many 全部一点 in a row; the second and later do not restart B05
	AwayFrom     workday.Day // away from this day on (RULES 48)
	AwayTo       workday.Day // the day of return, which counts again
	AwaySaid     string      // by whose word: SaidOwner, SaidSelf or SaidVisit; "" = it came with a list
	LeaseEnd     workday.Day
	Term         string // short, long, unsure: what the landlord expects
	Relation     string
	Foreign      bool   `gorm:"column:is_foreign"`
	ConsentDue   bool   // a child under 14 came by import: the guardian's consent is to be obtained (RULES 30)
	Guardian     string `gorm:"-"` // sealed at rest
	GuardPhone   string `gorm:"-"` // sealed at rest
	MovedOutOn   workday.Day
	// SaidLeftOn is the day on which, by the word of a visit or an employer, the person left: from it on he counts
	// nowhere, though nobody has checked him out yet (RULES 17). SaidLeftAt is when that was said; B08 runs from it.
	SaidLeftOn   workday.Day
	SaidLeftAt   workday.Moment
	LeavingUntil workday.Moment // until then either side may recall
	LeftBy       int64          // whose word it was; 0 when staff found it out
	DeclaredAt   workday.Moment
	DeclaredVia  string
	DisputedAt   workday.Moment // an open dispute; 0 = none
	VoidedAt     workday.Moment // found to be a mistake
	BothAt       workday.Moment // he lives here and in another home, by his own word to staff; 0 = nobody said so (B17)
	Held         bool           // a case runs: nothing of the stay is erased before somebody lets go of it
	ErasedAt     workday.Moment // name, numbers and phone are gone; the days stay, for the counts
	ReceiptNo    string         // 8 digits
	CreatedAt    workday.Moment
	CreatedBy    int64
	Rev          int64
}

// LivesOn says whether somebody lives there on a day (RULES 1, 2): the day of moving out does not count at all, nor does
// any day from the one on which he is said to have left (RULES 17).
func (s Stay) LivesOn(d workday.Day) bool {
	return s.OnRoster(d) && (s.SaidLeftOn.IsZero() || d < s.SaidLeftOn)
}

// OnRoster says whether the stay stands on the roster on a day: the person lives there, or is said to have left and waits
// to be checked out.
func (s Stay) OnRoster(d workday.Day) bool {
	return s.State != StayVoid && s.MovedInOn <= d && (s.MovedOutOn.IsZero() || d < s.MovedOutOn)
}

// AwayOn says whether the person is away for a while on a day; the day of return is none of it (RULES 48).
func (s Stay) AwayOn(d workday.Day) bool {
	return !s.AwayFrom.IsZero() && s.AwayFrom <= d && d < s.AwayTo
}

// SaidLeft says whether somebody said that the person left and nobody has checked him out.
func (s Stay) SaidLeft(d workday.Day) bool { return s.OnRoster(d) && !s.LivesOn(d) }

// SayLeft records the word of a visit or an employer that the person left on a day; the first word counts.
func (s *Stay) SayLeft(on workday.Day, at workday.Moment) {
	if s.SaidLeftAt.IsZero() {
		s.SaidLeftOn, s.SaidLeftAt = max(on, s.MovedInOn), at
	}
}

// leftOn is the first day on which the person no longer lives there, by whichever word comes first; 0 = none is known.
func (s Stay) leftOn() workday.Day {
	if s.SaidLeftOn.IsZero() || s.MovedOutOn.IsZero() {
		return max(s.SaidLeftOn, s.MovedOutOn)
	}
	return min(s.SaidLeftOn, s.MovedOutOn)
}

// Leave ends the stay on a day; for a while either side may recall it. What an old roster said is over with it.
func (s *Stay) Leave(on workday.Day, by int64, until workday.Moment) {
	s.State, s.MovedOutOn, s.LeftBy, s.LeavingUntil, s.ConfirmFrom = StayLeaving, on, by, until, 0
}

// SayStays takes that word back: the person was met.
func (s *Stay) SayStays() { s.SaidLeftOn, s.SaidLeftAt = 0, 0 }

// TakenOver says whether all that is known of the stay comes from an old roster whose day to be asked about has not come.
func (s Stay) TakenOver(d workday.Day) bool { return d < s.ConfirmFrom }

// Reported says whether the stay was reported by that moment (RULES 13).
func (s Stay) Reported(at workday.Moment) bool { return !s.ReportedAt.IsZero() && s.ReportedAt <= at }

// SelfDeclared says whether the tenant himself said that he lives there, and the landlord is asked.
func (s Stay) SelfDeclared() bool {
	return s.Waiting() && s.ByHimself()
}

// ByHimself says whether the person entered himself, and proved his phone by a code on the way.
func (s Stay) ByHimself() bool {
	return s.DeclaredVia == ViaDoor || s.DeclaredVia == ViaCode || s.DeclaredVia == ViaInvite
}

// Waiting says whether the landlord is asked: 等您确认 (blue, never 未登记).
func (s Stay) Waiting() bool { return s.State == StayDeclared }

// WaitsForClaim says whether the stay is among those that the landlord confirms with one word after claiming the home.
// Who declared himself is asked about by name.
func (s Stay) WaitsForClaim(at workday.Moment) bool {
	return s.LivesOn(at.Day()) && s.State != StayLeaving && s.State != StayReturned && !s.SelfDeclared()
}

// ToMeet says whether somebody is looked for at the home on a day: he lives there, and is not moving out.
func (s Stay) ToMeet(d workday.Day) bool { return s.LivesOn(d) && s.State != StayLeaving }

// Answered says whether the stay was reported, or somebody vouched for a reported one, at a moment or later.
func (s Stay) Answered(since workday.Moment) bool {
	return !s.ReportedAt.IsZero() && (s.ReportedAt >= since || s.ConfirmedBy != 0 && s.ConfirmedAt >= since)
}

// AllAtOnce says whether the landlord's one word for the whole roster of a home is about this stay: right after the claim also
// where nobody had reported it.
func (s Stay) AllAtOnce(u Unit, at workday.Moment) bool {
	if u.JustClaimed() {
		return s.WaitsForClaim(at)
	}
	return s.ToMeet(at.Day()) && s.Reported(at)
}

// InBoth says whether staff took down that the person lives here and in another home.
func (s Stay) InBoth() bool { return !s.BothAt.IsZero() }

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
	if how == HowSelf {
		s.ProvedIdx = s.PhoneIdx
	}
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

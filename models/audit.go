package models

import "anju/models/workday"

// AuditEntry is one errand in its transaction: who did what to which record, when, in whose name, and why. It holds no
// name, number or phone.
type AuditEntry struct {
	ID       int64
	At       workday.Moment
	UserID   int64
	Role     string
	OnBehalf int64 // the landlord for whom a helper acted (代办)
	Action   string
	Subject  string // unit, stay, flag, notice, user, area
	RefID    int64
	UnitID   int64
	StayID   int64
	Reason   string // where a person's data was read: why
	Detail   string // short words and numbers, no personal data
	Mac      []byte // HMAC-SM3 over all columns; a job chains the entries
	SealID   int64
}

// Did says whether somebody did the errand himself, or had it done for him.
func (e AuditEntry) Did(userID int64) bool { return e.UserID == userID || e.OnBehalf == userID }

// AuditSeal closes a batch of audit entries: who changes, adds or takes away one of them afterwards breaks it, and who
// changes a seal breaks all that follow (DESIGN 2 row 8).
type AuditSeal struct {
	ID       int64
	FromID   int64
	ToID     int64
	Entries  int64
	Root     []byte
	Prev     []byte // MAC of the seal before it
	Mac      []byte
	SealedAt int64 // milliseconds, UTC
}

// View is one look at a person's record by staff, shown to the tenant.
type View struct {
	ID     int64
	At     workday.Moment
	UserID int64
	Role   string
	UnitID int64
	StayID int64 // 0 = the roster of the unit
	What   string
	Reason string

	OwnerID int64 // the landlord, of whom alone something was seen; 0 = who lives there
}

// What a view was of.
const (
	ViewRoster = "roster"
	ViewFullID = "full_id"
	ViewPhone  = "phone"  // whole: of a person, or of the landlord
	ViewHeads  = "heads"  // how many people, in an emergency; no names
	ViewMissed = "missed" // that a text did not arrive
	ViewFound  = "found"  // listed by a search: name, home, and the ends of the numbers
)

// JobRun is one line of the run log.
type JobRun struct {
	ID       int64
	Job      string
	At       workday.Moment // the time judged
	Started  workday.Moment // the real clock
	Ended    workday.Moment
	Node     string
	Examined int
	Opened   int
	Closed   int
	Queued   int
	Sent     int
	Failed   int
	Problem  string
}

// Code is one sign-in code; the code itself is kept only as a MAC.
type Code struct {
	ID        int64
	PhoneIdx  []byte
	Mac       []byte
	CreatedAt workday.Moment
	ExpiresAt workday.Moment
	Tries     int
	UsedAt    workday.Moment
}

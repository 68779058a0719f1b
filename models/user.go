package models

import "anju/models/workday"

// User is one account. A person signs in by phone, staff by login, password and TOTP.
type User struct {
	ID           int64
	Ref          string
	Staff        bool
	Name         string `gorm:"-"` // sealed at rest
	Phone        string `gorm:"-"` // sealed at rest; persons only
	DocType      string
	DocNo        string `gorm:"-"` // sealed at rest; the landlord's document
	Login        string `gorm:"-"` // staff only
	PasswordHash string // argon2id
	TOTPSecret   string `gorm:"-"`                // sealed at rest
	TOTPStep     int64  `gorm:"column:totp_step"` // the last step used; an older or equal one is a replay
	Recovery     string // hashes of unused recovery codes, one a line
	Title        string // 社区民警, 网格员
	Disabled     bool
	Listed       bool // a list gave the name, and nobody has proved yet that the phone is this person's
	CreatedAt    workday.Moment
}

// Manager lets a family helper, 代管人 or 二房东 act for the landlord of one unit; the log shows 代办.
type Manager struct {
	ID     int64
	UnitID int64
	UserID int64
	Kind   string         // family, manager, sublessor, self
	From   workday.Moment `gorm:"column:from_at"`
	To     workday.Moment `gorm:"column:to_at"` // 0 = open end
}

// ManagerSelf is the landlord's own account under another of his phones; ManagerAsked one that the list gives for him and
// that has not said yet whether the home is his; ManagerRefused keeps that it said no.
const (
	ManagerSelf    = "self"
	ManagerAsked   = "asked"
	ManagerRefused = "refused"
)

// Pledge is a signed text: which one, which version, by whom, when.
type Pledge struct {
	ID       int64
	UnitID   int64
	UserID   int64
	Kind     string // safety (治安责任书) or fire (消防承诺书)
	Version  string
	TextHash string // SHA-256 of the words that were shown
	SignedAt workday.Moment
}

// The kinds of pledge.
const (
	PledgeSafety = "safety"
	PledgeFire   = "fire"
)

// Session is a signed-in browser; its row is found by the hash of the cookie.
type Session struct {
	ID        int64
	Hash      []byte // SHA-256 of the cookie
	UserID    int64
	Kind      string // person, staff, shift
	DeviceID  int64
	DocOK     bool
	FreshAt   workday.Moment // TOTP given
	CreatedAt workday.Moment
	SeenAt    workday.Moment
	ExpiresAt workday.Moment
}

// The kinds of session.
const (
	SessionPerson = "person" // 30 days
	SessionStaff  = "staff"  // idle 30 minutes
	SessionShift  = "shift"  // an enrolled phone on a visit shift, 10 hours, masked data only
)

// Device is a browser that once gave what a first sign-in asks.
type Device struct {
	ID     int64
	Hash   []byte
	UserID int64
	Kind   string // tenant (document given) or shift (TOTP enrolled)
	SeenAt workday.Moment
}

package models

import (
	"strconv"

	"anju/models/workday"
)

// Flag is a task to check, never a finding of guilt. It sits on a unit, a room or a stay.
type Flag struct {
	ID        int64
	Ref       string
	Rule      string // B01
	UnitID    int64
	RoomID    int64 // 0 unless the room of the stay, or the room itself
	StayID    int64 // 0 on rooms and units
	Ancestors `gorm:"embedded"`
	Evidence  string // the reason in one sentence, no names
	Level     int    // 1 to 3 while open
	RaisedAt  workday.Moment
	DueAt     workday.Moment
	StepAt    workday.Moment // where the step ends on which it stands, as StepEnd says
	// VisitedAt is the first visit with a result other than 到访未遇; before level 3 it keeps the flag at level 2.
	VisitedAt  workday.Moment
	ResolvedAt workday.Moment
	ResolvedBy int64
	Resolution string
	OpenKey    *string // rule and subject while open, NULL afterwards: unique, so the same fact is open once
}

// Key names the fact: one open flag a key.
func (f Flag) Key() string {
	return f.Rule + ":" + strconv.FormatInt(f.UnitID, 10) + ":" + strconv.FormatInt(f.roomKey(), 10) + ":" + strconv.FormatInt(f.StayID, 10)
}

// roomKey leaves the room out where the flag sits on a stay: moving to another room is the same fact.
func (f Flag) roomKey() int64 {
	if f.StayID != 0 {
		return 0
	}
	return f.RoomID
}

// Open says whether the flag still stands.
func (f Flag) Open() bool { return f.ResolvedAt.IsZero() }

// Visit is what a grid worker or an officer found at the door.
type Visit struct {
	ID     int64
	Ref    string
	UnitID int64
	FlagID int64
	UserID int64
	Result string
	Heads  int
	Note   string `gorm:"-"` // sealed at rest: it may hold a name
	At     workday.Moment

	Scanned bool // it began with the code at the door
	Listed  int  // people of the roster
	Met     int  // of them those who were met
	Extra   int  // people who live there and stand in no roster
	Looked  int  // lines of the checklist that were looked at

	Fire string // which they were, see FireMarks; "" on a visit of before they were kept
	Role string // as what UserID made it, of RoleNames; "" on such a visit

	AskedStay int64  // whose person is asked by text whether somebody came; 0 = nobody
	Came      string // yes, no, or "" while he has not answered
}

// The results of a visit; VisitNobody stops nothing (RULES 44).
const (
	VisitMatch   = "match"
	VisitMissing = "missing"
	VisitExtra   = "extra"
	VisitGone    = "gone"
	VisitNobody  = "nobody"
	VisitRefused = "refused"
)

// VisitResults are the results and their words, in the order of the form (UX 2.3).
var VisitResults = [][2]string{
	{VisitMatch, "一致"}, {VisitMissing, "少登了人"}, {VisitExtra, "多登了人"}, {VisitGone, "已搬走"}, {VisitNobody, "到访未遇"}, {VisitRefused, "拒访"},
}

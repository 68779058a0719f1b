package models

import "anju/models/workday"

// LookDay is how much one of staff looked at on a day. It names no person and no home.
type LookDay struct {
	ID        int64
	Ref       string
	UserID    int64
	Role      string
	Day       workday.Day
	Ancestors `gorm:"embedded"` // of the area over which he holds his grant
	FullIDs   int               `gorm:"column:full_ids"` // whole numbers, of documents and phones, that he asked for, also those that were refused
	Outside   int               // homes outside his areas that he tried to open
	RaisedAt  workday.Moment    // his supervisor was told; 0 = nothing to tell
	SeenAt    workday.Moment
	SeenBy    int64
	Note      string `gorm:"-"` // sealed at rest: what the supervisor found out
}

// Alarming is B35: more whole numbers than view_limit, or a home outside the own areas.
func (l LookDay) Alarming(limits Limits) bool { return l.FullIDs > limits.ViewLimit || l.Outside > 0 }

// Count adds some looks at a moment. The supervisor is told once a day.
func (l *LookDay) Count(more LookDay, limits Limits, at workday.Moment) {
	l.FullIDs, l.Outside = l.FullIDs+more.FullIDs, l.Outside+more.Outside
	if l.RaisedAt.IsZero() && l.Alarming(limits) {
		l.RaisedAt = at
	}
}

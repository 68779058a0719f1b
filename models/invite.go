package models

import "anju/models/workday"

// InviteDays is how long an invite card lives: to the end of the 7th day after it was made (UX 2.2).
const InviteDays = 7

// MostInvites is how many cards of one home may be open at once.
const MostInvites = 40

// InviteOver is the one answer to a card that was used, recalled, late, of another home or never there: whoever guesses
// learns nothing.
const InviteOver = "这张卡用过了或过期了，请户主再发一张。"

// Invite is a card by which somebody who moves in enters himself: one use, one room, and no name on it.
type Invite struct {
	ID         int64
	Token      string
	UnitID     int64
	RoomID     int64
	CreatedAt  workday.Moment
	ExpiresAt  workday.Moment
	UsedAt     workday.Moment
	StayID     int64 // what it led to
	RecalledAt workday.Moment
}

// Open says whether the card still opens the form.
func (i Invite) Open(at workday.Moment) bool {
	return i.UsedAt.IsZero() && i.RecalledAt.IsZero() && at < i.ExpiresAt
}

// LastDay is the last day on which the card can be used.
func (i Invite) LastDay() workday.Day { return (i.ExpiresAt - 1).Day() }

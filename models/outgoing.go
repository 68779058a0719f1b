package models

import "anju/models/workday"

// Outgoing is one text on its way to a gateway.
type Outgoing struct {
	At       workday.Moment
	Phone    string
	Kind     string
	Text     string
	Segments int
	Ref      string // the notice's
	OutID    string // this attempt's: 32 hex digits
}

// Sent is what a gateway made of a text.
type Sent int

// The outcomes. Unknown is first: an answer that was lost must never count as anything else (SMS.md finding 1).
const (
	SentUnknown  Sent = iota
	SentAccepted      // the gateway has it
	SentRefused       // it will never take it
	SentLater         // not now; try again
)

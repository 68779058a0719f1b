package models

import "anju/models/workday"

// What came of a call beyond the gateway's own answer (Sent): what the carrier told later.
const (
	CallDelivered   = "delivered"
	CallUndelivered = "undelivered"
)

// CallKinds are all that can come of a call, in the order in which they are shown.
var CallKinds = []string{string(SentAccepted), CallDelivered, CallUndelivered, string(SentUnknown), string(SentLater), string(SentPhoneFull),
	string(SentAllFull), string(SentBadPhone), string(SentBadText), string(SentBadAccount), string(SentNotWanted), string(SentUnreachable), string(SentBug)}

// Refused are those of them with which a gateway does not take a text.
var Refused = CallKinds[3:]

// WaitingTexts is how many texts of a category are in a state that is not their end.
type WaitingTexts struct {
	State, Category string
	N               int
}

// OpenCalls are calls to a gateway of which nobody knows what came.
type OpenCalls struct {
	Gateway string
	N       int
	Since   workday.Moment // of the first, by the real clock
}

// Vitals are how the sending goes at a moment.
type Vitals struct {
	On          bool // texts other than codes leave
	Ways        []WayVitals
	Templates   []Stopped // templates that a gateway does not take for now
	Waiting     []WaitingTexts
	WaitSince   map[string]workday.Moment // by category: since when the oldest could leave and does not
	OldestLease workday.Moment            // real clock; 0 for none
	DeadToday   int                       // given up today, as last counted
}

// WayVitals are those of one way out. Moments are of the real clock.
type WayVitals struct {
	Name    string
	Stopped *Stopped
	Hour    map[string]int // calls of the last hour by what came of them
	Five    int            // taken in the last five minutes
	LastOK  workday.Moment // the minute in which it last took a text
	LastBad workday.Moment // and in which it last refused one
	BadKind Sent           // why
	Open    OpenCalls
}

// Stopped is a way, or a template at a way, to which nothing is given for now.
type Stopped struct {
	Gateway, Kind string // Kind of a text; "" for the whole way
	Why           Sent
	Since, Next   workday.Moment
	Trying        bool // one text is on its way to see whether it is free again
}

// Calls is how many calls were made in the last hour.
func (w WayVitals) Calls() (n int) {
	n = w.Hour[string(SentAccepted)]
	for _, kind := range Refused {
		n += w.Hour[kind]
	}
	return n
}

// Bad is how many texts of the last hour the way did not take, or took and did not deliver.
func (w WayVitals) Bad() (n int) {
	n = w.Hour[CallUndelivered]
	for _, kind := range Refused {
		n += w.Hour[kind]
	}
	return n
}

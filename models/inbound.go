package models

import (
	"regexp"

	"anju/models/workday"
)

// What became of a text that somebody sent.
const (
	InboundNew     = ""        // kept, nothing done yet
	InboundDone    = "done"    // what it says is in the register
	InboundWaiting = "waiting" // a person has to read it: it is a request to the grid
	InboundNowhere = "nowhere" // nobody knows the number
)

// Inbound is one text that somebody sent to the station's number.
type Inbound struct {
	ID         int64
	Ref        string
	Gateway    string
	MessageID  string // the carrier's name for it: a text that is told of twice is one text
	Phone      string `gorm:"-"` // sealed until it is done
	Body       string `gorm:"-"` // sealed until it is done
	ReceivedAt workday.Moment
	Answer     Answer
	Outcome    string
	NoticeID   int64 // the question it answers
	StayID     int64
	RequestID  int64
}

// signs are what a text offers to send back for an answer.
var signs = map[Answer]string{AnswerStill: "1", AnswerLeft: "2", AnswerAway: "3", AnswerNotMe: "N"}

var offered = regexp.MustCompile(`回([123N])`)

// Offering are the kinds of text that offer an answer, as their words say. Where nobody reads answers none is offered.
func (t Texts) Offering(answer Answer) []string {
	var kinds []string
	for kind := range t.ByID {
		for _, m := range offered.FindAllStringSubmatch(t.wording(kind), -1) {
			if m[1] == signs[answer] {
				kinds = append(kinds, kind)
				break
			}
		}
	}
	return kinds
}

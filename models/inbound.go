package models

import (
	"regexp"
	"strings"

	"anju/models/workday"
)

// The answers by text (RULES 46).
const (
	AnswerHere = "1"
	AnswerLeft = "2"
	AnswerAway = "3"
	AnswerNot  = "N" // 不是我: a dispute, never an opt-out
	AnswerStop = "TD"
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
	Answer     string
	Outcome    string
	NoticeID   int64 // the question it answers
	StayID     int64
	RequestID  int64
}

var stops = map[string]bool{"R": true, "T": true, "TD": true, "退订": true, "拒收": true, "0000": true}

// AnswerOf reads a text as one of the answers; "" when a person has to read it. Full-width signs, spaces, brackets and a
// full stop around it do not matter; anything more does.
func AnswerOf(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '　':
			r = ' '
		}
		return r
	}, text)
	text = strings.ToUpper(strings.Trim(text, " \t\r\n.。,，!！\"“”'‘’()（）[]【】"))
	text = strings.TrimSpace(strings.TrimPrefix(text, "回复"))
	text = strings.TrimSpace(strings.TrimPrefix(text, "回"))
	switch {
	case stops[text]:
		return AnswerStop
	case text == AnswerHere, text == AnswerLeft, text == AnswerAway, text == AnswerNot:
		return text
	}
	return ""
}

var offered = regexp.MustCompile(`回([123N])`)

// Offering are the kinds of text that offer an answer, as their words say. Where nobody reads answers none is offered.
func (t Texts) Offering(answer string) []string {
	var kinds []string
	for kind := range t.ByID {
		for _, m := range offered.FindAllStringSubmatch(t.wording(kind), -1) {
			if m[1] == answer {
				kinds = append(kinds, kind)
				break
			}
		}
	}
	return kinds
}

package models

import (
	"strings"
	"unicode"
)

// Answer is what somebody said by a text.
type Answer string

// The answers. Whatever else somebody writes is unclear, and a person reads it.
const (
	AnswerStill   Answer = "still"   // 1: still lives here
	AnswerLeft    Answer = "left"    // 2: has moved out
	AnswerAway    Answer = "away"    // 3: away for a while
	AnswerNotMe   Answer = "not_me"  // N: the phone is somebody else's
	AnswerOptOut  Answer = "opt_out" // TD, R: wants no more of these
	AnswerUnclear Answer = ""
)

var answers = map[string]Answer{
	"1": AnswerStill, "2": AnswerLeft, "3": AnswerAway, "N": AnswerNotMe,
	// What the law and the carriers call by these names (SMS.md 1.8, RULES 46).
	"R": AnswerOptOut, "T": AnswerOptOut, "TD": AnswerOptOut, "退订": AnswerOptOut, "拒收": AnswerOptOut, "0000": AnswerOptOut,
}

// ReadAnswer reads an answer however a phone writes it: wide or narrow, big or
// small, with 回复 before it or a full stop behind it. Words are
// unclear: 我没有搬走 must not end anybody's stay, and a person reads them all.
func ReadAnswer(text string) Answer {
	plain := strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // the full-width copies of ASCII, in the same order
			r -= '！' - '!'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1 // spaces, quotes, full stops, invisible marks
	}, text)
	for _, before := range []string{"回复", "回"} {
		if rest, ok := strings.CutPrefix(plain, before); ok {
			plain = rest
			break
		}
	}
	return answers[plain]
}

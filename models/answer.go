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
	"1": AnswerStill, "还住": AnswerStill, "还住着": AnswerStill, "还在住": AnswerStill, "在住": AnswerStill,
	"2": AnswerLeft, "搬走": AnswerLeft, "已搬走": AnswerLeft, "搬走了": AnswerLeft, "已经搬走": AnswerLeft, "已经搬走了": AnswerLeft,
	"3": AnswerAway, "暂离": AnswerAway, "暂时离开": AnswerAway, "暂时不在": AnswerAway,
	"N": AnswerNotMe, "不是我": AnswerNotMe, "不是本人": AnswerNotMe, "发错了": AnswerNotMe,
	// What the law and the carriers call by these names (SMS.md 1.8).
	"R": AnswerOptOut, "T": AnswerOptOut, "TD": AnswerOptOut, "退订": AnswerOptOut, "拒收": AnswerOptOut, "0000": AnswerOptOut,
}

// ReadAnswer reads an answer however a phone writes it: wide or narrow, big or
// small, with 回复 before it or a full stop behind it. A sentence that merely
// holds such a word is unclear: 我没有搬走 must not end anybody's stay.
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

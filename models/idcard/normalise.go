package idcard

import (
	"strings"
	"unicode"
)

// Normalise gives a typed number the one form in which it is stored and
// compared: half-width, without any space, upper case (RULES.md 25; UX.md,
// input rules).
func Normalise(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // the full-width copies of ASCII, in the same order
			r -= '！' - '!'
		case unicode.IsSpace(r), unicode.In(r, unicode.Cf, unicode.Cc):
			// Text pasted from a chat carries invisible marks besides spaces.
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
}

// Groups splits an 18-character number 6-4-4-4, as people read it out; any
// other number is one group, an empty one none (UX.md, input rules).
func Groups(number string) []string {
	switch {
	case number == "":
		return nil
	case len(number) == 18:
		return []string{number[:6], number[6:10], number[10:14], number[14:]}
	}
	return []string{number}
}

// Last4 is the last four characters, the only part that a masked document
// shows (DESIGN.md 2, row 4), or the whole of a shorter number.
func Last4(number string) string {
	runes := []rune(number)
	return string(runes[max(0, len(runes)-4):])
}

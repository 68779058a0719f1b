// Package phone reads mobile numbers of the Chinese mainland, the only ones to
// which the register sends.
package phone

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const length = 11 // digits

var mobile = regexp.MustCompile(`^1[3-9]\d{9}$`) // DOMAIN.md 4

// Normalise gives a typed number the form in which it is stored and compared:
// half-width, without spaces, dashes and the country code +86, 0086 or 86
// (DOMAIN.md 4; UX.md, input rules).
func Normalise(raw string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // the full-width copies of ASCII, in the same order
			r -= '！' - '!'
		case unicode.IsSpace(r), unicode.In(r, unicode.Cf, unicode.Cc):
			// Numbers copied from a phone book carry invisible marks.
			return -1
		}
		if unicode.Is(unicode.Pd, r) { // every kind of dash
			return -1
		}
		return r
	}, raw)
	for _, code := range []string{"+86", "0086"} {
		if rest, found := strings.CutPrefix(s, code); found {
			return rest
		}
	}
	if rest, found := strings.CutPrefix(s, "86"); found && len(s) > length {
		// Without a plus only the length tells a country code from a number.
		return rest
	}
	return s
}

// Check normalises a typed number and says in one Chinese sentence what is
// wrong with it, or "" (texts UX.md 4.3, rule DOMAIN.md 4). The number comes
// back in both cases, to be shown again.
func Check(raw string) (number, fault string) {
	number = Normalise(raw)
	n := utf8.RuneCountInString(number)
	switch {
	case number == "":
		fault = "请填 11 位手机号码"
	case strings.HasPrefix(number, "+"), strings.HasPrefix(number, "00"):
		fault = "请填 1 开头的 11 位手机号码，别处的号码收不到短信"
	case stray(number) != "":
		fault = fmt.Sprintf("手机号码里只有数字，“%s”请去掉", stray(number))
	case number[0] == '0':
		fault = "这像座机号码，请填 1 开头的 11 位手机号码"
	case n < length:
		fault = fmt.Sprintf("少 %d 位，请补成 11 位（现在是 %d 位）", length-n, n)
	case n > length:
		fault = fmt.Sprintf("多了 %d 位，请改成 11 位（现在是 %d 位）", n-length, n)
	case !mobile.MatchString(number):
		fault = "手机号码第一位是 1，第二位是 3 到 9，请对一对"
	}
	return number, fault
}

func stray(number string) string {
	for _, r := range number {
		if r < '0' || r > '9' {
			return string(r)
		}
	}
	return ""
}

// Last4 is the last four characters, the only part that a masked phone shows
// (DESIGN.md 2, row 4), or the whole of a shorter number.
func Last4(number string) string {
	runes := []rune(number)
	return string(runes[max(0, len(runes)-4):])
}

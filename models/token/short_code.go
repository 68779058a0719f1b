package token

import (
	"strconv"
	"strings"
)

const shortLength = 9 // digits: 8 random, 1 check

// damm is the quasigroup of order 10 from H. Michael Damm's dissertation
// (Marburg, 2004): its check digit finds every single wrong digit and every
// swap of neighbours, the two slips of people who read a plate on the phone.
var damm = [10]string{
	"0317598642",
	"7092154863",
	"4206871359",
	"1750983426",
	"6123045978",
	"3674209581",
	"5869720134",
	"8945362017",
	"9438617205",
	"2581436790",
}

func checkDigit(digits string) byte {
	row := byte('0')
	for i := range len(digits) {
		row = damm[row-'0'][digits[i]-'0']
	}
	return row
}

// NewShortCode makes a 房屋编号, the one number of a home that people see: 8
// random digits, the first not 0, and a check digit by Damm (DESIGN.md 2, row
// 13).
func NewShortCode() string {
	return checked(10_000_000)
}

// checked is a random number with as many digits as from, a power of ten, and its check digit.
func checked(from int64) string {
	digits := strconv.FormatInt(from+below(9*from), 10)
	return digits + string(checkDigit(digits))
}

// ValidShortCode reports whether s can be a 房屋编号, normalised.
func ValidShortCode(s string) bool { return valid(s, shortLength) }

func valid(s string, length int) bool {
	if len(s) != length || s[0] == '0' || strings.Trim(s, "0123456789") != "" {
		return false
	}
	return checkDigit(s) == '0' // a number followed by its check digit ends in 0
}

// NormaliseShortCode keeps the digits of a typed 房屋编号, full-width ones as
// half-width: people copy it with the spaces, dashes or words around it.
func NormaliseShortCode(raw string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, raw)
}

// GroupShortCode writes a 房屋编号 as plates do, "3702 8146 0"; anything else
// comes back as it is.
func GroupShortCode(s string) string {
	if len(s) != shortLength {
		return s
	}
	return s[:4] + " " + s[4:8] + " " + s[8:]
}

const slipLength = 7 // digits: 6 random, 1 check

// NewSlip makes the number of a 签字单: 6 random digits, the first not 0, and a
// check digit as in NewShortCode.
func NewSlip() string { return checked(100_000) }

// ValidSlip reports whether s can be the number of a 签字单, digits alone.
func ValidSlip(s string) bool { return valid(s, slipLength) }

// GroupSlip writes the number as it is printed, "370 2814"; anything else comes
// back as it is.
func GroupSlip(s string) string {
	if len(s) != slipLength {
		return s
	}
	return s[:3] + " " + s[3:]
}

package idcard

import (
	"strings"
	"time"
)

// The check digit of GB 11643-1999 is ISO 7064 MOD 11-2, written there as a
// weighted sum.
var weights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const checkDigits = "10X98765432"

// WithCheckDigit completes the first 17 digits of a resident number with its
// check digit (GB 11643-1999), for inventing numbers; "" for anything else
// than 17 digits.
func WithCheckDigit(first17 string) string {
	if len(first17) != 17 || !digits(first17) {
		return ""
	}
	sum := 0
	for i, w := range weights {
		sum += int(first17[i]-'0') * w
	}
	return first17 + checkDigits[sum%11:sum%11+1]
}

// Two digits each: the provinces of GB/T 2260, then Taiwan, Hong Kong, Macau and
// the residence permits of Taiwan's residents (DOMAIN.md 4). Counties are not
// checked, because merged areas live on in old numbers.
const provinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46" +
	" 50 51 52 53 54 61 62 63 64 65 71 81 82 83 "

func inProvince(number string) bool {
	return strings.Contains(provinces, " "+number[:2]+" ")
}

// eighteen reports 17 digits and a digit or X, the shape of GB 11643-1999.
func eighteen(number string) bool {
	return len(number) == 18 && digits(number[:17]) && (digits(number[17:]) || number[17] == 'X')
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// born reads digits 7-14 of an eighteen as midnight UTC of the date of birth,
// and says whether that date exists.
func born(number string) (time.Time, bool) {
	t, err := time.Parse("20060102", number[6:14])
	return t, err == nil && t.Year() > 0
}

// Birth reads the date of birth from an 18-character number under 111, 112,
// 113 or 553 with a right check digit; ok is false for all others, who count
// as adults until a date is recorded (RULES.md 23). The number is normalised.
func Birth(docType, number string) (y, m, d int, ok bool) {
	if !resident(docType) && docType != "553" {
		return 0, 0, 0, false
	}
	if !eighteen(number) || WithCheckDigit(number[:17]) != number {
		return 0, 0, 0, false
	}
	t, ok := born(number)
	if !ok {
		return 0, 0, 0, false
	}
	return t.Year(), int(t.Month()), t.Day(), true
}

// Sex reads "男" (odd) or "女" (even) from the 17th digit of a resident number
// with a right check digit (GB 11643-1999), else "". Cards of foreigners give
// none: no published rule promises it for them.
func Sex(docType, number string) string {
	if _, _, _, ok := Birth(docType, number); !ok || !resident(docType) {
		return ""
	}
	if (number[16]-'0')%2 == 1 {
		return "男"
	}
	return "女"
}

// Province is the first two digits of an 18-character number under 111, 112 or
// 113 (GB/T 2260; 81, 82, 83 residence permits), else "". It serves statistics
// of a whole city only (DESIGN.md 2, row 14).
func Province(docType, number string) string {
	if !resident(docType) || !eighteen(number) || !inProvince(number) {
		return ""
	}
	return number[:2]
}

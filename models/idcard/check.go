package idcard

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const maxAge = 130 // years (DOMAIN.md 4)

// Check normalises a typed number and says in one Chinese sentence what is
// wrong with it, or "" (texts UX.md 4.3, rules DOMAIN.md 4). The number comes
// back in both cases, to be shown again.
//
// endsWithX is the tick "最后一位是字母 X", for phones whose number pad has no X.
// country is the issuing country of a passport, ISO 3166 alpha-3, "" if not
// asked. today is the day of judging in Asia/Shanghai, in days since
// 1970-01-01; with 0 neither a birth in the future nor an age is judged.
func Check(docType, raw string, endsWithX bool, country string, today int) (number, fault string) {
	number = Normalise(raw)
	if !Known(docType) {
		return number, "请选证件种类"
	}
	if number == "" {
		return number, emptyFault(docType)
	}
	switch docType {
	case "111", "112":
		number = withX(number, endsWithX)
		return number, residentFault(number, endsWithX, today)
	case "553":
		number = withX(number, endsWithX)
		return number, permanentFault(number, today)
	case "113":
		number = withX(number, endsWithX)
	}
	return number, formatFault(docType, number, country)
}

func emptyFault(docType string) string {
	name := TypeName(docType)
	switch docType {
	case "111":
		name = "身份证"
	case "990":
		return "请填证件上的号码"
	}
	return fmt.Sprintf("请填%s号码。没有%s就换一种证件", name, name)
}

func withX(number string, endsWithX bool) string {
	if endsWithX && len(number) == 17 && digits(number) {
		return number + "X"
	}
	return number
}

func residentFault(number string, endsWithX bool, today int) string {
	if odd := strayCharacter(number); odd != "" {
		return fmt.Sprintf("身份证号码里只有数字，最后一位也可能是 X，“%s”请对一对", odd)
	}
	n := len(number)
	switch {
	case n == 15 && digits(number) && !endsWithX:
		return "15 位是老身份证的号码，请照现在的身份证填 18 位"
	case n == 17 && digits(number):
		return "身份证号码少 1 位（现在 17 位）。末位是 X 的，勾上“最后一位是字母 X”"
	case n < 18 && endsWithX && digits(number):
		return fmt.Sprintf("身份证号码少 %d 位（末位 X 不算，现在 %d 位），请对一对", 17-n, n)
	case n < 18:
		return fmt.Sprintf("身份证号码少 %d 位（现在 %d 位），请对一对", 18-n, n)
	case n > 18:
		return fmt.Sprintf("身份证号码多了 %d 位（现在 %d 位），请对一对", n-18, n)
	case number[0] == '9':
		// Taken as a resident's number it would escape the 24-hour rule.
		return "9 开头的是外国人永久居留证，请换成那一种证件"
	case !inProvince(number):
		return fmt.Sprintf("前两位“%s”不是省份的代号，请照证件重输", number[:2])
	}
	return numberFault(number, today)
}

// strayCharacter finds what cannot stand in a resident number, an X before the
// end included, so that a letter O is not reported as a wrong check digit.
func strayCharacter(number string) string {
	for i, r := range number {
		last := i+utf8.RuneLen(r) == len(number)
		if (r < '0' || r > '9') && !(r == 'X' && last) {
			return string(r)
		}
	}
	return ""
}

// numberFault judges date and check digit of an eighteen, the date first: its
// sentence shows where to look.
func numberFault(number string, today int) string {
	birth, ok := born(number)
	if !ok {
		return fmt.Sprintf("第 7 到 14 位应是出生日期，“%s”不是日期，请对一对", number[6:14])
	}
	if today != 0 {
		if dayNumber(birth.Unix()) > today {
			return fmt.Sprintf("第 7 到 14 位是出生日期，“%s”还没到，请对一对", number[6:14])
		}
		if dayNumber(birth.AddDate(maxAge+1, 0, 0).Unix()) <= today {
			return fmt.Sprintf("第 7 到 14 位是出生日期，“%s”算来已过 %d 岁，请对一对", number[6:14], maxAge)
		}
	}
	if WithCheckDigit(number[:17]) != number {
		return "最后一位对不上，请照证件重输"
	}
	return ""
}

func dayNumber(midnightUTC int64) int { return int(midnightUTC / (24 * 60 * 60)) }

// permanentFault judges the 外国人永久居留身份证. Of old cards only the form is
// judged: the rule of their last digit is unconfirmed, and a true card must
// never be refused.
func permanentFault(number string, today int) string {
	switch {
	case eighteen(number) && number[0] == '9':
		return numberFault(number, today)
	case oldPermanent.MatchString(number):
		return ""
	case digits(number) && strings.HasPrefix(number, "9") && len(number) == 17:
		return "永久居留证号码少 1 位（现在 17 位）。末位是 X 的，勾上“最后一位是字母 X”"
	case digits(number) && strings.HasPrefix(number, "9") && len(number) < 18:
		return fmt.Sprintf("永久居留证号码少 %d 位（现在 %d 位），请对一对", 18-len(number), len(number))
	case digits(number) && strings.HasPrefix(number, "9") && len(number) > 18:
		return fmt.Sprintf("永久居留证号码多了 %d 位（现在 %d 位），请对一对", len(number)-18, len(number))
	}
	return "永久居留证是 9 开头的 18 位号码，老证是 3 个字母加 12 位数字，请照证件重输"
}

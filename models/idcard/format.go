package idcard

import (
	"regexp"
	"unicode"
	"unicode/utf8"
)

const (
	china   = "CHN" // ISO 3166 alpha-3
	longest = 40    // characters; longer than any known document
)

// Forms of DOMAIN.md 4. None of these documents has a public check digit.
var (
	chinesePassport = regexp.MustCompile(`^(E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8})$`)
	misreadPassport = regexp.MustCompile(`^E[IO]\d{7}$`)
	anyPassport     = regexp.MustCompile(`^[A-Z0-9]{5,15}$`)
	hongKongOrMacau = regexp.MustCompile(`^[HM]\d{8}(\d{2})?$`)
	taiwan          = regexp.MustCompile(`^(\d{8}|\d{10}(\([A-Z]\))?)$`)
	oldPermanent    = regexp.MustCompile(`^[A-Z]{3}\d{12}$`)
)

const (
	passportFault    = "护照号码是 5 到 15 个字母和数字，请照护照重输"
	chineseOnlyFault = "中国护照号码是 E 或 G 开头的 9 位，请照护照重输"
	misreadFault     = "中国护照第二位没有字母 I 和 O，多半是数字 1 和 0。外国护照请选国家"
)

func formatFault(docType, number, country string) string {
	switch docType {
	case "414":
		return ordinaryPassportFault(number, Normalise(country))
	case "411", "412", "413":
		if !anyPassport.MatchString(number) {
			return passportFault
		}
	case "516":
		if !hongKongOrMacau.MatchString(number) {
			return "通行证号码是 H 或 M 加 8 位数字，也有加 10 位的，请照证件重输"
		}
	case "511":
		if !taiwan.MatchString(number) {
			return "通行证号码是 8 位数字，老证是 10 位，请照证件重输"
		}
	default:
		return freeFault(number)
	}
	return ""
}

func ordinaryPassportFault(number, country string) string {
	switch {
	case chinesePassport.MatchString(number):
		return ""
	case country == china:
		if misreadPassport.MatchString(number) {
			return misreadFault
		}
		return chineseOnlyFault
	case country == "" && misreadPassport.MatchString(number):
		// It would pass as a foreign passport and start the 24-hour rule on a
		// Chinese citizen; a foreigner's country settles it.
		return misreadFault
	case !anyPassport.MatchString(number):
		return passportFault
	}
	return ""
}

// freeFault judges documents whose numbers follow no published rule: household
// books, birth certificates, foreigners' other permits, what an officer has
// seen (DOMAIN.md 4: no number check). Only what is no number at all is refused.
func freeFault(number string) string {
	if utf8.RuneCountInString(number) > longest {
		return "号码太长了，最多 40 个字，请对一对"
	}
	for _, r := range number {
		if unicode.IsDigit(r) || unicode.IsLetter(r) {
			return ""
		}
	}
	return "号码里要有数字或字母，请照证件重输"
}

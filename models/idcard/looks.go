package idcard

import "strings"

// Looks reports whether a normalised number has the form of a person's document, so that a search for places can refuse
// it. A wrong check digit, or none, is forgiven: a mistyped number is a person's all the same. Forms that a code of a home
// can have too are left out: eight or ten bare digits (Taiwan), a foreign passport.
func Looks(number string) bool {
	switch {
	case (eighteen(number) || len(number) == 17 && digits(number)) && number[0] != '0':
		birth, ok := born(number)
		return ok && (number[0] == '9' || inProvince(number)) && birth.Year() >= 1900 && birth.Year() < 2100
	case len(number) == 15 && digits(number):
		return inProvince(number) && oldBirth(number[6:12])
	case oldPermanent.MatchString(number):
		return inProvince(number[3:]) && oldBirth(number[7:13])
	}
	return chinesePassport.MatchString(number) || misreadPassport.MatchString(number) || hongKongOrMacau.MatchString(number)
}

// oldBirth reads six digits of a number of the last century, YYMMDD. Nobody living was born before 1910; by that year the
// codes of areas, which go on 001, 002, differ from dates.
func oldBirth(yymmdd string) bool {
	_, ok := born(strings.Repeat("0", 6) + "19" + yymmdd)
	return ok && yymmdd >= "10"
}

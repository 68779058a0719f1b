package idcard

// Foreign reports whether a stay with this document is judged by the 24-hour
// rule for foreigners (B03; RULES.md 6). country is the issuing country, ISO
// 3166 alpha-3, "" if not recorded; number is normalised.
func Foreign(docType, number, country string) bool {
	switch docType {
	case "411", "412", "413", "417", "418", "553", "554", "555":
		return true
	case "414":
		country = Normalise(country)
		return !chinesePassport.MatchString(number) || (country != "" && country != china)
	}
	return false
}

// Key is equal for two documents exactly when they name the same person:
// the same number across 111, 112 and 113, for all others the same type and
// number (RULES.md 25). It holds the number in plain, so it is only ever
// stored as a keyed index.
func Key(docType, number string) string {
	if resident(docType) {
		docType = "11x" // a card lost or not yet issued does not make somebody else
	}
	return docType + ":" + Normalise(number)
}

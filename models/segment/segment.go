// Package segment counts the parts into which a text message is cut, each of
// which is paid for.
package segment

import "unicode/utf16"

// A message carries 140 bytes: 160 septets or 70 UTF-16 code units. Each part of
// a longer one gives 6 of them to the header that joins the parts (3GPP TS
// 23.040, 9.2.3.24.1).
const (
	septets, septetsOfPart = 160, 153
	units, unitsOfPart     = 70, 67
)

// The default alphabet and its extension (3GPP TS 23.038, 6.2.1 and 6.2.1.1).
// An extension character is sent as an escape and a second septet.
const (
	basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	extension = "\f^{}\\[~]|€"
)

var septetsOf = func() map[rune]int {
	m := map[rune]int{}
	for _, r := range basic {
		m[r] = 1
	}
	for _, r := range extension {
		m[r] = 2
	}
	return m
}()

// Count returns the number of parts of a whole message, signature included, as
// carriers bill it; nothing is 0 parts. A text of the GSM alphabet alone has
// 160 characters in one part and 153 in each of several, any other text 70 and
// 67 UTF-16 code units (3GPP TS 23.038, 23.040), so an emoji counts as two.
func Count(text string) int {
	if n, ok := countSeptets(text); ok {
		return n
	}
	n := Units(text)
	if n <= units {
		return 1
	}
	return (n + unitsOfPart - 1) / unitsOfPart
}

// Units is how many UTF-16 code units a text has, by which Chinese texts are cut and paid for.
func Units(text string) int {
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// countSeptets says not ok when a character is outside the GSM alphabet.
func countSeptets(text string) (parts int, ok bool) {
	total, inPart := 0, 0
	for _, r := range text {
		n := septetsOf[r]
		if n == 0 {
			return 0, false
		}
		total += n
		if parts == 0 || inPart+n > septetsOfPart {
			// An escape and its second septet must not be parted.
			parts, inPart = parts+1, 0
		}
		inPart += n
	}
	if total > 0 && total <= septets {
		return 1, true // alone, a message needs no header
	}
	return parts, true
}

// Plain says whether a text keeps to the GSM alphabet, so that it travels in
// septets and not in UTF-16.
func Plain(text string) bool {
	_, ok := countSeptets(text)
	return ok
}

// Package mask hides personal data on screen, leaving just enough for somebody
// who knows the person to recognise it.
package mask

import "regexp"

const dots = "••••"

// Doc hides a document number except its last four characters, "•••• 1234".
// The area code in front is an origin and appears nowhere (DESIGN.md 2, row
// 4). A number shorter than five characters is hidden whole, since its end
// would be all of it; nothing recorded stays "".
func Doc(number string) string { return tail(number) }

// Phone hides a phone number as Doc hides a document.
func Phone(number string) string { return tail(number) }

func tail(number string) string {
	runes := []rune(number)
	switch {
	case len(runes) == 0:
		return "" // dots would say that there is a number
	case len(runes) < 5:
		return dots
	}
	return dots + " " + string(runes[len(runes)-4:])
}

// Name keeps the first character, which nearly always is the surname, "周**".
// The two stars do not tell the length; nothing recorded stays "".
func Name(s string) string {
	for _, first := range s {
		return string(first) + "**"
	}
	return ""
}

// longNumbers are runs as long as a document number, also written in groups.
var longNumbers = regexp.MustCompile(`\d(?:[ -]?\d){13,}[ -]?[\dXx]`)

// Text hides the long numbers in what somebody wrote, down to their last four characters: a person who corrects his own
// number writes it out, and who reads it for him need not see it whole.
func Text(words string) string {
	return longNumbers.ReplaceAllStringFunc(words, func(number string) string {
		plain := regexp.MustCompile(`[ -]`).ReplaceAllString(number, "")
		return tail(plain)
	})
}

// Package mask hides personal data on screen, leaving just enough for somebody
// who knows the person to recognise it.
package mask

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

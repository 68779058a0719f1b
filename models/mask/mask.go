// Package mask hides personal data on screen, leaving just enough for somebody
// who knows the person to recognise it.
package mask

import (
	"regexp"
	"strings"
)

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

// longNumbers are runs as long as a document number, also written in groups or with the wide digits of a Chinese keyboard.
var (
	longNumbers = regexp.MustCompile(`[0-9０-９](?:[ 　－-]?[0-9０-９]){13,}[ 　－-]?[0-9０-９XxＸｘ]`)
	groups      = regexp.MustCompile(`[0-9０-９XxＸｘ]+`)
	mobile      = regexp.MustCompile(`^[1１][0-9０-９]{10}$`)
)

const shortestNumber = 15

// mobiles are runs of digits that may be a mobile phone.
var mobiles = regexp.MustCompile(`[0-9０-９]+`)

// Note hides the document numbers and the mobile phones in what staff write down about a visit or a task: others read it,
// and it stands beside the record that has both.
func Note(words string) string {
	return mobiles.ReplaceAllStringFunc(Text(words), func(run string) string {
		if mobile.MatchString(run) {
			return tail(run)
		}
		return run
	})
}

// Holds says whether words hold a document number or a mobile phone.
func Holds(words string) bool { return Note(words) != words }

// Text hides the long numbers in what somebody wrote, down to their last four characters: a person who corrects his own
// number writes it out, and who reads it for him need not see it whole. Phones beside each other are no long number:
// somebody wants to be called.
func Text(words string) string { return longNumbers.ReplaceAllStringFunc(words, hideGroups) }

// hideGroups takes a run apart at the phones in it, and hides what lies between them and is long enough.
func hideGroups(run string) string {
	var out strings.Builder
	from, plain := 0, ""
	flush := func(to int) {
		if len([]rune(plain)) >= shortestNumber {
			out.WriteString(tail(plain))
		} else {
			out.WriteString(run[from:to])
		}
	}
	end := 0
	for _, g := range groups.FindAllStringIndex(run, -1) {
		if !mobile.MatchString(run[g[0]:g[1]]) {
			if plain == "" {
				out.WriteString(run[end:g[0]])
				from = g[0]
			}
			plain += run[g[0]:g[1]]
			end = g[1]
			continue
		}
		if plain != "" {
			flush(end)
			plain = ""
		}
		out.WriteString(run[end:g[1]])
		end = g[1]
	}
	if plain != "" {
		flush(end)
	}
	return out.String()
}

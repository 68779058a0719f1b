package models

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"anju/models/idcard"
	"anju/models/phone"
)

const longestTyped = 18 // characters of the longest number

var (
	typedGroups = regexp.MustCompile(`[0-9A-Z]+`)
	typedDigits = regexp.MustCompile(`[0-9]+X?`)
	typedJoint  = regexp.MustCompile(`^[ .-]{1,3}$`)
	// phoneGroups are the lengths of the groups in which a phone number is written, with and without 86: a house, a building
	// and a room with dashes between them can make eleven digits too, in other lengths.
	phoneGroups = map[string]bool{",11": true, ",13": true, ",15": true, ",3,4,4": true, ",3,8": true, ",7,4": true, ",4,4,3": true, ",4,3,4": true}
)

// TypedPerson reports whether words that should name a place hold a document number or a mainland phone number: as one
// word, or in groups with a space or a dash between them, as people read numbers out. The code of a home, the number of a
// house, a building or a room are none; mask.Holds, made for what people write, takes every long number for a person's.
func TypedPerson(words string) bool {
	words = narrowTyped(words)
	at := typedGroups.FindAllStringIndex(words, -1)
	for first := range at {
		number, lengths := "", ""
		for i := first; i < len(at) && len(number) < longestTyped; i++ {
			if i > first && !typedJoint.MatchString(words[at[i-1][1]:at[i][0]]) {
				break
			}
			group := words[at[i][0]:at[i][1]]
			number, lengths = number+group, lengths+","+strconv.Itoa(len(group))
			if idcard.Looks(number) || phoneGroups[lengths] && isPhone(number) || i == first && glued(group) {
				return true
			}
		}
	}
	return false
}

// glued reports whether a number stands right behind letters, or among digits that were typed too many.
func glued(group string) bool {
	for _, run := range typedDigits.FindAllString(group, -1) {
		bare := strings.TrimSuffix(run, "X")
		if run != group && idcard.Looks(run) || bare != group && phoneGroups[","+strconv.Itoa(len(bare))] && isPhone(bare) {
			return true
		}
		for from := 0; len(run) > longestTyped && from+longestTyped <= len(run); from++ {
			if idcard.Looks(run[from : from+longestTyped]) {
				return true
			}
		}
	}
	return false
}

func isPhone(number string) bool {
	_, fault := phone.Check(number)
	return fault == ""
}

// narrowTyped writes wide letters, digits and dashes as narrow ones, small letters as capitals, and leaves out marks that
// nobody sees.
func narrowTyped(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Pd, r):
			return '-'
		}
		for _, plain := range idcard.Normalise(string(r)) {
			return plain
		}
		return -1
	}, words)
}

package models

import "slices"

// VisitDesk is no visit: it keeps, sealed, what somebody wrote when closing a flag from the desk.
const VisitDesk = "desk"

// VisitWord is the word for a result.
func VisitWord(result string) string {
	for _, r := range VisitResults {
		if r[0] == result {
			return r[1]
		}
	}
	if result == VisitDesk {
		return "办结说明"
	}
	return ""
}

// SawPeople says whether a visit with this result met the people of the home.
func SawPeople(result string) bool {
	return result == VisitMatch || result == VisitMissing || result == VisitExtra
}

// AnsweredAtDoor says whether 一致 answers the question of a rule: yes, this person lives here.
func AnsweredAtDoor(rule string) bool {
	return slices.Contains([]string{"B05", "B07", "B08", "B17"}, rule)
}

package models

import (
	"slices"
	"strconv"
	"strings"
)

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

// KnowsOfVisit says whether, after a visit with this result, a tenant can tell whether somebody came: who was met can, and who let
// nobody in; where nobody opened nobody can.
func KnowsOfVisit(result string) bool {
	return SawPeople(result) || result == VisitRefused
}

// AnsweredAtDoor says whether 一致 answers the question of a rule: yes, this person lives here.
func AnsweredAtDoor(rule string) bool {
	return slices.Contains([]string{"B05", "B07", "B08", "B17"}, rule)
}

// fireWrong follows the code of a line that was not in order, among those that a visit looked at.
const fireWrong = "!"

// FireMarks keeps which lines of the checklist were looked at, in its order: wrong says of a code whether it was found wrong, and
// holds none that was not looked at.
func FireMarks(wrong map[string]bool) string {
	var marks []string
	for _, kind := range HazardKinds {
		if bad, looked := wrong[kind.Code]; looked && bad {
			marks = append(marks, kind.Code+fireWrong)
		} else if looked {
			marks = append(marks, kind.Code)
		}
	}
	return strings.Join(marks, " ")
}

// FireWords says what a visit looked at of fire safety and what was wrong, "" when nothing was looked at: 看了 9 项消防，1 项不合格：….
func (v Visit) FireWords() string {
	if v.Looked == 0 {
		return ""
	}
	words := "看了 " + strconv.Itoa(v.Looked) + " 项消防"
	if v.Fire == "" { // before the lines were kept
		return words
	}
	var faults []string
	for _, mark := range strings.Fields(v.Fire) {
		if code, wrong := strings.CutSuffix(mark, fireWrong); wrong {
			kind, _ := HazardKindOf(code)
			faults = append(faults, kind.Fault)
		}
	}
	if len(faults) == 0 {
		return words + "，都合格"
	}
	return words + "，" + strconv.Itoa(len(faults)) + " 项不合格：" + strings.Join(faults, "、")
}

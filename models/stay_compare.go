package models

// What staff found out about a person who is registered in two homes (B17).
const (
	DoubleHere  = "here"  // lives in the home of the flag
	DoubleThere = "there" // lives in the other
	DoubleBoth  = "both"  // in both, by his own word
	DoubleOther = "other" // two people: one of the two numbers is wrong
)

// DoubleResults are the results and their words, in the order of the form (UX 2.3).
var DoubleResults = [][2]string{
	{DoubleHere, "住在这里"}, {DoubleThere, "住在另一处"}, {DoubleBoth, "两处都住"}, {DoubleOther, "不是同一个人"},
}

// DoubleReasons are what the result rests on.
var DoubleReasons = []string{"上门见到本人", "打电话问过本人", "本人到窗口说的", "看过租房合同"}

// DoubleWeeks are the ways in which one may live in two homes (DOMAIN B17), as seen from the home of the flag.
var DoubleWeeks = [][2]string{{"workdays", "平时住这里，周末住另一处"}, {"weekends", "周末住这里，平时住另一处"}}

// OtherWeek is the same way as seen from the other home.
func OtherWeek(week string) string {
	return map[string]string{"workdays": "weekends", "weekends": "workdays"}[week]
}

// WordOf is the word for a value of a form's choices, or "".
func WordOf(choices [][2]string, value string) string {
	for _, c := range choices {
		if c[0] == value {
			return c[1]
		}
	}
	return ""
}

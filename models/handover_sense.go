package models

import (
	"slices"
	"time"

	"anju/models/workday"
)

// Judge says on the other side what is wrong with an answer to a row of this paper, "" when nothing is: what the register
// would not take is better mended there, before it is carried back.
func (p HandPaper) Judge(v HandVerdict, today workday.Day) string {
	number, no := SplitRowID(v.Row)
	if number != p.Number || no < 1 || no > len(p.Rows) {
		return "交接行号 " + v.Row + " 不在这一批里"
	}
	row := BatchRow{No: no}
	for kind, words := range HandKinds {
		if words == p.Rows[no-1][0] {
			row.Kind = kind
		}
	}
	h := Handover{Fields: p.Fields, Reasons: p.Reasons}
	_, known := h.Reason(v.Reason)
	switch {
	case v.Answer == HandAccepted && v.Reason != "":
		return "写了“已登记”，又写了退回原因，请只留一样"
	case v.Answer == HandReturned && v.Reason == "":
		return "写了“退回”，没写退回原因，请从名单里选一个"
	case v.Answer == HandReturned && !known:
		return "退回原因“" + v.Reason + "”不在名单里，请从名单里选一个"
	}
	var movedIn workday.Day
	if i := slices.IndexFunc(p.Fields, func(f HandField) bool { return f.Key == "moved_in_on" }); i >= 0 {
		if day, err := workday.ParseDay(p.Rows[no-1][i+1]); err == nil {
			movedIn = day
		}
	}
	if made, err := time.Parse(time.RFC3339, p.MadeAt); err == nil {
		today = max(today, workday.DayOf(made)) // a clock that is slow over there makes no day too late
	}
	return JudgeVerdict(v, row, movedIn, today, h)
}

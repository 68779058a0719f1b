package models

import (
	"strconv"

	"anju/models/workday"
)

// judgeEmpty is B10 (RULES 16): nobody has stood on the roster for seven days, and nobody said that the home is vacant.
// A home of which nothing was ever known is not judged.
func judgeEmpty(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	if r.Unit.Occupancy == OccupancyVacant || r.Unit.Delisted() || len(r.LivingOn(today)) > 0 {
		return nil, 0
	}
	out := r.LastOut
	for _, s := range r.Stays {
		if left := s.leftOn(); s.State != StayVoid && left <= today {
			out = max(out, left)
		}
	}
	since := max(out, r.Unit.OccupiedSaidOn)
	if since.IsZero() {
		return nil, 0
	}
	words := "最后一位 " + since.Chinese() + "搬走"
	if r.Unit.OccupiedSaidOn == since {
		words = since.Chinese() + "说有人住"
	}
	return []Verdict{{
		Rule:     "B10",
		DueAt:    workday.At((since + workday.Day(limits.EmptyDays)).End()),
		Evidence: words + "，" + strconv.Itoa(limits.EmptyDays) + " 天了名册上没有人，也没说空置",
	}}, 0
}

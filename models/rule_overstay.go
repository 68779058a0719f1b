package models

import "anju/models/workday"

// judgeOverstay is B07 (RULES 10, 12, 13, 15): the lease ended, the days of grace are over, and nobody has said since
// whether the person stays. 民法典 Art 734: a lease goes on when nobody objects, so this asks and finds nobody at fault.
func judgeOverstay(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	for _, s := range r.Stays {
		if s.LeaseEnd.IsZero() || s.State == StayLeaving || !s.Reported(at) || !s.LivesOn(today) {
			continue
		}
		if max(s.ReportedAt, r.confirmedAt(s, at)).Day() > s.LeaseEnd {
			continue
		}
		facts = append(facts, Verdict{
			Rule: "B07", RoomID: s.RoomID, StayID: s.ID,
			DueAt:    workday.At((s.LeaseEnd + workday.Day(limits.OverstayDays)).End()),
			Evidence: "租约 " + s.LeaseEnd.Chinese() + "到期，还没说是续租还是搬走",
		})
	}
	return facts, next
}

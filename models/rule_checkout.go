package models

import "anju/models/workday"

// judgeCheckout is B08 (RULES 17): a visit or an employer said that the person left, and nobody has checked him out in
// three working days. Who disputed by then that he left is not flagged; a later dispute only holds the level.
func judgeCheckout(r Roster, limits Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	today := at.Day()
	for _, s := range r.Stays {
		if s.SaidLeftAt.IsZero() || s.SaidLeftAt > at || s.State == StayLeaving || s.State == StayClosed || !s.OnRoster(today) {
			continue
		}
		due := CheckoutDue(s.SaidLeftAt, limits)
		if !s.DisputedAt.IsZero() && s.DisputedAt < due {
			continue
		}
		facts = append(facts, Verdict{
			Rule: "B08", RoomID: s.RoomID, StayID: s.ID,
			DueAt:    due,
			Evidence: s.SaidLeftAt.Day().Chinese() + "有人说这一位搬走了，还没有办退房",
		})
	}
	return facts, next
}

// CheckoutDue is 24:00 of the last day on which to check out somebody of whom it was said at a moment that he left.
func CheckoutDue(said workday.Moment, limits Limits) workday.Moment {
	return workday.At(limits.Calendar.Add(said.Day(), limits.CheckoutDays).End())
}

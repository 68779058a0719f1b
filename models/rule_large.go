package models

import (
	"strconv"

	"anju/models/workday"
)

// judgeLarge is B14: a home with many rooms or beds needs a manager who is named. It closes when one is, when the home
// goes off the market, or when it has fewer rooms.
func judgeLarge(r Roster, limits Limits, _ workday.Moment) (facts []Verdict, next workday.Moment) {
	if r.Named || r.Unit.Delisted() {
		return nil, 0
	}
	rooms, beds := 0, 0
	for _, room := range r.Rooms {
		beds += room.Beds
		if !room.NonLiving() {
			rooms++
		}
	}
	var words string
	switch {
	case !limits.Large(rooms, beds):
		return nil, 0
	case limits.Large(rooms, 0):
		words = strconv.Itoa(rooms) + " 间房"
	default:
		words = strconv.Itoa(beds) + " 张床"
	}
	return []Verdict{{Rule: "B14", Evidence: "这处有 " + words + "，还没有写明谁来管理"}}, 0
}

// Large says whether a home with so many rooms to live in, or beds, is a large rental (B14).
func (l Limits) Large(rooms, beds int) bool {
	return l.LargeRooms > 0 && rooms >= l.LargeRooms || l.LargeBeds > 0 && beds >= l.LargeBeds
}

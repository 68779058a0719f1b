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
	case limits.LargeRooms > 0 && rooms >= limits.LargeRooms:
		words = strconv.Itoa(rooms) + " 间房"
	case limits.LargeBeds > 0 && beds >= limits.LargeBeds:
		words = strconv.Itoa(beds) + " 张床"
	default:
		return nil, 0
	}
	return []Verdict{{Rule: "B14", Evidence: "这处有 " + words + "，还没有写明谁来管理"}}, 0
}

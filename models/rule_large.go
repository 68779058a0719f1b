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
	rooms, beds := SizeOf(r.Rooms)
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

// SizeOf is how many of the rooms of a home one may live in, and how many beds it has.
func SizeOf(rooms []Room) (living, beds int) {
	for _, room := range rooms {
		beds += room.Beds
		if !room.NonLiving() {
			living++
		}
	}
	return living, beds
}

// Large says whether a home with so many rooms to live in, or beds, is a large rental (B14).
func (l Limits) Large(rooms, beds int) bool {
	return l.LargeRooms > 0 && rooms >= l.LargeRooms || l.LargeBeds > 0 && beds >= l.LargeBeds
}

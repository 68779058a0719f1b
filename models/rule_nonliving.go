package models

import "anju/models/workday"

// judgeNonLiving is B13 (RULES 21; 住房租赁条例 Art 7): somebody lives in a kitchen, bathroom, balcony, corridor, underground
// storeroom or garage.
func judgeNonLiving(r Roster, _ Limits, at workday.Moment) (facts []Verdict, next workday.Moment) {
	present := r.presentOn(at.Day())
	for _, room := range r.Rooms {
		if room.NonLiving() && len(in(room, present)) > 0 {
			facts = append(facts, Verdict{Rule: "B13", RoomID: room.ID, Evidence: room.TypeName() + "里住了人，" + room.TypeName() + "不能单独出租给人住"})
		}
	}
	return facts, 0
}

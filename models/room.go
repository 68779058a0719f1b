package models

import (
	"slices"
	"strings"
)

// The types of room (RULES 21).
const (
	RoomBedroom     = "bedroom"
	RoomLivingRoom  = "living_room"
	RoomDormitory   = "dormitory"
	RoomKitchen     = "kitchen"
	RoomBathroom    = "bathroom"
	RoomBalcony     = "balcony"
	RoomCorridor    = "corridor"
	RoomUnderground = "underground_storeroom"
	RoomGarage      = "garage"
	RoomOther       = "other"
)

// RoomTypeNames are the words for the types of room; forms and files use the same.
var RoomTypeNames = [][2]string{
	{RoomBedroom, "卧室"}, {RoomLivingRoom, "客厅"}, {RoomDormitory, "集体宿舍"}, {RoomKitchen, "厨房"}, {RoomBathroom, "卫生间"},
	{RoomBalcony, "阳台"}, {RoomCorridor, "过道"}, {RoomUnderground, "地下储藏室"}, {RoomGarage, "车库"}, {RoomOther, "其他"},
}

// Room is the smallest letting unit.
type Room struct {
	ID      int64
	Ref     string
	UnitID  int64
	No      string // 103
	Floor   int
	Type    string
	UsableC int // usable area in hundredths of a square metre; 0 = not recorded
	Beds    int
	Cap     int // the room's own recorded cap of persons; 0 = the profile's
}

// NonLiving says whether the room may not be let for living by itself (住房租赁条例 Art 7; RULES 21).
func (r Room) NonLiving() bool {
	return slices.Contains(NonLivingTypes, r.Type)
}

// NonLivingTypes are the types of such rooms.
var NonLivingTypes = []string{RoomKitchen, RoomBathroom, RoomBalcony, RoomCorridor, RoomUnderground, RoomGarage}

// TypeName is the word for the type of the room.
func (r Room) TypeName() string {
	for _, t := range RoomTypeNames {
		if t[0] == r.Type {
			return t[1]
		}
	}
	return "房间"
}

// FloorOf guesses the floor from a room number: 103 → 1, 1203 → 12, 102B and 102-1 → 1; 1 where the number does not say.
func FloorOf(no string) int {
	digits := strings.TrimLeft(no, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
	if i := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		digits = digits[:i] // of a room that was parted
	}
	if len(digits) < 3 {
		return 1
	}
	floor := 0
	for _, r := range digits[:len(digits)-2] {
		floor = floor*10 + int(r-'0')
	}
	if floor == 0 {
		return 1
	}
	return floor
}

// CapOf is how many people may live in the room: the recorded cap may lower the profile's, never raise it (RULES 19);
// rooms of dormitories go by beds.
func (r Room) CapOf(kind string, limits Limits) int {
	if kind == KindDormitory || kind == KindWorksite {
		if r.Beds > 0 {
			return r.Beds
		}
	}
	if r.Cap > 0 && r.Cap < limits.MaxPerRoom {
		return r.Cap
	}
	return limits.MaxPerRoom
}

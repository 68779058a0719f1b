package models_test

import (
	"strings"
	"testing"

	"anju/models"
)

func TestFourSquareMetresAPersonToTheHundredth(t *testing.T) {
	for _, c := range []struct {
		name    string
		usable  int
		kind    string
		people  []person
		crowded bool
		words   string
	}{
		{"eight for two", 800, models.KindHome, []person{{room: 1}, {room: 1}}, false, ""},
		{"7.99 for two", 799, models.KindHome, []person{{room: 1}, {room: 1}}, true, "这间能用的面积 7.99 平方米，住了 2 人，每人不到 4 平方米"},
		{"7.9 for two", 790, models.KindHome, []person{{room: 1}, {room: 1}}, true, "这间能用的面积 7.9 平方米，"},
		{"3 for one", 300, models.KindFlat, []person{{room: 1}}, true, "这间能用的面积 3 平方米，"},
		{"family is no exception", 1199, models.KindHome, []person{{1, "本人", ""}, {1, "配偶", ""}, {1, "父母", ""}}, true, ""},
		{"a dormitory too", 2300, models.KindDormitory, []person{{room: 1}, {room: 1}, {room: 1}, {room: 1}, {room: 1}, {room: 1}}, true, ""},
		{"over a shop too", 399, models.KindShop, []person{{room: 1}}, true, ""},
		{"minors are not counted", 800, models.KindHome, []person{{room: 1}, {room: 1}, {1, "", "2010-01-01"}}, false, ""},
		{"nobody but minors", 100, models.KindHome, []person{{1, "", "2010-01-01"}}, false, ""},
		{"an area nobody recorded", 0, models.KindHome, []person{{room: 1}, {room: 1}}, false, ""},
		{"nobody there", 100, models.KindHome, nil, false, ""},
	} {
		d := household(t, c.people...)
		d.roster.Unit.Kind, d.roster.Rooms[0].UsableC = c.kind, c.usable
		d.run(at("2026-11-16 10:00"))
		if got := d.level(t, "B12") == 1; got != c.crowded {
			t.Errorf("%s: crowded %v", c.name, got)
		}
		for _, f := range d.open() {
			if f.Rule == "B12" && !strings.HasPrefix(f.Evidence, c.words) {
				t.Errorf("%s: %s", c.name, f.Evidence)
			}
		}
	}
}

func TestWhereMinorsCountTheyAreCounted(t *testing.T) {
	d := household(t, person{room: 1}, person{1, "", "2010-01-01"})
	d.roster.Rooms[0].UsableC, d.limits.UncountedAge = 799, 0
	d.run(at("2026-11-16 10:00"))
	d.want(t, "B12", 1, at("2026-11-16 10:00"))
}

func TestAMinorIsCountedFromTheFirstMinuteOfTheEighteenthBirthday(t *testing.T) {
	d := household(t, person{room: 1}, person{1, "", "2008-12-24"})
	d.roster.Rooms[0].UsableC = 799
	d.run(at("2026-11-16 10:00"))
	d.walk(at("2026-12-23 23:59"))
	d.want(t, "B12", 0, at("2026-12-23 23:59"))
	d.walk(at("2026-12-24 00:00"))
	d.want(t, "B12", 1, at("2026-12-24 00:00"))
}

func TestNobodyLivesInAKitchenACellarOrAGarage(t *testing.T) {
	for _, typ := range models.RoomTypeNames {
		d := household(t, person{room: 1}, person{room: 1}, person{room: 1})
		d.roster.Rooms[0].Type, d.roster.Rooms[0].UsableC = typ[0], 100
		d.run(at("2026-11-16 10:00"))
		flagged := d.level(t, "B13") == 1
		switch typ[1] {
		case "厨房", "卫生间", "阳台", "过道", "地下储藏室", "车库":
			if !flagged || len(d.open()) != 1 || d.open()[0].RoomID != 1 || d.open()[0].Evidence != typ[1]+"里住了人，"+typ[1]+"不能单独出租给人住" {
				t.Errorf("%s: %+v", typ[1], d.open())
			}
		default:
			if flagged {
				t.Errorf("%s is flagged", typ[1])
			}
		}
	}
	d := household(t, person{room: 1})
	d.roster.Rooms[0].Type = models.RoomGarage
	d.roster.Stays[0].MovedOutOn = on("2026-11-25")
	d.turns(t, "B13", "2026-11-16 00:00", 0, 1)
	d.turns(t, "B13", "2026-11-19 00:00", 1, 2) // the common ladder
	d.turns(t, "B13", "2026-11-25 00:00", 2, 0)
}

func TestAHomeOfTenRoomsOrBedsNeedsANamedManager(t *testing.T) {
	rooms := func(n, beds int, typ string) []models.Room {
		all := make([]models.Room, n)
		for i := range all {
			all[i] = models.Room{ID: int64(i + 1), Beds: beds, Type: typ}
		}
		return all
	}
	for _, c := range []struct {
		name  string
		rooms []models.Room
		large bool
	}{
		{"nine rooms", rooms(9, 1, models.RoomBedroom), false},
		{"ten rooms", rooms(10, 0, models.RoomBedroom), true},
		{"nine rooms and a kitchen", append(rooms(9, 0, models.RoomBedroom), models.Room{ID: 10, Type: models.RoomKitchen}), false},
		{"nine beds", rooms(3, 3, models.RoomDormitory), false},
		{"ten beds", rooms(2, 5, models.RoomDormitory), true},
	} {
		d := newDesk(t)
		d.roster.Rooms = c.rooms
		d.run(at("2026-11-16 10:00"))
		if got := d.level(t, "B14") == 1; got != c.large {
			t.Errorf("%s: large %v", c.name, got)
		}
	}
	d := newDesk(t)
	d.roster.Rooms = rooms(12, 0, models.RoomBedroom)
	d.run(at("2026-11-16 10:00"))
	d.turns(t, "B14", "2026-11-20 00:00", 1, 2)
	d.turns(t, "B14", "2026-11-27 00:00", 2, 3)
	d.roster.Named = true
	d.run(at("2026-11-27 10:00"))
	d.want(t, "B14", 0, at("2026-11-27 10:00"))
}

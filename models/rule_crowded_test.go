package models_test

import (
	"strings"
	"testing"

	"anju/models"
	"anju/models/workday"
)

// person is somebody in a room, by relation and birth date ("" = unknown).
type person struct {
	room           int64
	relation, born string
}

// household is a home whose people have lived there, reported and confirmed, since 16 November 2026.
func household(t testing.TB, people ...person) *desk {
	var stays []models.Stay
	born := map[int64]workday.Day{}
	for i, p := range people {
		s := reported("2026-11-16", "2026-11-16 09:00")
		s.RoomID, s.Relation, s.TenantID = p.room, p.relation, int64(i+1)
		if p.born != "" {
			born[s.TenantID] = on(p.born)
		}
		stays = append(stays, s)
	}
	d := newDesk(t, stays...)
	d.roster.Unit.Kind, d.roster.Born = models.KindHome, born
	d.roster.Rooms = []models.Room{{ID: 1, No: "101", Type: models.RoomBedroom}, {ID: 2, No: "102", Type: models.RoomBedroom}}
	return d
}

func TestARoomIsFullAtTwoUnlessAllAreOneFamily(t *testing.T) {
	const self, spouse, child, parent, friend = "本人", "配偶", "子女", "父母", "朋友"
	for _, c := range []struct {
		name   string
		people []person
		full   bool
	}{
		{"two strangers", []person{{1, "", ""}, {1, "", ""}}, false},
		{"three strangers", []person{{1, "", ""}, {1, "", ""}, {1, "", ""}}, true},
		{"three in two rooms", []person{{1, "", ""}, {1, "", ""}, {2, "", ""}}, false},
		{"a family", []person{{1, self, ""}, {1, spouse, ""}, {1, child, ""}, {1, parent, ""}}, false},
		{"a family with one unknown relation", []person{{1, self, ""}, {1, spouse, ""}, {1, "", ""}}, true},
		{"a family with a friend", []person{{1, self, ""}, {1, spouse, ""}, {1, friend, ""}}, true},
		{"a family with a brother", []person{{1, self, ""}, {1, spouse, ""}, {1, "兄弟姐妹", ""}}, true},
		{"a relation in other words is unknown", []person{{1, self, ""}, {1, spouse, ""}, {1, "老乡", ""}}, true},
		{"two lessees", []person{{1, self, ""}, {1, self, ""}, {1, child, ""}}, true},
		{"the children of the one lessee next door", []person{{2, self, ""}, {1, child, ""}, {1, child, ""}, {1, parent, ""}}, false},
		{"children, and two lessees next door", []person{{2, self, ""}, {2, self, ""}, {1, child, ""}, {1, child, ""}, {1, child, ""}}, true},
		{"children without a lessee", []person{{1, child, ""}, {1, child, ""}, {1, child, ""}}, true},
		{"an infant is not counted", []person{{1, "", ""}, {1, "", ""}, {1, "", "2024-01-01"}}, false},
		{"an infant's relation ends nothing", []person{{1, self, ""}, {1, spouse, ""}, {1, child, ""}, {1, friend, "2024-01-01"}}, false},
		{"a child of three is counted", []person{{1, "", ""}, {1, "", ""}, {1, "", "2023-11-16"}}, true},
		{"without a birth date, an adult", []person{{1, "", ""}, {1, "", ""}, {1, "", ""}}, true},
	} {
		d := household(t, c.people...)
		d.run(at("2026-11-16 10:00"))
		if got := d.level(t, "B11") == 1; got != c.full {
			t.Errorf("%s: full %v", c.name, got)
		}
	}
}

func TestTheRoomsOwnCapLowersTheLimitAndBedsNeverRaiseIt(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   string
		room   models.Room
		people int
		full   bool
	}{
		{"a cap of one", models.KindFlat, models.Room{Cap: 1}, 2, true},
		{"a cap of five", models.KindFlat, models.Room{Cap: 5}, 3, true},
		{"four beds in a home", models.KindHome, models.Room{Beds: 4}, 3, true},
		{"a dormitory", models.KindDormitory, models.Room{Beds: 2, Type: models.RoomDormitory}, 9, false},
		{"a worksite", models.KindWorksite, models.Room{Beds: 2}, 9, false},
		{"over a shop", models.KindShop, models.Room{}, 9, false},
		{"a kitchen is B13's", models.KindHome, models.Room{Type: models.RoomKitchen}, 3, false},
		{"a living room", models.KindHome, models.Room{Type: models.RoomLivingRoom}, 3, true},
	} {
		var people []person
		for range c.people {
			people = append(people, person{room: 1})
		}
		d := household(t, people...)
		d.roster.Unit.Kind, c.room.ID = c.kind, 1
		d.roster.Rooms = []models.Room{c.room}
		d.run(at("2026-11-16 10:00"))
		if got := d.level(t, "B11") == 1; got != c.full {
			t.Errorf("%s: full %v", c.name, got)
		}
	}
}

func TestAFullRoomHasThirtyDaysAndIsToldNotToPutAnybodyOut(t *testing.T) {
	for _, c := range []struct{ raised, last, second, third string }{
		{"2026-11-16 10:00", "12 月 16 日", "2026-12-17 00:00", "2026-12-24 00:00"},
		{"2026-11-16 00:00", "12 月 15 日", "2026-12-16 00:00", "2026-12-23 00:00"}, // base is the day before
		{"2026-11-16 23:59", "12 月 16 日", "2026-12-17 00:00", "2026-12-24 00:00"},
		{"2028-01-31 10:00", "3 月 1 日", "2028-03-02 00:00", "2028-03-09 00:00"},
	} {
		d := household(t, person{room: 1}, person{room: 1}, person{room: 1})
		d.roster.Rooms[0].UsableC = 1199
		for i := range d.roster.Stays { // nothing else is to be said
			d.roster.Stays[i].ConfirmedAt = at(c.raised)
		}
		d.run(at(c.raised))
		for _, step := range []struct {
			when  string
			level int
		}{{c.second, 2}, {c.third, 3}} {
			for m, level := range map[workday.Moment]int{at(step.when) - minute: step.level - 1, at(step.when): step.level} {
				d.run(m) // a level follows from the moment alone, earlier or later
				d.want(t, "B11", level, m)
				d.want(t, "B12", level, m)
			}
		}
		for _, f := range d.open() {
			if f.RoomID != 1 || f.StayID != 0 || !strings.HasSuffix(f.Evidence, "。最晚 "+c.last+"调整好。不要马上赶人，先打网格员商量") {
				t.Errorf("%s: %+v", c.raised, f)
			}
		}
	}
}

func TestAnInfantIsCountedFromTheFirstMinuteOfTheThirdBirthday(t *testing.T) {
	d := household(t, person{room: 1}, person{room: 1}, person{room: 1, born: "2024-02-29"})
	d.run(at("2026-11-16 10:00"))
	d.turns(t, "B11", "2027-03-01 00:00", 0, 1) // born on a leap day
	d = household(t, person{room: 1}, person{room: 1}, person{room: 1, born: "2024-01-20"})
	d.run(at("2026-11-16 10:00"))
	d.walk(at("2027-01-19 23:59"))
	d.want(t, "B11", 0, at("2027-01-19 23:59"))
	d.walk(at("2027-01-20 00:00"))
	d.want(t, "B11", 1, at("2027-01-20 00:00"))
}

func TestWhoIsAwayIsNotCountedUntilTheDayOfReturn(t *testing.T) {
	d := household(t, person{room: 1}, person{room: 1}, person{room: 1})
	d.roster.Stays[2].AwayFrom, d.roster.Stays[2].AwayTo = on("2026-11-20"), on("2026-11-30")
	d.run(at("2026-11-16 10:00"))
	d.turns(t, "B11", "2026-11-20 00:00", 1, 0)
	d.turns(t, "B11", "2026-11-30 00:00", 0, 1)
	if f := d.open()[0]; f.RaisedAt != at("2026-11-30 00:00") || len(d.flags) != 2 {
		t.Errorf("%+v", d.flags) // a new flag, the old one stays closed
	}
}

package demo

import (
	"fmt"
	"math/rand/v2"
	"time"

	"anju/models/workday"
)

// City is an invented city of many stays, for measurements: areas, homes, rooms, and who lives there or did. The same
// city comes out for the same numbers; only what the register itself draws by lot (door tokens, refs) differs.
type City struct {
	Stays int       // of people who live there at At
	Seed  uint64    // of the lot
	At    time.Time // moving in, reporting and confirming lie before it

	Homes int // how many homes that many people need; Plan finds it out
}

// MostStays is the largest city: every person in it has a phone of his own.
const MostStays = 4_000_000

// How the city is cut up: homes in a grid, grids in a community and so on, in the sizes of DOMAIN 1.
const (
	gridHomes           = 80
	communityGrids      = 5
	subdistrictCommunes = 8
	countySubdistricts  = 6
)

// lot is the lot of one home; no other home has a part in it, so that homes, rooms and stays are each written in one go.
func (c City) lot(home int) *rand.Rand { return rand.New(rand.NewPCG(c.Seed, uint64(home))) }

// dwelling is one home and who sleeps in each of its rooms.
type dwelling struct {
	kind, land string
	accepted   bool
	rooms      []int // people in each room
	people     int
}

// dwelling draws a home. Four in five are houses cut into rooms, some stand empty, a few are dormitories.
func (c City) dwelling(lot *rand.Rand) dwelling {
	d := dwelling{kind: "home", land: "collective", accepted: lot.IntN(100) < 92}
	rooms, most := 2+lot.IntN(5), 2
	switch n := lot.IntN(100); {
	case n < 3:
		d.kind, rooms, most = "dormitory", 10+lot.IntN(30), 4
	case n < 20:
		d.kind, d.land, rooms = "flat", "state", 1+lot.IntN(3)
	}
	vacant := lot.IntN(100) < 5
	for range rooms {
		n := lot.IntN(most + 1)
		if d.kind != "dormitory" && lot.IntN(200) == 0 {
			n = 3 // one too many
		}
		if vacant {
			n = 0
		}
		d.rooms = append(d.rooms, n)
		d.people += n
	}
	return d
}

// Plan finds out how many homes the people need.
func (c City) Plan() City {
	for left := c.Stays; left > 0; c.Homes++ {
		left -= c.dwelling(c.lot(c.Homes)).people
	}
	return c
}

// tenancy is one stay as a row tells it.
type tenancy struct {
	person    int // the number of the person, 0 for the first one in the city
	foreign   bool
	name      string
	room      int
	in        workday.Day
	out       workday.Day // 0 while he lives there
	reported  time.Time
	confirmed time.Time
	lease     workday.Day
	relation  string
}

// tenancies draws who lives in a home, at most so many, and who lived there before them. next is the first number that no
// person has yet.
func (c City) tenancies(lot *rand.Rand, d dwelling, most, next int) (all []tenancy) {
	today := workday.DayOf(c.At)
	for room, people := range d.rooms {
		for range people {
			if most == 0 {
				return all
			}
			most--
			t := tenancy{person: next, room: room, name: nameOf(lot), foreign: lot.IntN(400) == 0, in: today - c.since(lot), relation: relationOf(lot)}
			next++
			c.report(lot, &t)
			if lot.IntN(100) < 60 {
				t.lease = t.in + workday.Day(180+lot.IntN(900))
			}
			if lot.IntN(100) < 40 { // somebody lived in the room before him
				was := tenancy{person: next, room: room, name: nameOf(lot), relation: "本人", out: t.in - workday.Day(lot.IntN(30))}
				next++
				was.in = was.out - workday.Day(20+lot.IntN(700))
				was.reported = c.before(was.in.Start().Add(9 * time.Hour))
				was.confirmed = c.before(was.out.Start())
				all = append(all, was)
			}
			all = append(all, t)
		}
	}
	return all
}

// since is for how many days somebody has lived there: a quarter under half a year, a third under a year, as the sixth
// essay counts.
func (c City) since(lot *rand.Rand) workday.Day {
	switch n := lot.IntN(100); {
	case n < 25:
		return workday.Day(lot.IntN(181))
	case n < 58:
		return workday.Day(184 + lot.IntN(180))
	}
	return workday.Day(366 + lot.IntN(1500))
}

// report draws when a stay was reported and last confirmed: nearly all in time, a few late, a few not at all.
func (c City) report(lot *rand.Rand, t *tenancy) {
	switch n := lot.IntN(1000); {
	case n < 5:
		return // nobody reported it
	case n < 30:
		t.reported = c.before(t.in.Start().AddDate(0, 0, 5+lot.IntN(20)))
	default:
		t.reported = c.before(t.in.Start().Add(time.Duration(8+lot.IntN(60)) * time.Hour))
	}
	ago := lot.IntN(88)
	if lot.IntN(100) < 4 {
		ago = 90 + lot.IntN(60)
	}
	if on := c.At.AddDate(0, 0, -ago); on.After(t.reported) {
		t.confirmed = on
	}
}

// before is a moment, or the last one before the city is looked at.
func (c City) before(t time.Time) time.Time {
	if t.After(c.At) {
		return c.At
	}
	return t
}

func relationOf(lot *rand.Rand) string {
	if lot.IntN(100) < 70 {
		return "本人"
	}
	return []string{"配偶", "子女", "同事", "朋友"}[lot.IntN(4)]
}

// Area codes of the city: each level adds to the code above it.
const cityCode = "339900"

func countyCode(n int) string { return fmt.Sprintf("3399%02d", n+1) }
func subdistrictCode(n int) string {
	return fmt.Sprintf("%s%03d", countyCode(n/countySubdistricts), n%countySubdistricts+1)
}
func communityCode(n int) string {
	return fmt.Sprintf("%s%03d", subdistrictCode(n/subdistrictCommunes), n%subdistrictCommunes+1)
}
func gridCode(n int) string {
	return fmt.Sprintf("%s%02d", communityCode(n/communityGrids), n%communityGrids+1)
}

func unitCode(home int) string { return fmt.Sprintf("YX%07d", home+1) }
func roomNo(room int) string   { return fmt.Sprintf("%d%02d", 1+room/8, 1+room%8) }

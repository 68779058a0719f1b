package models

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// bookCity is a random tree of areas with people in each, by length and province.
type bookCity struct {
	areas   []Area
	people  [][3][3]int // of each area itself, by length and province; the last province is none
	flags   []Share
	origins map[string]int
}

func drawCity(t *rapid.T) bookCity {
	levels := []string{LevelCity, LevelCounty, LevelCommunity, LevelGrid}
	c := bookCity{areas: []Area{{ID: 1, Level: LevelCity}}, origins: map[string]int{}}
	for n := rapid.IntRange(1, 11).Draw(t, "areas"); len(c.areas) <= n; {
		up := c.areas[rapid.IntRange(0, len(c.areas)-1).Draw(t, "up")]
		at := slices.Index(levels, up.Level)
		if at == len(levels)-1 {
			up, at = c.areas[0], 0
		}
		zone := ""
		if at == len(levels)-2 {
			zone = rapid.SampledFrom([]string{"urban", "rural", ""}).Draw(t, "zone")
		}
		c.areas = append(c.areas, Area{ID: int64(len(c.areas) + 1), ParentID: up.ID, Level: levels[at+1], Zone: zone})
	}
	var most [3][3]int // some groups are rare in the whole city
	for l := range most {
		for p := range most[l] {
			most[l][p] = rapid.SampledFrom([]int{0, 1, 2, 5, 12, 30}).Draw(t, "most")
		}
	}
	for range c.areas {
		var own [3][3]int
		for l := range own {
			for p := range own[l] {
				own[l][p] = max(0, rapid.IntRange(-most[l][p], most[l][p]).Draw(t, "n"))
				c.origins[[]string{"34", "52", ""}[p]] += own[l][p]
			}
		}
		c.people = append(c.people, own)
		whole := rapid.IntRange(0, 40).Draw(t, "whole")
		c.flags = append(c.flags, Share{Part: rapid.IntRange(0, whole).Draw(t, "part"), Whole: whole})
	}
	return c
}

func (c bookCity) book() *Book {
	own := map[int64]AreaCount{}
	for i, a := range c.areas {
		var n AreaCount
		for l := range 3 {
			for p := range 3 {
				n.Residents += c.people[i][l][p]
				if l > 0 {
					n.OverHalf += c.people[i][l][p]
				}
				if l > 1 {
					n.OverYear += c.people[i][l][p]
				}
			}
		}
		n.InTime, n.Opened, n.Closed, n.Rates.Registered = c.flags[i], c.flags[i].Whole, c.flags[i].Part, c.flags[i]
		own[a.ID] = n
	}
	return NewBook(c.areas, own, c.origins)
}

// under are the places of an area and of all below it.
func (c bookCity) under(id int64) (places []int) {
	for i := range c.areas {
		for up := i; ; up = int(c.areas[up].ParentID) - 1 {
			if c.areas[up].ID == id {
				places = append(places, i)
			}
			if c.areas[up].ParentID == 0 {
				break
			}
		}
	}
	return places
}

// cells are those of some areas with some lengths and provinces.
func cellsOf(places []int, length, province func(int) bool) (cells []int) {
	for _, i := range places {
		for l := range 3 {
			for p := range 3 {
				if length(l) && province(p) {
					cells = append(cells, i*9+l*3+p)
				}
			}
		}
	}
	return cells
}

func any3(int) bool { return true }

func is(i int) func(int) bool { return func(j int) bool { return j == i } }

// among says which groups of a table a line of it stands for: "other" is whoever stands in no other line.
func among(told []Count, keys []string, key string) func(int) bool {
	return func(i int) bool {
		own := slices.ContainsFunc(told, func(c Count) bool { return c.Key == keys[i] && keys[i] != "" })
		return keys[i] == key || key == OtherGroup && !own
	}
}

// hearTable lets the attacker read a table, and that what does not stand in it is nobody.
func (a *attacker) hearTable(told []Count, keys []string, cells func(func(int) bool) []int) {
	if len(told) == 0 {
		return
	}
	if !slices.ContainsFunc(told, func(c Count) bool { return c.Key == OtherGroup }) {
		a.hears(cells(among(told, keys, OtherGroup)), 0)
	}
	for _, line := range told {
		a.hears(cells(among(told, keys, line.Key)), line.N)
	}
}

func (c bookCity) zone(i int) int {
	byID := map[int64]Area{}
	for _, a := range c.areas {
		byID[a.ID] = a
	}
	if at := slices.Index(zoneKeys, ZoneOf(byID, c.areas[i].ID)); at >= 0 {
		return at
	}
	return 2
}

func (c bookCity) inZones(places []int, zone func(int) bool) []int {
	return slices.DeleteFunc(slices.Clone(places), func(i int) bool { return !zone(c.zone(i)) })
}

// readBook is an attacker who has read all pages of all areas.
func (c bookCity) readBook(b *Book) *attacker {
	a := &attacker{cells: 9 * len(c.areas)}
	for _, area := range c.areas {
		places, page := c.under(area.ID), b.Page(area.ID)
		if page.Empty {
			a.hears(cellsOf(places, any3, any3), 0)
		}
		if !page.Told {
			continue
		}
		a.hears(cellsOf(places, any3, any3), page.Residents)
		a.hearTable(page.Lengths, lengthKeys, func(is func(int) bool) []int { return cellsOf(places, is, any3) })
		a.hearTable(page.Zones, zoneKeys, func(is func(int) bool) []int { return cellsOf(c.inZones(places, is), any3, any3) })
		a.hearTable(page.Origins, []string{"34", "52", ""}, func(is func(int) bool) []int { return cellsOf(places, any3, is) })
	}
	a.solve()
	return a
}

// groups are all that must not be worked out while they are small: the people of each area, of each area itself and of two
// areas beside each other, all of them and by zone and length; by province those of the city.
func (c bookCity) groups() map[string][]int {
	all := map[string][]int{}
	add := func(name string, places []int) {
		all[name] = cellsOf(places, any3, any3)
		for k := range 3 {
			all[name+" "+lengthKeys[k]] = cellsOf(places, is(k), any3)
			all[name+" "+zoneKeys[k]] = cellsOf(c.inZones(places, is(k)), any3, any3)
		}
	}
	for i, area := range c.areas {
		add(fmt.Sprint("area ", area.ID), c.under(area.ID))
		add(fmt.Sprint("itself ", area.ID), []int{i})
		for _, other := range c.areas[:i] {
			if other.ParentID == area.ParentID {
				add(fmt.Sprint("both ", area.ID, other.ID), append(c.under(area.ID), c.under(other.ID)...))
			}
		}
	}
	for p := range 2 {
		all["province "+[]string{"34", "52"}[p]] = cellsOf(c.under(1), any3, is(p))
	}
	return all
}

func (c bookCity) count(cells []int) (n int) {
	for _, cell := range cells {
		n += c.people[cell/9][cell/3%3][cell%3]
	}
	return n
}

// leaks are the small groups that somebody works out who has read everything.
func (c bookCity) leaks(a *attacker) (found []string) {
	low, high := a.bounds()
	for name, cells := range c.groups() {
		if n := c.count(cells); n > 0 && n < LeastTold {
			if how := a.knows(cells, low, high); how != "" {
				found = append(found, fmt.Sprintf("%s is %d %s", name, n, how))
			}
		}
	}
	return found
}

// TestNoSmallGroupCanBeWorkedOutFromAllThatIsTold reads every page of a random city and solves it.
func TestNoSmallGroupCanBeWorkedOutFromAllThatIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCity(t)
		b := c.book()
		if found := c.leaks(c.readBook(b)); found != nil {
			t.Fatalf("%v\n%v\n%+v", found, c, b.pages)
		}
	})
}

// TestTheAttackerFindsWhatIsHiddenOnceOnly shows that a small group hidden alone is found, so the silence of the test above
// means something.
func TestTheAttackerFindsWhatIsHiddenOnceOnly(t *testing.T) {
	c := bookCity{areas: []Area{{ID: 1, Level: LevelCity}, {ID: 2, ParentID: 1, Level: LevelGrid, Zone: "urban"}, {ID: 3, ParentID: 1, Level: LevelGrid, Zone: "rural"}},
		people: [][3][3]int{{}, {{3, 0, 0}, {1, 0, 0}}, {{30, 0, 0}, {20, 0, 0}}}}
	for what, hears := range map[string]func(*attacker){
		"the other area": func(a *attacker) { a.hears(cellsOf([]int{2}, any3, any3), 50) },
		"the other zone": func(a *attacker) { a.hears(cellsOf(c.inZones([]int{0, 1, 2}, is(1)), any3, any3), 50) },
		"each length of the other area": func(a *attacker) {
			for l, n := range []int{30, 20} {
				a.hears(cellsOf([]int{2}, is(l), any3), n)
			}
			a.hears(cellsOf([]int{2}, is(2), any3), 0)
		},
	} {
		a := &attacker{cells: 27}
		a.hears(cellsOf([]int{0}, any3, any3), 0) // every home lies in a grid
		a.hears(cellsOf([]int{0, 1, 2}, any3, any3), 54)
		hears(a)
		a.solve()
		if found := c.leaks(a); !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, "area 2 is 4 by ") }) {
			t.Errorf("%s: %v", what, found)
		}
	}
	a := &attacker{cells: 27}
	a.hears(cellsOf([]int{0, 1, 2}, any3, any3), 54)
	a.solve()
	if found := c.leaks(a); found != nil {
		t.Errorf("from the sum alone: %v", found)
	}
}

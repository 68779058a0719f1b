package models

import "slices"

// AreaCount is what was counted of an area on a day: the people who live there, and what happened in the month of the day
// up to its end. In statistics the homes that lie in an area itself come first, and a Book adds up those below.
type AreaCount struct {
	Residents, OverHalf, OverYear int
	Opened, Closed                int // flags of the month, those about children left out
	InTime                        Share
	Delivered                     Share // of the texts of the month that left
	Rates                         Rates
}

// Add adds another one.
func (c *AreaCount) Add(o AreaCount) {
	c.Residents, c.OverHalf, c.OverYear = c.Residents+o.Residents, c.OverHalf+o.OverHalf, c.OverYear+o.OverYear
	c.Opened, c.Closed = c.Opened+o.Opened, c.Closed+o.Closed
	mine := c.shares()
	for i, s := range o.shares() {
		mine[i].Add(*s)
	}
	c.Rates.Came.Add(o.Rates.Came)
}

// shares are all of them: the first two are of flags and texts, the others the five rates in the order of RateNames.
func (c *AreaCount) shares() []*Share {
	return []*Share{&c.InTime, &c.Delivered, &c.Rates.Registered, &c.Rates.Consistent, &c.Rates.CheckedOut, &c.Rates.Accurate, &c.Rates.Visited}
}

// Add adds another share.
func (s *Share) Add(o Share) { s.Part, s.Whole = s.Part+o.Part, s.Whole+o.Whole }

// RateNames are the five rates (DOMAIN 2.4) as pages name them, in order.
var RateNames = []string{"登记率", "人户一致率", "注销率", "准确率", "月查验率"}

// ZoneWords and LengthWords are the groups of the tables as people read them.
var (
	ZoneWords   = map[string]string{"urban": "建成区", "rural": "城外农村", "unknown": "没标城乡"}
	LengthWords = map[string]string{"<6m": "不到 6 个月", "6-12m": "6 个月到 1 年", ">=1y": "1 年以上"}
)

var (
	zoneKeys   = []string{"urban", "rural", "unknown"}
	lengthKeys = []string{"<6m", "6-12m", ">=1y"}
)

func (c AreaCount) lengths() []int {
	return []int{c.Residents - c.OverHalf, c.OverHalf - c.OverYear, c.OverYear}
}

// AreaTold is what may be told of an area. No number in it, and no subtraction of the numbers of different areas, gives a
// group of fewer than ten people.
type AreaTold struct {
	Area
	Told      bool // otherwise nothing is
	Empty     bool // nobody lives there
	Residents int
	Homes     int     // delisted ones left out
	Scanned   int     // homes whose door was scanned on a visit of the month
	Zones     []Count // none where they may not be told
	Lengths   []Count
	Origins   []Count // of a whole city only
	Opened    *int    // nil where it may not be told
	Closed    *int
	InTime    ShareTold
	Delivered ShareTold
	Rates     [5]ShareTold // in the order of RateNames
	Rest      int          // people of the area who live in no area below that is told
}

// Book is what may be told of all areas of a city on a day. It is made for the whole city, whoever reads it: the same area
// says the same to everybody, and nobody learns from two pages what none of them tells.
type Book struct {
	areas  map[int64]Area
	counts map[int64]*AreaCount
	zones  map[int64][]int // of an area with all below
	pages  map[int64]*AreaTold
}

// NewBook makes the book of an area, which stands first, and of all below it. own are the counts of each area itself; origins are the people by
// province where the area is a city.
func NewBook(areas []Area, own map[int64]AreaCount, origins map[string]int) *Book {
	b := &Book{areas: map[int64]Area{}, counts: map[int64]*AreaCount{}, zones: map[int64][]int{}, pages: map[int64]*AreaTold{}}
	for _, a := range areas {
		b.areas[a.ID], b.counts[a.ID], b.zones[a.ID] = a, &AreaCount{}, make([]int, len(zoneKeys))
	}
	for _, a := range areas {
		zone := slices.Index(zoneKeys, ZoneOf(b.areas, a.ID))
		if zone < 0 {
			zone = len(zoneKeys) - 1
		}
		for up, ok := a, true; ok; up, ok = b.areas[up.ParentID] {
			b.counts[up.ID].Add(own[a.ID])
			b.zones[up.ID][zone] += own[a.ID].Residents
		}
	}
	told := b.tell(areas, func(id int64) []int { return []int{b.counts[id].Residents} })
	var shown []Area
	for _, a := range areas {
		empty := b.counts[a.ID].Residents == 0
		b.pages[a.ID] = &AreaTold{Area: a, Told: told[a.ID] && !empty, Empty: empty}
		if b.pages[a.ID].Told {
			shown = append(shown, a)
		}
	}
	if len(shown) == 0 {
		return b
	}
	b.tellTotals(shown)
	b.tellLengths(shown)
	b.tellZones(shown)
	b.tellShares(shown)
	if told := MergeSmall(origins); shown[0].Level == LevelCity && len(told) > 0 && told[0].Key != OtherGroup {
		b.pages[shown[0].ID].Origins = told
	}
	return b
}

// ZoneOf is the zone of an area, or of the nearest above that has one: zones stand on grids, but a home may wait for its
// grid at its community. "" when none has.
func ZoneOf(areas map[int64]Area, id int64) string {
	for id != 0 && areas[id].Zone == "" {
		id = areas[id].ParentID
	}
	return areas[id].Zone
}

// Page is what may be told of an area; nothing of one that is not in the book.
func (b *Book) Page(id int64) AreaTold {
	if p := b.pages[id]; p != nil {
		return *p
	}
	return AreaTold{}
}

func (b *Book) tell(areas []Area, groups func(id int64) []int) map[int64]bool {
	all := make([]AreaGroups, len(areas))
	for i, a := range areas {
		all[i] = AreaGroups{ID: a.ID, Up: a.ParentID, Groups: groups(a.ID)}
	}
	return TellAreas(all)
}

func (b *Book) tellTotals(shown []Area) {
	opened := b.tell(shown, func(id int64) []int { return []int{b.counts[id].Opened} })
	closed := b.tell(shown, func(id int64) []int { return []int{b.counts[id].Closed} })
	for _, a := range shown {
		p, c := b.pages[a.ID], b.counts[a.ID]
		p.Residents, p.Homes, p.Scanned, p.Rest = c.Residents, c.Rates.Visited.Whole, c.Rates.Visited.Part, p.Rest+c.Residents
		if opened[a.ID] {
			p.Opened = &c.Opened
		}
		if closed[a.ID] {
			p.Closed = &c.Closed
		}
		if up := b.pages[a.ParentID]; up != nil {
			up.Rest -= c.Residents
		}
	}
}

// tellTable tells a table in the areas where it may be told, in the same columns (lists of places in the table) everywhere;
// risk are the groups that the table adds to what the totals of the areas say already.
func (b *Book) tellTable(shown []Area, keys []string, columns [][]int, groups, risk func(id int64) []int, set func(*AreaTold, []Count)) {
	if len(columns) < 2 {
		return // one group of all says nothing
	}
	told := b.tell(shown, risk)
	for _, a := range shown {
		if !told[a.ID] {
			continue
		}
		var table []Count
		for c, n := range inColumns(groups(a.ID), columns) {
			key := OtherGroup
			if len(columns[c]) == 1 {
				key = keys[columns[c][0]]
			}
			if n > 0 {
				table = append(table, Count{key, n})
			}
		}
		set(b.pages[a.ID], table)
	}
}

func (b *Book) tellLengths(shown []Area) {
	groups := func(id int64) []int { return b.counts[id].lengths() }
	columns := ColumnsOf(groups(shown[0].ID))
	b.tellTable(shown, lengthKeys, columns, groups, func(id int64) []int { return inColumns(groups(id), columns) }, func(p *AreaTold, told []Count) { p.Lengths = told })
}

// tellZones tells zones in the finest columns that the top may tell; where not even two may be told, no area tells any.
func (b *Book) tellZones(shown []Area) {
	for _, columns := range [][][]int{{{0}, {1}, {2}}, {{0}, {1, 2}}, {{1}, {0, 2}}, {{2}, {0, 1}}} {
		risk := b.mixedZones(shown, columns)
		if Tellable(risk(shown[0].ID)) {
			b.tellTable(shown, zoneKeys, columns, func(id int64) []int { return b.zones[id] }, risk, func(p *AreaTold, told []Count) { p.Zones = told })
			return
		}
	}
}

// mixedZones are the people of an area by zone, without those whose zone everybody can tell from the totals: whoever lives
// in homes of one zone alone that are told as one number. Homes of other zones told as one number stand apart from homes of
// other ones: everybody knows which zones are among them.
func (b *Book) mixedZones(shown []Area, columns [][]int) func(id int64) []int {
	mixed, left := map[int64][]int{}, map[int64][]int{}
	for _, a := range shown {
		left[a.ID], mixed[a.ID] = inColumns(b.zones[a.ID], columns), make([]int, len(columns)<<len(columns))
	}
	for _, a := range shown {
		if up := left[a.ParentID]; up != nil {
			subtract(up, inColumns(b.zones[a.ID], columns), 1)
		}
	}
	for _, a := range shown {
		among, zones := 0, 0
		for c, n := range left[a.ID] {
			if n > 0 {
				among, zones = among|1<<c, zones+1
			}
		}
		for up, ok := a, zones > 1; ok; up, ok = b.areas[up.ParentID] {
			subtract(mixed[up.ID][among*len(columns):], left[a.ID], -1)
		}
	}
	return func(id int64) []int { return mixed[id] }
}

package models

import (
	"testing"

	"pgregory.net/rapid"
)

// TestNoSmallShareCanBeWorkedOutFromTheRatesThatAreExact gives the attacker more than any page does: of each rate told
// exactly the number of which it is a part.
func TestNoSmallShareCanBeWorkedOutFromTheRatesThatAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCity(t)
		b := c.book()
		for _, told := range []func(AreaTold) bool{
			func(p AreaTold) bool { return p.InTime.Exact },
			func(p AreaTold) bool { return p.Rates[0].Exact },
		} {
			c.shareLeaks(t, b, told)
		}
		for _, area := range c.areas {
			p, s := b.Page(area.ID), b.counts[area.ID].Rates.Registered
			if band := p.Rates[0]; band.Known && !band.Exact && (s.Part*1000/s.Whole < band.Tenths || s.Part*1000/s.Whole > band.Tenths+bandWidth) {
				t.Fatalf("%v is not in the band %v", s, band)
			}
			if p.Opened != nil && !Tellable([]int{*p.Opened}) || p.Closed != nil && !Tellable([]int{*p.Closed}) || p.InTime.Known && !p.InTime.Exact {
				t.Fatalf("%+v tells of a handful", p)
			}
		}
	})
}

func (c bookCity) shareLeaks(t *rapid.T, b *Book, told func(AreaTold) bool) {
	a := &attacker{cells: 2 * len(c.areas)}
	cells := func(id int64, rest int) (of []int) {
		for _, i := range c.under(id) {
			of = append(of, 2*i+rest)
		}
		return of
	}
	for _, area := range c.areas {
		if told(b.Page(area.ID)) {
			a.hears(cells(area.ID, 0), b.counts[area.ID].InTime.Part)
			a.hears(cells(area.ID, 1), b.counts[area.ID].InTime.Whole-b.counts[area.ID].InTime.Part)
		}
	}
	a.solve()
	low, high := a.bounds()
	for _, area := range c.areas {
		s := b.counts[area.ID].InTime
		for rest, n := range []int{s.Part, s.Whole - s.Part} {
			if how := a.knows(cells(area.ID, rest), low, high); how != "" && n > 0 && n < LeastTold {
				t.Fatalf("area %d: %d of %v %s\n%v %v", area.ID, n, s, how, c.areas, c.flags)
			}
		}
	}
}

package models

// ShareTold is a rate as it may be told: in tenths of a percent, or, where that would count a handful of people, the band
// of ten percent that it lies in. The number of which it is a part is never told with it.
type ShareTold struct {
	Known  bool // otherwise nothing was looked at, or too little
	Exact  bool
	Tenths int // of a percent; of a band its lower end
}

const bandWidth = 100 // tenths of a percent

// Told is a share that stands alone: as a band where its part or the rest is a small group.
func (s Share) Told() ShareTold { return s.told(Tellable([]int{s.Part, s.Whole - s.Part})) }

// told is a share, exact or as a band; a share of fewer than ten is not told.
func (s Share) told(exact bool) ShareTold {
	if s.Whole < LeastTold {
		return ShareTold{}
	}
	tenths := s.tenths()
	if !exact {
		tenths = min(s.Part*1000/s.Whole/bandWidth*bandWidth, 1000-bandWidth)
	}
	return ShareTold{Known: true, Exact: exact, Tenths: tenths}
}

func (s Share) tenths() int { return (s.Part*2000 + s.Whole) / (2 * s.Whole) }

// tellShares tells each rate exactly where neither its part nor the rest is a small group, here or by subtraction. Of the
// five rates others are told as bands: of how many they are stands nowhere. Flags and texts stand beside their number, so
// there the band would say too much and nothing is told. Homes are not people: how many were looked at is always exact.
func (b *Book) tellShares(shown []Area) {
	for i := range (&AreaCount{}).shares() {
		of := func(id int64) Share { return *b.counts[id].shares()[i] }
		exact := b.tell(shown, func(id int64) []int { return []int{of(id).Part, of(id).Whole - of(id).Part} })
		for _, a := range shown {
			p, s := b.pages[a.ID], of(a.ID)
			switch {
			case i == 0 && exact[a.ID]:
				p.InTime = s.told(true)
			case i == 1 && exact[a.ID]:
				p.Delivered = s.told(true)
			case i == 6 && s.Whole > 0:
				p.Rates[4] = ShareTold{Known: true, Exact: true, Tenths: s.tenths()}
			case i > 1:
				p.Rates[i-2] = s.told(exact[a.ID])
			}
		}
	}
}

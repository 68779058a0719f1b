package registry

import (
	"slices"

	"anju/models"
	"anju/models/workday"
)

// spread hands out the days on which an old roster, taken over as confirmed on one day, is to be confirmed next: without
// it all of it would fall due on the same day. The people of a home have one day, because its landlord is asked once; those of a
// large home come in parts, so that no day carries more than its share.
type spread struct {
	on   workday.Day // the baseline; 0 = nothing is handed out
	load []int       // how many stays fall on each of the days after the limit of B05

	batch  *stayLine // the first line of the batch that is being saved
	before []int     // load before it
}

// part is how many people of one home fall on one day.
const part = 4

func newSpread(on workday.Day, staleDays int) *spread {
	return &spread{on: on, load: make([]int, staleDays)}
}

// begin is called when a batch is saved. A transaction may be run again: what the run before handed out is taken back.
func (p *spread) begin(lines []*stayLine) {
	if p.batch != lines[0] {
		p.batch, p.before = lines[0], slices.Clone(p.load)
		return
	}
	copy(p.load, p.before)
}

// give sets the day of a stay that the baseline confirmed.
func (p *spread) give(b *stayBatch, s *residence) {
	if p.on == 0 || s.ConfirmFrom != 0 || s.State != models.StayReported || !s.LivesOn(p.on) || s.ConfirmedAt != workday.At(p.on.Start()) {
		return
	}
	day, known := b.confirmsFrom[s.UnitID]
	if b.asked[s.UnitID] == part {
		known, b.asked[s.UnitID] = false, 0
	}
	if !known {
		day = p.least()
		b.confirmsFrom[s.UnitID] = day
	}
	b.asked[s.UnitID]++
	if i := int(day - p.first()); i >= 0 && i < len(p.load) {
		p.load[i]++
	}
	s.ConfirmFrom = day
}

// first is the day on which B05 would open for all of the roster: D+91.
func (p *spread) first() workday.Day { return p.on + workday.Day(len(p.load)) + 1 }

// least is the first of the days that carry least.
func (p *spread) least() workday.Day {
	least := 0
	for i, n := range p.load {
		if n < p.load[least] {
			least = i
		}
	}
	return p.first() + workday.Day(least)
}

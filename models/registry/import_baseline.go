package registry

import (
	"anju/models/workday"
)

// spread hands out the days on which an old roster, taken over as confirmed on one day, is to be confirmed next: without
// it all of it would fall due on the same day. A home has one day for all its people, because its landlord is asked once.
type spread struct {
	on   workday.Day // the baseline; 0 = nothing is handed out
	load []int       // how many stays fall on each of the days after the limit of B05
}

func newSpread(on workday.Day, staleDays int) *spread {
	return &spread{on: on, load: make([]int, staleDays)}
}

// give sets the day of a stay that the baseline confirmed.
func (p *spread) give(b *stayBatch, s *residence) {
	if p.on == 0 || s.ConfirmFrom != 0 || s.ConfirmedAt != workday.At(p.on.Start()) || !s.LivesOn(p.on) {
		return
	}
	first := p.on + workday.Day(len(p.load)) + 1 // 00:00 of D+91
	day, known := b.confirmsFrom[s.UnitID]
	if !known {
		least := 0
		for i, n := range p.load {
			if n < p.load[least] {
				least = i
			}
		}
		day = first + workday.Day(least)
		b.confirmsFrom[s.UnitID] = day
	}
	if i := int(day - first); i >= 0 && i < len(p.load) {
		p.load[i]++
	}
	s.ConfirmFrom = day
}

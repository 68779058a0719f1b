package demo

import (
	"context"
	"fmt"
	"time"

	"anju/models/workday"
)

// planOpen tells a story for every rule at every level that it has: what stands open on the day of the start. Levels 1
// and 2 lie in the grid whose worker the demo names, level 3 in the other grid of the same officer.
func (b *builder) planOpen() {
	for level := 1; level <= 3; level++ {
		at := level / 3
		b.unreported(level, at)
		b.forgotten(level, at)
		b.leaseOver(level, at)
		b.saidGone(level, at)
		b.saidVacant(level, at)
		b.standsEmpty(level, at)
		b.crowdedRoom(level, at)
		b.smallRoom(level, at)
		b.cellar(level, at)
		b.largeHome(level, at)
		b.twoHomes(level, at)
	}
	b.foreigners()
	b.childAlone(0, 10, 2)
	b.childAlone(4, 6, 1)
}

// unreported: somebody entered himself at the door, and the landlord never answered (B01).
func (b *builder) unreported(level, at int) {
	b.scans(b.since("B01", level, func(d workday.Day) workday.Moment {
		return workday.At(b.reg.Limits().Calendar.Add(d, b.reg.Limits().ReportWorkingDays).End())
	}), b.teller(at))
}

// forgotten: nobody has said for three months that the person still lives there (B05).
func (b *builder) forgotten(level, at int) {
	b.movesIn(b.since("B05", level, func(d workday.Day) workday.Moment {
		return workday.At((d + workday.Day(b.reg.Limits().StaleDays) + 1).Start())
	}), b.teller(at))
}

// leaseOver: the lease ran out, and nobody said whether it goes on (B07).
func (b *builder) leaseOver(level, at int) {
	ended := b.since("B07", level, func(d workday.Day) workday.Moment {
		return workday.At((d + workday.Day(b.reg.Limits().OverstayDays)).End())
	})
	g := b.hisTeller(level, at)
	b.movesIn(ended+180, g)
	b.leaseUntil(ended+180, g, b.day(ended))
	for _, before := range []int{100, 20, 3} {
		b.confirms(ended+before, g)
	}
}

// saidGone: a visit heard that the person has left, and nobody has checked him out (B08).
func (b *builder) saidGone(level, at int) {
	heard := b.since("B08", level, func(d workday.Day) workday.Moment {
		return workday.At(b.reg.Limits().Calendar.Add(d, b.reg.Limits().CheckoutDays).End())
	})
	h := b.leaverHome(at)
	g := b.guest(h, h.spare[level%spareRooms])
	g.told = true
	b.movesIn(heard+50, g)
	b.isSeen(heard, g, true)
}

// saidVacant: the landlord says that the home is vacant, and forgot that somebody stands on its roster (B09).
func (b *builder) saidVacant(level, at int) {
	said := b.since("B09", level, atOnce)
	h := b.openStory(said+60, at, "101", "102")
	g := b.guest(h, "101")
	b.movesIn(said+50, g)
	b.plan(b.at(said, 10, 20), func(ctx context.Context, at time.Time) error { return b.reg.SayVacant(ctx, h.owner, h.ref, true, at) })
}

// standsEmpty: the last tenant has left, and nobody says whether the home is vacant (B10).
func (b *builder) standsEmpty(level, at int) {
	left := b.since("B10", level, func(d workday.Day) workday.Moment {
		return workday.At((d + workday.Day(b.reg.Limits().EmptyDays)).End())
	})
	h := b.openStory(left+90, at, "101", "102", "201")
	for _, room := range []string{"101", "201"} {
		g := b.guest(h, room)
		b.movesIn(left+80, g)
		b.leaves(left, g)
	}
}

// crowdedRoom: three who work together share a room for two (B11).
func (b *builder) crowdedRoom(level, at int) {
	ago := b.since("B11", level, atOnce)
	first := b.hisTeller(level, at)
	for n := range 3 {
		g := first
		if n > 0 {
			g = b.guest(first.home, first.form.Room)
		}
		g.form.Relation = "同事"
		b.movesIn(ago, g)
		b.confirms(ago/2, g)
	}
}

// smallRoom: a couple in a room of seven square metres (B12).
func (b *builder) smallRoom(level, at int) {
	ago := b.since("B12", level, atOnce)
	g := b.teller(at)
	b.listRoom(ago+1, g.home, g.form.Room, "bedroom", fmt.Sprintf("7.%d", 2*level))
	g.form.Relation = "本人"
	b.movesIn(ago, g)
	other := b.guest(g.home, g.form.Room)
	other.form.Relation = "配偶"
	b.movesIn(ago, other)
}

// cellar: somebody lives where nobody may be let to live (B13).
func (b *builder) cellar(level, at int) {
	ago := b.since("B13", level, atOnce)
	room := [][2]string{{"209", "balcony"}, {"109", "garage"}, {"001", "underground_storeroom"}}[level-1]
	h := b.homes[at*homesAGrid+namedHomes+level]
	b.listRoom(ago+1, h, room[0], room[1], "9")
	b.movesIn(ago, b.guest(h, room[0]))
}

// largeHome: ten rooms, or ten beds, and nobody is named who looks after it (B14).
func (b *builder) largeHome(level, at int) {
	ago := b.since("B14", level, atOnce)
	h := b.newHome(at, nil, "101", "102", "103", "104", "201", "202", "203", "204", "301", "302", "303", "304")
	h.rooms = h.rooms[:9+level]
	if level == 2 {
		h.kind, h.beds, h.rooms = "dormitory", "4", []string{"101", "102", "103"}
	}
	b.plan(b.at(ago, 8, 10), func(ctx context.Context, at time.Time) error { return b.openHome(ctx, h, at) })
	for _, room := range h.rooms[:3] {
		b.movesIn(ago-min(ago, 1), b.guest(h, room))
	}
}

// twoHomes: somebody moved to another community, and his old home still has him (B17).
func (b *builder) twoHomes(level, at int) {
	ago := b.since("B17", level, atOnce)
	g := b.teller(at)
	b.movesIn(ago+50, g)
	again := b.teller(2 + level%2)
	again.form.Name, again.form.DocNo, again.form.Phone = g.form.Name, g.form.DocNo, g.form.Phone
	b.movesIn(ago, again)
}

// foreigners: one whose 24 hours are over, one who came this morning, one whom the police registered (B03).
func (b *builder) foreigners() {
	for ago := range 2 {
		g := b.teller(0)
		g.form = b.crowd.foreigner(g.form.Room)
		b.movesIn(ago, g)
	}
	g := b.teller(1)
	g.form = b.crowd.foreigner(g.form.Room)
	b.movesIn(40, g)
	b.atPolice(39, g, 40)
}

// childAlone: the father went to work elsewhere, and the child stayed (B15).
func (b *builder) childAlone(at, age, ago int) {
	h := b.openStory(ago+70, at, "101", "102")
	father, child := b.guest(h, "101"), b.guest(h, "101")
	father.form.Relation = "本人"
	child.form = b.crowd.child("101", age, b.day(0))
	child.told = true
	b.movesIn(ago+60, father)
	b.movesIn(ago+60, child)
	b.leaves(ago, father)
}

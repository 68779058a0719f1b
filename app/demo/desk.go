package demo

import (
	"context"
	"time"
)

// planDesk fills what else the desks of staff show: homes that wait for a grid or for a look, a plate that was replaced, a
// home off the market, a home that says who looks after it, looks that the tenants can read.
func (b *builder) planDesk() {
	for _, wait := range []struct{ place, ago int }{{0, 1}, {5, 2}} {
		h := b.newHome(wait.place, nil, "101", "102", "201")
		b.plan(b.at(wait.ago, 8, 15), func(ctx context.Context, at time.Time) error { return b.fileHome(ctx, h, at) })
	}
	unseen := b.newHome(0, nil, "101", "102", "103", "201")
	b.plan(b.at(3, 9, 10), func(ctx context.Context, at time.Time) error { return b.fileHome(ctx, unseen, at) })
	b.plan(b.at(2, 9, 10), func(ctx context.Context, at time.Time) error { return b.assignGrid(ctx, unseen, at) })
	b.movesIn(2, b.guest(unseen, "101"))

	replaced := b.homes[3]
	b.plan(b.at(30, 10, 5), func(ctx context.Context, at time.Time) error {
		if err := b.reg.ReissueDoor(ctx, replaced.owner, replaced.ref, at); err != nil {
			return err
		}
		unit, err := b.reg.Store.UnitByRef(ctx, replaced.ref)
		replaced.door = unit.DoorToken
		return err
	})

	off := b.openStory(200, 1, "101", "102")
	g := b.guest(off, "101")
	b.movesIn(190, g)
	b.leaves(120, g)
	b.plan(b.at(110, 10, 5), func(ctx context.Context, at time.Time) error { return b.reg.Delist(ctx, off.owner, off.ref, true, at) })

	large := b.openStory(300, 1, "101", "102", "103", "104", "201", "202", "203", "204", "301", "302")
	b.plan(b.at(300, 9, 5), func(ctx context.Context, at time.Time) error {
		return b.reg.AddManager(ctx, large.owner, large.ref, "19900030001", "manager", at)
	})
	for i, room := range large.rooms[:6] {
		b.planStay(large, room, 30+40*i)
	}

	first := b.homes[0]
	for _, ago := range []int{40, 6} {
		b.plan(b.at(ago, 15, 50), func(ctx context.Context, at time.Time) error {
			_, err := b.reg.ViewRoster(ctx, b.officerOf(first.place), first.ref, "看房屋", at)
			return err
		})
	}
	b.plan(b.at(6, 16, 5), func(ctx context.Context, at time.Time) error {
		_, err := b.reg.ViewRoster(ctx, b.staff["xiaochen"], first.ref, "走访", at)
		return err
	})
}

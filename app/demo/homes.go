package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

var demoPledges = []registry.PledgeText{{Kind: "safety", Version: "2026-1", Text: "演示"}, {Kind: "fire", Version: "2026-1", Text: "演示"}}

// home is one home of the community; code, door and ref are known once it is filed.
type home struct {
	ref, code, door string
	owner           policy.Actor
	name            string // of the owner
	place           place
	number          int    // in the road
	kind            string // "" = home
	rooms           []string
	beds            string   // of each room of a dormitory
	spare           []string // rooms that are kept for those of whom a story is told
}

// address is where it stands.
func (h *home) address() string { return fmt.Sprintf("%s %d 号", h.place.road, h.number) }

// label is what its people call it.
func (h *home) label() string { return fmt.Sprintf("%s%d", string([]rune(h.place.road)[:2]), h.number) }

// newHome draws an empty home in a place; its owner is somebody new unless one is given.
func (b *builder) newHome(at int, owner *home, rooms ...string) *home {
	h := &home{place: b.places[at], rooms: rooms, number: 18 + 2*b.numbers[at]}
	b.numbers[at]++
	if owner != nil {
		h.owner, h.name = owner.owner, owner.name
	}
	return h
}

// fileHome registers a home for its owner, as he does it on his phone.
func (b *builder) fileHome(ctx context.Context, h *home, at time.Time) error {
	if h.owner.UserID == 0 {
		name, phone := b.crowd.landlord()
		owner, err := b.reg.AddPerson(ctx, policy.SystemActor, phone, name, at)
		if err != nil {
			return err
		}
		h.owner, h.name = owner, name
	}
	kind := h.kind
	if kind == "" {
		kind = "home"
	}
	ref, err := b.reg.RegisterUnit(ctx, h.owner, registry.UnitForm{
		Community: h.place.community.Ref, Address: h.address(), Label: h.label(), Kind: kind, Land: "collective",
		Name: h.name, Rooms: strings.Join(slices.Concat(h.rooms, h.spare), " "), Cap: h.beds, Pledge: true,
	}, demoPledges, "", at)
	h.ref = ref
	return err
}

// assignGrid and acceptHome are what the officer does with a home that was filed.
func (b *builder) assignGrid(ctx context.Context, h *home, at time.Time) error {
	return b.reg.AssignGrid(ctx, b.officerOf(h.place), h.ref, h.place.grid.Ref, at)
}

func (b *builder) acceptHome(ctx context.Context, h *home, at time.Time) error {
	if err := b.reg.AcceptUnit(ctx, b.officerOf(h.place), h.ref, 0, at); err != nil {
		return err
	}
	unit, err := b.reg.Store.UnitByRef(ctx, h.ref)
	h.code, h.door = unit.UnitCode, unit.DoorToken
	return err
}

// openHome files a home, assigns its grid and accepts it.
func (b *builder) openHome(ctx context.Context, h *home, at time.Time) error {
	for _, do := range []func(context.Context, *home, time.Time) error{b.fileHome, b.assignGrid, b.acceptHome} {
		if err := do(ctx, h, at); err != nil {
			return err
		}
	}
	return nil
}

// Homes of every grid, and the rooms that are kept free in each.
const (
	homesAGrid = 8
	tellers    = homesAGrid - 2 // of them take in people of whom a story is told
	spareRooms = 5
	namedHomes = 2 // of the landlord whom the demo names; only the stories that are his are told there
)

// buildHomes opens the homes of a plain year: a few rooms let, and a few kept free. The first two belong to the landlord
// whom the demo names; of the others, two of three belong to somebody else than the one before.
func (b *builder) buildHomes(ctx context.Context, at time.Time) error {
	rooms := []string{"101", "102", "103", "201", "202", "203", "301", "302", "303"}
	var last *home
	for i := range homesAGrid * len(b.places) {
		owner := last
		if i == 0 || i == namedHomes || i > namedHomes && b.crowd.rnd.IntN(3) > 0 {
			owner = nil
		}
		h := b.newHome(i/homesAGrid, owner, rooms...)
		if i > 0 {
			h.rooms = rooms[:3+b.crowd.rnd.IntN(2)]
			for n := range spareRooms {
				h.spare = append(h.spare, fmt.Sprintf("%d", 401+n))
			}
		}
		if err := b.openHome(ctx, h, at); err != nil {
			return err
		}
		b.homes, last = append(b.homes, h), h
	}
	return nil
}

// room takes a room that is kept free in one of the homes of a place, in turn.
func (b *builder) room(at int) (*home, string) {
	for range tellers {
		n := at*homesAGrid + b.turn[at]%tellers
		b.turn[at]++
		if h := b.homes[n]; n >= namedHomes && len(h.spare) > 0 {
			no := h.spare[0]
			h.spare = h.spare[1:]
			return h, no
		}
	}
	panic(fmt.Sprintf("no room is left free in %s", b.places[at].grid.Name))
}

// A visit to a home as a whole is a result for all that stands open about it. So the walkers know one calm home in each
// place, and people who are said to have left lived in another.
func (b *builder) calmHome(at int) *home   { return b.homes[at*homesAGrid+tellers] }
func (b *builder) leaverHome(at int) *home { return b.homes[at*homesAGrid+tellers+1] }

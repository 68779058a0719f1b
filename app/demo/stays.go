package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// guest is somebody and his stay in a home.
type guest struct {
	home *home
	form registry.StayForm
	ref  string // of the stay, once it began
	gone bool
	told bool // a story is told of him
}

func (b *builder) guest(h *home, room string) *guest {
	return &guest{home: h, form: b.crowd.person(room)}
}

// planStays plans the plain year: who moves in where and when, who is confirmed, who leaves.
func (b *builder) planStays() {
	for n, h := range b.homes {
		if n == 0 {
			b.planFirstHome(h)
			continue
		}
		for _, room := range h.rooms {
			if b.crowd.rnd.IntN(5) == 0 {
				continue // an empty room
			}
			for range 1 + b.crowd.rnd.IntN(5)/3 {
				b.planStay(h, room, b.livedFor())
			}
		}
	}
}

// livedFor draws for how many days somebody of the crowd has lived where he lives: one in six for more than a year.
func (b *builder) livedFor() int {
	if b.crowd.rnd.IntN(6) == 0 {
		return firstDay - 2 - b.crowd.rnd.IntN(30)
	}
	return 3 + b.crowd.rnd.IntN(firstDay-40)
}

// planFirstHome is the home of the landlord whom the demo names: nine rooms, two of them empty, one tenant to confirm,
// one whom nobody confirmed for long, one who entered himself yesterday.
func (b *builder) planFirstHome(h *home) {
	tenant := b.guest(h, "101")
	f := &tenant.form
	f.Name, f.DocNo, f.Phone, f.Relation = TenantName, idcard.WithCheckDigit(TenantDoc[:17]), TenantPhone, "本人"
	b.guide.Landlord, b.guide.Tenant, b.guide.TenantEnd, b.guide.EmptyRoom = LandlordPhone, TenantPhone, idcard.Last4(f.DocNo), "103"
	b.guide.DoorToken, b.guide.UnitCode = h.door, h.code
	b.movesIn(260, tenant)
	b.leaseUntil(200, tenant, b.day(-12))
	b.confirms(140, tenant)
	b.confirms(20, tenant)
	for i, room := range []string{"101", "201", "202", "301", "301", "302"} {
		b.planStay(h, room, 40+17*i)
	}
	b.movesIn(92, b.guest(h, "102"))
	b.scans(1, b.guest(h, "203"))
}

// planStay plans one reported stay. Most are confirmed before three months are over; some are forgotten, some leave.
func (b *builder) planStay(h *home, room string, daysAgo int) {
	g := b.guest(h, room)
	b.movesIn(daysAgo, g)
	forgotten := !slices.Contains(b.homes[:namedHomes], h) && daysAgo > 91 && daysAgo < 150 && b.crowd.rnd.IntN(3) == 0
	for day := daysAgo - 60; day > 3 && !forgotten; day -= 60 + b.crowd.rnd.IntN(25) {
		b.confirms(day, g)
	}
	if daysAgo > 60 && b.crowd.rnd.IntN(9) == 0 {
		b.leaves(1+b.crowd.rnd.IntN(daysAgo-10), g)
	}
}

// What people do, some days ago.

// movesIn lets the landlord enter somebody, in the hours of the day.
func (b *builder) movesIn(ago int, g *guest) {
	b.plan(b.at(ago, 9, b.crowd.rnd.IntN(8*60)), func(ctx context.Context, at time.Time) error {
		done, err := b.reg.CheckIn(ctx, g.home.owner, g.home.ref, []registry.StayForm{g.form}, "", at)
		g.ref = done.StayRef
		b.told[g.ref] = g.told
		return err
	})
}

// scans lets somebody enter himself at the door, before the landlord knows of it.
func (b *builder) scans(ago int, g *guest) {
	b.plan(b.at(ago, 8, 20), func(ctx context.Context, at time.Time) error {
		who, err := b.self(ctx, g, at)
		if err != nil {
			return err
		}
		if _, err = b.reg.Declare(ctx, who, g.home.door, g.form, models.ViaDoor, "", at); err != nil {
			return err
		}
		unit, err := b.reg.Store.UnitByRef(ctx, g.home.ref)
		if err != nil {
			return err
		}
		entries, err := b.reg.Store.Entries(ctx, unit.ID)
		for _, e := range entries {
			if e.Tenant.Phone == g.form.Phone {
				g.ref = e.Stay.Ref
				b.told[g.ref] = g.told
			}
		}
		return err
	})
}

// self is who somebody acts as when he signs in with his phone.
func (b *builder) self(ctx context.Context, g *guest, at time.Time) (policy.Actor, error) {
	return b.reg.AddPerson(ctx, policy.SystemActor, g.form.Phone, "", at)
}

// does plans something that is done to a stay, unless the person has left.
func (b *builder) does(ago, hour, minute int, g *guest, do func(ctx context.Context, at time.Time) error) {
	b.plan(b.at(ago, hour, minute), func(ctx context.Context, at time.Time) error {
		if g.gone {
			return nil
		}
		if g.ref == "" {
			return fmt.Errorf("%s has not moved in yet", g.form.Name)
		}
		return do(ctx, at)
	})
}

func (b *builder) confirms(ago int, g *guest) {
	b.does(ago, 17, 30, g, func(ctx context.Context, at time.Time) error { return b.reg.ConfirmStay(ctx, g.home.owner, g.ref, at) })
}

func (b *builder) accepts(ago int, g *guest) {
	b.does(ago, 17, 10, g, func(ctx context.Context, at time.Time) error { return b.reg.AcceptStay(ctx, g.home.owner, g.ref, at) })
}

func (b *builder) leaves(ago int, g *guest) {
	b.does(ago, 17, 20, g, func(ctx context.Context, at time.Time) error {
		g.gone = true
		return b.reg.CheckOut(ctx, g.home.owner, g.ref, registry.DayForm{Choice: "today"}, at)
	})
}

// leaseUntil lets the landlord write down until when the lease runs.
func (b *builder) leaseUntil(ago int, g *guest, end workday.Day) {
	b.does(ago, 17, 40, g, func(ctx context.Context, at time.Time) error {
		y, m, d := end.Date()
		return b.reg.ChangeStay(ctx, g.home.owner, g.ref, registry.StayChange{Room: g.form.Room, Phone: g.form.Phone, NoPhone: g.form.NoPhone,
			Relation: g.form.Relation, LeaseEnd: registry.DayForm{Choice: "other", Y: fmt.Sprint(y), M: fmt.Sprint(int(m)), D: fmt.Sprint(d)}}, at)
	})
}

// isSeen lets somebody of staff meet a person at home; found gone, the landlord is asked to check him out.
func (b *builder) isSeen(ago int, g *guest, gone bool) {
	b.does(ago, 15, 10, g, func(ctx context.Context, at time.Time) error {
		form := registry.VisitForm{Result: models.VisitMatch, Seen: []string{g.ref}, Note: "本人在家，名册对得上"}
		if gone {
			form = registry.VisitForm{Result: models.VisitGone, Gone: []string{g.ref}, Note: "邻居说人已经搬走，屋里空了"}
		}
		return b.reg.RecordVisit(ctx, b.walkerOf(g.home.place), g.home.ref, form, "", at)
	})
}

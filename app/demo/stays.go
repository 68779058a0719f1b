package demo

import (
	"context"
	"fmt"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
)

// planStays plans who moves in where and when, who is confirmed, who leaves, who enters himself.
func (b *builder) planStays() {
	for n, h := range b.homes {
		if n == 0 {
			b.planFirstHome(h)
			continue
		}
		for i, room := range h.rooms {
			if b.crowd.rnd.IntN(3) == 0 {
				continue // an empty room
			}
			for range 1 + b.crowd.rnd.IntN(5)/3 {
				b.planStay(h, room, 3+b.crowd.rnd.IntN(firstDay-20), i)
			}
		}
		if n%10 == 4 {
			b.planDeclared(h, h.rooms[0], 5+n/5)
		}
	}
}

// planFirstHome is the home of the landlord whom the demo names: nine rooms, two of them empty, one tenant to confirm,
// one whom nobody confirmed for long.
func (b *builder) planFirstHome(h home) {
	tenant := b.crowd.person("101")
	tenant.Name, tenant.DocNo, tenant.Phone, tenant.Relation = TenantName, idcard.WithCheckDigit(TenantDoc[:17]), TenantPhone, "本人"
	b.guide.Landlord, b.guide.Tenant, b.guide.TenantEnd, b.guide.EmptyRoom = LandlordPhone, TenantPhone, idcard.Last4(tenant.DocNo), "103"
	b.plan(b.at(260, 10, 0), b.checkIn(h, tenant))
	b.plan(b.at(20, 10, 0), b.confirmOne(h, tenant.Phone))
	for i, room := range []string{"101", "201", "202", "301", "301", "302"} {
		b.planStay(h, room, 40+17*i, 1)
	}
	stale := b.crowd.person("102")
	b.plan(b.at(92, 15, 0), b.checkIn(h, stale))
	b.planDeclared(h, "203", 1)
	b.plan(b.at(2, 9, 0), func(ctx context.Context, at time.Time) error {
		unit, err := b.reg.Store.UnitByRef(ctx, h.ref)
		b.guide.DoorToken, b.guide.UnitCode = unit.DoorToken, unit.UnitCode
		return err
	})
}

// planStay plans one reported stay. Most are confirmed every other month; some are forgotten, some leave.
func (b *builder) planStay(h home, room string, daysAgo, salt int) {
	form := b.crowd.person(room)
	hour := 9 + b.crowd.rnd.IntN(9)
	b.plan(b.at(daysAgo, hour, b.crowd.rnd.IntN(60)), b.checkIn(h, form))
	forgotten := daysAgo > 91 && daysAgo < 150 && b.crowd.rnd.IntN(3) == 0
	for day := daysAgo - 50; day > 3 && !forgotten; day -= 45 + b.crowd.rnd.IntN(30) {
		b.plan(b.at(day, hour, 30), b.confirmOne(h, form.Phone))
	}
	if daysAgo > 60 && b.crowd.rnd.IntN(9) == 0 {
		b.plan(b.at(1+b.crowd.rnd.IntN(daysAgo-10), 17, salt), b.checkOut(h, form.Phone))
	}
}

// planDeclared plans somebody who scans the door and enters himself; the landlord has not answered.
func (b *builder) planDeclared(h home, room string, daysAgo int) {
	form := b.crowd.person(room)
	b.plan(b.at(daysAgo, 9, 20), func(ctx context.Context, at time.Time) error {
		who, err := b.reg.AddPerson(ctx, policy.SystemActor, form.Phone, "", at)
		if err != nil {
			return err
		}
		unit, err := b.reg.Store.UnitByRef(ctx, h.ref)
		if err != nil || !unit.DoorOpen() {
			return err
		}
		_, err = b.reg.Declare(ctx, who, unit.DoorToken, form, models.ViaDoor, "", at)
		return err
	})
}

func (b *builder) checkIn(h home, form registry.StayForm) func(context.Context, time.Time) error {
	return func(ctx context.Context, at time.Time) error {
		_, err := b.reg.CheckIn(ctx, h.owner, h.ref, []registry.StayForm{form}, "", at)
		return err
	}
}

func (b *builder) confirmOne(h home, phone string) func(context.Context, time.Time) error {
	return b.withStay(h, phone, func(ctx context.Context, ref string, at time.Time) error {
		return b.reg.ConfirmStay(ctx, h.owner, ref, at)
	})
}

func (b *builder) checkOut(h home, phone string) func(context.Context, time.Time) error {
	return b.withStay(h, phone, func(ctx context.Context, ref string, at time.Time) error {
		return b.reg.CheckOut(ctx, h.owner, ref, registry.DayForm{Choice: "today"}, at)
	})
}

// withStay finds the stay of a phone in a home when its day has come; one that has ended is left alone.
func (b *builder) withStay(h home, phone string, do func(ctx context.Context, ref string, at time.Time) error) func(context.Context, time.Time) error {
	return func(ctx context.Context, at time.Time) error {
		unit, err := b.reg.Store.UnitByRef(ctx, h.ref)
		if err != nil {
			return err
		}
		entries, err := b.reg.Store.Entries(ctx, unit.ID)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Tenant.Phone != phone {
				continue
			}
			if e.Stay.State != models.StayReported {
				return nil
			}
			return do(ctx, e.Stay.Ref, at)
		}
		return fmt.Errorf("nobody with that phone in %s", unit.UnitCode)
	}
}

package gallery

import (
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
)

// Names by which the samples find stays.
const (
	tenantName   = "何以宁"
	waitingName  = "苏见山" // entered himself yesterday
	lateName     = "林知秋" // found at a visit; the landlord never reported him
	staleName    = "吴小满"
	childName    = "何小树"
	leavingName  = "徐立夏"
	formerName   = "郭冬青"
	neighbourLad = "马长河"
)

// stays fills the home of the landlord as the drawing of his front page has it: people in most rooms, one room empty, one
// tenant who entered himself, one whom nobody confirmed for 90 days.
func (b *builder) stays() {
	tenant := form(1, "101", tenantName, "19960315")
	tenant.Relation = "本人"
	b.known.ends[Tenant] = tenant.DocNo[14:]
	b.in(tenant, b.ago(260, 10, 0))
	b.in(form(2, "101", "何以安", "19980702"), b.ago(60, 10, 30))
	b.confirm(tenantName, b.known.owner, b.ago(20, 9, 0))
	b.in(form(3, "102", staleName, "19740911"), b.ago(91, 15, 0))
	b.in(form(4, "201", "陈清和", "19851120"), b.ago(75, 9, 0))
	child := form(5, "201", childName, "20180601")
	child.Phone, child.NoPhone, child.Relation, child.Guardian, child.GuardPhone = "", true, "子女", "陈清和", "19900030004"
	b.in(child, b.ago(74, 9, 10))
	b.in(form(6, "202", "沈望舒", "19920218"), b.ago(70, 18, 0))
	for i, name := range []string{"唐怀瑾", "宋嘉木", "韩南星"} {
		b.in(form(7+i, "301", name, "1990050"+string(rune('1'+i))), b.ago(50, 11, i))
	}
	b.in(form(10, "302", formerName, "19830101"), b.ago(200, 9, 0))
	b.out(formerName, b.ago(120, 17, 0))
	b.in(form(11, "302", leavingName, "20010930"), b.ago(66, 9, 0))
}

// lateStays are people who did not come by the landlord's form, or whom somebody forgot.
func (b *builder) lateStays() {
	b.in2(form(21, "101", neighbourLad, "19790420"), b.ago(109, 9, 0))
	unreached := form(22, "102", unreachedName, "19880808")
	b.known.ends[Unreached] = unreached.DocNo[14:]
	b.in2(unreached, b.ago(40, 9, 0))
	b.declare(form(23, "201", "曹春生", "19950505"), b.known.next, b.ago(18, 20, 0))
	b.found(form(12, "302", lateName, "19991224"), b.ago(13, 16, 0))
	b.out(leavingName, b.ago(2, 17, 0))
	b.declare(form(13, "203", waitingName, "19930717"), b.known.unit, b.ago(1, 9, 20))
}

func (b *builder) in(f registry.StayForm, at time.Time) { b.enter(b.known.owner, b.known.unit, f, at) }

func (b *builder) in2(f registry.StayForm, at time.Time) {
	b.enter(b.known.neighbour, b.known.next, f, at)
}

func (b *builder) enter(owner policy.Actor, unit models.Unit, f registry.StayForm, at time.Time) {
	b.plan(at, func(at time.Time) error {
		done, err := b.reg.CheckIn(b.ctx, owner, unit.Ref, []registry.StayForm{f}, "", at)
		b.known.stays[f.Name] = done.StayRef
		return err
	})
}

func (b *builder) declare(f registry.StayForm, unit models.Unit, at time.Time) {
	b.plan(at, func(at time.Time) error {
		who := b.person(f.Phone, "", at)
		_, err := b.reg.Declare(b.ctx, who, unit.DoorToken, f, models.ViaDoor, "", at)
		return err
	})
	b.keepStay(unit, f.Name, at)
}

// found is somebody whom the grid worker met at the door and who stands on no roster.
func (b *builder) found(f registry.StayForm, at time.Time) {
	b.plan(at, func(at time.Time) error {
		return b.reg.RecordVisit(b.ctx, b.known.staff[Worker].who, b.known.unit.Ref, registry.VisitForm{Result: models.VisitExtra, Heads: "1", AddFound: &f}, "", at)
	})
	b.keepStay(b.known.unit, f.Name, at)
}

// keepStay remembers a stay that was entered at that time.
func (b *builder) keepStay(unit models.Unit, name string, at time.Time) {
	b.plan(at, func(time.Time) error {
		entries, err := b.reg.Store.Entries(b.ctx, unit.ID)
		for _, e := range entries {
			if e.Tenant.Name == name {
				b.known.stays[name] = e.Stay.Ref
			}
		}
		return err
	})
}

func (b *builder) confirm(name string, who policy.Actor, at time.Time) {
	b.plan(at, func(at time.Time) error { return b.reg.ConfirmStay(b.ctx, who, b.known.stays[name], at) })
}

func (b *builder) out(name string, at time.Time) {
	b.plan(at, func(at time.Time) error {
		return b.reg.CheckOut(b.ctx, b.known.owner, b.known.stays[name], registry.DayForm{Choice: "today"}, at)
	})
}

package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// submitted makes the home of these tests one that waits for acceptance, as it stands then.
func (p *people) submitted(t *testing.T) models.Unit {
	t.Helper()
	exec(t, p.Store, "UPDATE units SET state = 'submitted', accepted_at = 0, plate_address = '', proven_address = ''")
	unit, err := p.Store.UnitByRef(context.Background(), p.unit.Ref)
	must(t, err)
	return unit
}

var faulty = registry.ReturnForm{Reasons: []string{"door_no", "fewer", "ends_on"}, Note: "门上写的是 28 号，东屋也住人"}

func TestAFaultyHomeGoesBackIsPutRightAndAcceptedAndPeopleAreCheckedInAllTheWhile(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit := p.submitted(t)
		officer, _, _ := p.desk(t, "li01", "officer", "3302001", false)
		told := faulty
		told.Note = "住的是 339900199001010011，请照证件写"
		refuses(t, st, "with somebody's number", models.Invalid, func() error { return p.ReturnUnit(ctx, officer, unit.Ref, told, p.at) })
		told.Note = "请打 19900000013 问房客"
		refuses(t, st, "with somebody's phone", models.Invalid, func() error { return p.ReturnUnit(ctx, officer, unit.Ref, told, p.at) })
		seen := faulty
		seen.Seen = unit.Rev
		log := does(t, st, "giving back", 1, func() error { return p.ReturnUnit(ctx, officer, unit.Ref, seen, p.at) })
		if log[0].Action != "unit.return" || log[0].Detail != "地址、房间" {
			t.Errorf("%+v", log[0])
		}
		unit, err := st.UnitByRef(ctx, unit.Ref)
		must(t, err)
		back, err := st.LastReturn(ctx, unit.ID)
		must(t, err)
		faults := back.Faults()
		if unit.State != models.UnitRectify || unit.DoorOpen() || back.Note != faulty.Note || len(faults) != 2 || faults[0].Field != "address" || faults[1].Field != "rooms" {
			t.Fatalf("%+v %+v", unit, back)
		}
		waiting, err := st.ListReturned(ctx, policy.ScopeOf(p.landlord, policy.UnitMend, 1), 9)
		must(t, err)
		if len(waiting) != 1 || waiting[0].Fields() != "地址、房间" {
			t.Errorf("the landlord is told of %+v", waiting)
		}
		stay := p.checkIn(t, 1)
		form := registry.UnitForm{Address: "青禾路 28 号", Kind: models.KindHome, Land: "collective", Rooms: "101 102 103 东屋", Cap: "1"}
		refuses(t, st, "an older page", models.Conflict, func() error { return p.MendUnit(ctx, p.landlord, unit.Ref, form, unit.Rev, p.at) }) // the check-in changed it
		unit, err = st.UnitByRef(ctx, unit.Ref)
		must(t, err)
		gone := form
		gone.Rooms = "102 103"
		refuses(t, st, "without the room of somebody", models.Invalid, func() error { return p.MendUnit(ctx, p.landlord, unit.Ref, gone, unit.Rev, p.at) })
		taken := form
		taken.Address = "青禾路 19 号"
		refuses(t, st, "the address of another home", models.Invalid, func() error { return p.MendUnit(ctx, p.landlord, unit.Ref, taken, unit.Rev, p.at) })
		refuses(t, st, "another landlord", models.NotFound, func() error { return p.MendUnit(ctx, p.other, unit.Ref, form, unit.Rev, p.at) })
		refuses(t, st, "an officer", models.Forbidden, func() error { return p.MendUnit(ctx, officer, unit.Ref, form, unit.Rev, p.at) })
		old := unit.Rev
		does(t, st, "putting right", 1, func() error { return p.MendUnit(ctx, p.landlord, unit.Ref, form, unit.Rev, p.at) })
		refuses(t, st, "putting right twice", models.Conflict, func() error { return p.MendUnit(ctx, p.landlord, unit.Ref, form, 0, p.at) })
		again, err := st.ListWaitingUnits(ctx, policy.Scope{All: true}, store.Waiting{What: store.WaitMended, N: 9})
		must(t, err)
		fresh, err := st.ListWaitingUnits(ctx, policy.Scope{All: true}, store.Waiting{What: store.WaitAccept, N: 9})
		must(t, err)
		if len(again) != 1 || again[0].Address != "青禾路 28 号" || len(fresh) != 2 || fresh[0].Ref != p.empty.Ref {
			t.Errorf("put right: %+v, first time: %+v", again, fresh)
		}
		rooms, err := st.Rooms(ctx, unit.ID)
		must(t, err)
		if len(rooms) != 4 || rooms[0].Cap != 1 {
			t.Errorf("rooms %+v", rooms)
		}
		refuses(t, st, "accepting what he looked at before", models.Conflict, func() error { return p.AcceptUnit(ctx, officer, unit.Ref, old, p.at) })
		refuses(t, st, "giving back what he looked at before", models.Conflict, func() error {
			return p.ReturnUnit(ctx, officer, unit.Ref, registry.ReturnForm{Reasons: []string{"kind"}, Note: "是套房", Seen: old}, p.at)
		})
		does(t, st, "accepting", 1, func() error { return p.AcceptUnit(ctx, officer, unit.Ref, again[0].Rev, p.at) })
		unit, err = st.UnitByRef(ctx, unit.Ref)
		must(t, err)
		if unit.State != models.UnitAccepted || !unit.DoorOpen() || !unit.ReturnedAt.IsZero() {
			t.Errorf("%+v", unit)
		}
		must(t, p.CheckOut(ctx, p.landlord, stay, registry.DayForm{}, p.at))
	})
}

func TestNobodyButTheOfficerOfTheAreaGivesAHomeBackAndNeverWithoutAReason(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit := p.submitted(t)
		officer, _, _ := p.desk(t, "li01", "officer", "3302001", false)
		worker, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		give := func(who policy.Actor, f registry.ReturnForm) func() error {
			return func() error { return p.ReturnUnit(ctx, who, unit.Ref, f, p.at) }
		}
		refuses(t, st, "a stranger", models.Unsigned, give(policy.Actor{}, faulty))
		refuses(t, st, "its landlord", models.Forbidden, give(p.landlord, faulty))
		refuses(t, st, "a grid worker", models.Forbidden, give(worker, faulty))
		refuses(t, st, "an administrator", models.Forbidden, give(p.admin, faulty))
		refuses(t, st, "the officer of another grid", models.NotFound, give(p.officer, faulty))
		refuses(t, st, "no reason", models.Invalid, give(officer, registry.ReturnForm{Note: "门上写的是 28 号"}))
		refuses(t, st, "a reason that this kind has not", models.Invalid, give(officer, registry.ReturnForm{Reasons: []string{"ends_on"}, Note: "到年底"}))
		refuses(t, st, "no sentence", models.Invalid, give(officer, registry.ReturnForm{Reasons: []string{"door_no"}}))
		must(t, give(officer, faulty)())
		does(t, st, "off the market", 1, func() error { return p.Delist(ctx, p.landlord, unit.Ref, true, p.at) })
		does(t, st, "back on", 1, func() error { return p.Delist(ctx, p.landlord, unit.Ref, false, p.at) })
		back, err := st.UnitByRef(ctx, unit.Ref)
		must(t, err)
		if back.State != models.UnitRectify {
			t.Errorf("taking a home off the market puts it right: %s", back.State)
		}
		does(t, st, "given back by mistake", 1, func() error { return p.AcceptUnit(ctx, officer, unit.Ref, 0, p.at) })
	})
}

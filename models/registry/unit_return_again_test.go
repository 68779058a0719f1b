package registry_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// accepted makes the home of these tests one that the officer of its community accepted.
func (p *people) accepted(t *testing.T) (models.Unit, policy.Actor) {
	t.Helper()
	unit := p.submitted(t)
	officer, _, _ := p.desk(t, "li01", "officer", "3302001", false)
	must(t, p.AcceptUnit(context.Background(), officer, unit.Ref, unit.Rev, p.at))
	return p.look(t), officer
}

func (p *people) look(t *testing.T) models.Unit {
	t.Helper()
	unit, err := p.Store.UnitByRef(context.Background(), p.unit.Ref)
	must(t, err)
	return unit
}

// waits are the lists of an officer on which the home stands, whether it has a plate, and whether who lives there is taught.
func (p *people) waits(t *testing.T) string {
	t.Helper()
	ctx, where := context.Background(), policy.Scope{All: true}
	var on []string
	for _, what := range []string{store.WaitAccept, store.WaitMended, store.WaitReturn} {
		units, err := p.Store.ListWaitingUnits(ctx, where, store.Waiting{What: what, N: 9})
		must(t, err)
		for _, u := range units {
			if u.Ref == p.unit.Ref {
				on = append(on, what)
			}
		}
	}
	plates, err := p.Store.PlatesByRef(ctx, where, []string{p.unit.Ref})
	must(t, err)
	if (len(plates) == 1) != (p.look(t).DoorOpen() && !p.look(t).Delisted()) {
		t.Errorf("its door and the list of plates differ: %v", plates)
	}
	if len(plates) == 1 {
		on = append(on, "plate")
	}
	pupils, err := p.Store.ListTenantPupils(ctx, where, models.Audience{}, workday.DayOf(p.at), 18, []byte{}, 9)
	must(t, err)
	if len(pupils) > 0 {
		on = append(on, "lessons")
	}
	return strings.Join(on, " ")
}

func TestAnAcceptedHomeThatIsOtherwiseIsPutRightWhileItsDoorStaysOpen(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit, officer := p.accepted(t)
		stay := p.checkIn(t, 1)
		told := faulty
		told.Seen = unit.Rev
		refuses(t, st, "what he looked at before", models.Conflict, func() error { return p.ReturnUnit(ctx, officer, unit.Ref, told, p.at) })
		told.Seen = p.look(t).Rev
		log := does(t, st, "asking to put right", 1, func() error { return p.ReturnUnit(ctx, officer, unit.Ref, told, p.at) })
		if log[0].Action != "unit.return" || log[0].Detail != "要求整改，地址、房间" || log[0].Words() != "请户主改：要求整改，地址、房间" {
			t.Errorf("%+v", log[0])
		}
		refuses(t, st, "asking twice", models.Conflict, func() error { return p.ReturnUnit(ctx, officer, unit.Ref, faulty, p.at) })
		back, err := st.LastReturn(ctx, unit.ID)
		must(t, err)
		if now := p.look(t); now.State != models.UnitRectify || now.AcceptedAt != unit.AcceptedAt || !now.HasProof() || back.MendBy != workday.DayOf(p.at)+10 || p.waits(t) != "returned plate lessons" {
			t.Fatalf("%+v %+v %s", now, back, p.waits(t))
		}
		homes, err := st.ListReturned(ctx, policy.ScopeOf(p.landlord, policy.UnitMend, 1), 9)
		must(t, err)
		if len(homes) != 1 || !homes[0].Rectifying || homes[0].MendBy != back.MendBy || homes[0].Fields() != "地址、房间" {
			t.Errorf("the landlord is told of %+v", homes)
		}
		grades, err := p.GradesOf(ctx, []models.Unit{p.look(t)}, map[int64]store.HomeSize{}, p.at)
		must(t, err)
		if why := grades[unit.ID].Why; len(why) == 0 || why[0].Words != "备案说要整改，还没改好" {
			t.Errorf("its grade: %+v", why)
		}
		p.checkIn(t, 2)
		p.declare(t, 3)
		form := registry.UnitForm{Address: unit.Address, Kind: models.KindHome, Land: "collective", Rooms: "101 102 103 东屋"}
		half := models.AsError(p.MendUnit(ctx, p.landlord, unit.Ref, form, p.look(t).Rev, p.at))
		if half == nil || len(half.Faults) != 2 || half.Faults[0].Field != "address" || half.Faults[1].Field != "kept" || !strings.HasPrefix(half.Faults[1].Message, "地址还和原来一样") {
			t.Errorf("he left the address as it stood without a word: %+v", half)
		}
		form.Kept = "门上就是这样写的"
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, form, p.look(t).Rev, p.at))
		if back, err = st.LastReturn(ctx, unit.ID); err != nil || back.Kept || back.UnmendedWords() != "地址" || back.Answer != form.Kept || back.Changed != "房间：多了 东屋" {
			t.Errorf("the officer is told %+v %v", back, err)
		}
		if now := p.look(t); now.Address != form.Address || now.AcceptedAt != unit.AcceptedAt || now.StateName() != "整改交了，等核实" || p.waits(t) != "mended plate lessons" {
			t.Fatalf("answered: %+v %s", now, p.waits(t))
		}
		again := registry.ReturnForm{Reasons: []string{"split"}, Note: "103 房隔成了两间", Seen: p.look(t).Rev}
		must(t, p.ReturnUnit(ctx, officer, unit.Ref, again, p.at))
		if now := p.look(t); now.AcceptedAt != unit.AcceptedAt || p.waits(t) != "returned plate lessons" {
			t.Fatalf("asked again: %+v %s", now, p.waits(t))
		}
		form.Kept = "那是一个衣柜" // the only field that was named
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, form, p.look(t).Rev, p.at))
		if back, err = st.LastReturn(ctx, unit.ID); err != nil || !back.Kept || back.Answer != form.Kept || p.waits(t) != "mended plate lessons" {
			t.Errorf("%+v %v %s", back, err, p.waits(t))
		}
		p.at = p.at.Add(24 * time.Hour)
		must(t, p.AcceptUnit(ctx, officer, unit.Ref, p.look(t).Rev, p.at))
		if now := p.look(t); now.State != models.UnitAccepted || now.AcceptedAt != unit.AcceptedAt || !now.ReturnedAt.IsZero() || p.waits(t) != "plate lessons" {
			t.Errorf("accepted: %+v %s", now, p.waits(t))
		}
		must(t, p.CheckOut(ctx, p.landlord, stay, registry.DayForm{}, p.at)) // who lived there all the while
	})
}

// TestNoPlateCarriesAnAddressThatNobodyLookedAt: an answer to the officer could else make an official paper of any words, and change
// by the way what decides which rules judge the home.
func TestNoPlateCarriesAnAddressThatNobodyLookedAt(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit, officer := p.accepted(t)
		p.at = p.at.Add(24 * time.Hour)
		must(t, p.ReturnUnit(ctx, officer, unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上写的是 28 号"}, p.at))
		_, err := st.SQL().Exec("UPDATE units SET listed = ?, land = 'collective'", true)
		must(t, err)
		form := registry.UnitForm{Address: "云溪市公安局 1 号楼", Kind: models.KindHome, Land: "collective", Rooms: "101 102 103"}
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, form, p.look(t).Rev, p.at))
		if now := p.look(t); now.DoorOpen() || now.HasProof() || now.Listed || now.PlateStale() || p.waits(t) != "mended" {
			t.Fatalf("answered with another address: %+v %s", now, p.waits(t))
		}
		if back, err := st.LastReturn(ctx, unit.ID); err != nil || back.Changed != "地址：原来是“"+unit.Address+"”，现在是“云溪市公安局 1 号楼”" || back.Unmended != "" {
			t.Errorf("the officer is told %+v %v", back, err)
		}
		refuses(t, st, "a plate that cannot be printed", models.Conflict, func() error { return p.HangPlate(ctx, p.landlord, unit.Ref, form.Address, p.at) })
		refuses(t, st, "a new code on no plate", models.Conflict, func() error { return p.ReissueDoor(ctx, p.landlord, unit.Ref, p.at) })
		must(t, p.AcceptUnit(ctx, officer, unit.Ref, p.look(t).Rev, p.at))
		if now := p.look(t); !now.PlateStale() || now.PlateAddress != unit.Address {
			t.Errorf("nobody is told that another address hangs at the door: %+v", now)
		}
		refuses(t, st, "a page that shows the address before", models.Conflict, func() error { return p.HangPlate(ctx, p.landlord, unit.Ref, unit.Address, p.at) })
		log := does(t, st, "hanging the new plate", 1, func() error { return p.HangPlate(ctx, p.landlord, unit.Ref, form.Address, p.at) })
		if log[0].Action != "door.hang" || log[0].Words() != "换上新门牌" {
			t.Errorf("%+v %s", log[0], log[0].Words())
		}
		does(t, st, "saying it twice", 0, func() error { return p.HangPlate(ctx, officer, unit.Ref, form.Address, p.at) })
		if p.look(t).PlateStale() {
			t.Error("the new plate hangs, and it is still asked for")
		}
		if now := p.look(t); !now.DoorOpen() || now.AcceptedAt != workday.At(p.at) || now.Address != form.Address {
			t.Errorf("looked at: %+v", now)
		}
	})
}

func TestNobodyButTheOfficerOfTheAreaAsksToPutAnAcceptedHomeRight(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit, _ := p.accepted(t)
		worker, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		for name, who := range map[string]policy.Actor{"its landlord": p.landlord, "a grid worker": worker, "an administrator": p.admin} {
			refuses(t, st, name, models.Forbidden, func() error { return p.ReturnUnit(ctx, who, unit.Ref, faulty, p.at) })
		}
		refuses(t, st, "the officer of another grid", models.NotFound, func() error { return p.ReturnUnit(ctx, p.officer, unit.Ref, faulty, p.at) })
	})
}

func TestAHomeToPutRightThatLeavesTheMarketIsLookedAtBeforeItsDoorOpensAgain(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit, officer := p.accepted(t)
		must(t, p.ReturnUnit(ctx, officer, unit.Ref, faulty, p.at))
		off := func(off bool) {
			t.Helper()
			must(t, p.Delist(ctx, p.landlord, unit.Ref, off, p.at))
		}
		off(true)
		form := registry.UnitForm{Address: "青禾路 28 号", Kind: models.KindHome, Land: "collective", Rooms: "101 102 103 东屋"}
		refuses(t, st, "off the market: putting right", models.Conflict, func() error { return p.MendUnit(ctx, p.landlord, unit.Ref, form, p.look(t).Rev, p.at) })
		refuses(t, st, "off the market: asking again", models.Conflict, func() error { return p.ReturnUnit(ctx, officer, unit.Ref, faulty, p.at) })
		if p.waits(t) != "" {
			t.Errorf("off the market it waits: %s", p.waits(t))
		}
		off(false)
		if p.waits(t) != "returned" {
			t.Errorf("back on the market: %s", p.waits(t))
		}
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, form, p.look(t).Rev, p.at))
		off(true)
		off(false)
		if p.waits(t) != "mended" {
			t.Errorf("answered, off and back on the market: %s", p.waits(t))
		}
		must(t, p.AcceptUnit(ctx, officer, unit.Ref, p.look(t).Rev, p.at))
		must(t, p.ReturnUnit(ctx, officer, unit.Ref, faulty, p.at))
		must(t, p.AcceptUnit(ctx, officer, unit.Ref, p.look(t).Rev, p.at)) // asked by mistake
		if back, err := st.LastReturn(ctx, unit.ID); err != nil || back.Waits() || p.waits(t) != "plate" {
			t.Errorf("asked by mistake: %+v %v %s", back, err, p.waits(t))
		}
	})
}

func TestAListNeitherEndsNorHidesWhatAnOfficerAskedToPutRight(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		row := h.listed("C1", "landlord_name=周玉兰|landlord_phone=19900000051|accepted_on=2025-03-01")
		h.bring(t, "units", 1, 0, 0, row)
		unit := storetest.UnitByCode(t, st, "C1")
		must(t, h.ReturnUnit(ctx, officerOf(h), unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上写的是 28 号"}, h.at))
		h.bring(t, "units", 0, 1, 0, row)
		// The officer finds another landlord: he is asked for the same.
		must(t, h.HandUnit(ctx, officerOf(h), unit.Ref, "19900000053", "白以宁", h.at))
		h.at = h.at.AddDate(0, 0, 5)
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000053"), unit.Ref, true, "", h.at))
		homes, err := st.ListReturned(ctx, policy.ScopeOf(h.actor(t, "19900000053"), policy.UnitMend, 1), 9)
		must(t, err)
		before, err := st.ListReturned(ctx, policy.ScopeOf(h.actor(t, "19900000051"), policy.UnitMend, 1), 9)
		must(t, err)
		if len(homes) != 1 || !homes[0].Rectifying || homes[0].MendBy != workday.DayOf(h.at)+10 || len(before) != 0 {
			t.Fatalf("the new landlord is told of %+v, the one before of %+v", homes, before)
		}
		unit = storetest.UnitByCode(t, st, "C1")
		must(t, h.MendUnit(ctx, h.actor(t, "19900000053"), unit.Ref, registry.UnitForm{Address: "青禾路 28 号", Kind: models.KindHome, Land: "collective", Rooms: "101"}, unit.Rev, h.at))
		h.bring(t, "units", 0, 1, 0, "unit_code=C1|area_code="+h.grid.Code+"|accepted_on=2025-03-01")
		if unit = storetest.UnitByCode(t, st, "C1"); unit.Accepted() || unit.State != models.UnitSubmitted {
			t.Errorf("the list accepted it: %+v", unit)
		}
	})
}

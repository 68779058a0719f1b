package registry_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestThePlatesThatWaitInTheQueueAreThoseWhoseHomesAskForThem, whatever state the home is in.
func TestThePlatesThatWaitInTheQueueAreThoseWhoseHomesAskForThem(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		exec(t, st, "DELETE FROM units WHERE id <> ?", p.unit.ID)
		for _, state := range []string{models.UnitDraft, models.UnitSubmitted, models.UnitAccepted, models.UnitRectify, models.UnitDelisted} {
			for bits := range 16 {
				listed, accepted, returned, stale := bits&1, bits>>1&1, bits>>2&1, bits>>3&1
				exec(t, st, "UPDATE units SET state = ?, listed = ?, accepted_at = ?, returned_at = ?, address = '青禾路 18 号', plate_address = ?", state, listed, accepted, returned,
					[]string{"青禾路 18 号", "青禾路 8 号"}[stale])
				n, err := st.ListWaitingCounts(ctx, policy.Scope{All: true}, 1, policy.Scope{}, "")
				must(t, err)
				unit, err := st.UnitByRef(ctx, p.unit.Ref)
				must(t, err)
				if (n.Plates == 1) != unit.PlateStale() {
					t.Errorf("%s listed %d accepted %d returned %d: %d in the queue, stale %v", state, listed, accepted, returned, n.Plates, unit.PlateStale())
				}
			}
		}
	})
}

// TestANewPlateThatHangsIsTakenDownWhateverElseIsToBePutRight: else the door sends people away from a plate that is good.
func TestANewPlateThatHangsIsTakenDownWhateverElseIsToBePutRight(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit, officer := p.accepted(t)
		ask := func(codes ...string) {
			t.Helper()
			must(t, p.ReturnUnit(ctx, officer, unit.Ref, registry.ReturnForm{Reasons: codes, Note: "请照门上的写"}, p.at))
		}
		ask("door_no")
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, registry.UnitForm{Address: "青禾路 28 号"}, p.look(t).Rev, p.at))
		// A room more is asked for of a home that is looked at anew: the number that is typed is of that room.
		exec(t, st, "UPDATE rooms SET cap = 4")
		ask("fewer")
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, registry.UnitForm{Rooms: "101 102 103 西屋", Cap: "2"}, p.look(t).Rev, p.at))
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM rooms WHERE cap = 4"); n != 3 {
			t.Errorf("%d of three rooms keep what was recorded of them", n)
		}
		// The second answer of a home that was told that it stays accepted is asked for by a day too, and writes no more than was named.
		ask("door_no")
		back, err := st.LastReturn(ctx, unit.ID)
		must(t, err)
		if now := p.look(t); back.MendBy == 0 || now.StateName() != "要整改" || back.Writes(now, now.Kind)["kind"] {
			t.Errorf("asked once more: %+v %s", back, p.look(t).StateName())
		}
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, registry.UnitForm{Address: "青禾路 38 号", Kind: models.KindShop}, p.look(t).Rev, p.at))
		if now := p.look(t); now.Kind != unit.Kind || now.StateName() != "等重新核实" || now.OfficialAddress() != unit.Address {
			t.Errorf("answered once more: %+v", now)
		}
		must(t, p.AcceptUnit(ctx, officer, unit.Ref, 0, p.at))
		ask("fewer")
		if now := p.look(t); !now.PlateStale() {
			t.Errorf("rooms are named, and the plate is forgotten: %+v", now)
		}
		must(t, p.HangPlate(ctx, p.landlord, unit.Ref, "青禾路 38 号", p.at))
		if now := p.look(t); now.PlateAddress != "青禾路 38 号" {
			t.Errorf("it hangs, and the register says %s", now.PlateAddress)
		}
		ask2 := func() error { return p.HangPlate(ctx, p.landlord, unit.Ref, "青禾路 28 号", p.at) }
		refuses(t, st, "another address", models.Conflict, ask2)
	})
}

// TestAListDoesNotUndoWhatALandlordPutRight: the station hands the same list in every month.
func TestAListDoesNotUndoWhatALandlordPutRight(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		row := h.listed("C1", "landlord_name=周玉兰|landlord_phone=19900000051|accepted_on=2025-03-01")
		h.bring(t, "units", 1, 0, 0, row)
		unit := storetest.UnitByCode(t, st, "C1")
		was := unit.Address
		must(t, h.ReturnUnit(ctx, officerOf(h), unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上写的是 28 号"}, h.at))
		h.bring(t, "units", 0, 1, 0, row)
		// Nobody has answered: the station may be right.
		h.bring(t, "units", 1, 0, 0, strings.Replace(row, was, "青禾路 8 号", 1))
		unit = storetest.UnitByCode(t, st, "C1")
		if was = unit.Address; was != "青禾路 8 号" {
			t.Errorf("the station corrects its list, and the register says %s", was)
		}
		must(t, h.MendUnit(ctx, policy.SystemActor, unit.Ref, registry.UnitForm{Address: "青禾路 28 号"}, unit.Rev, h.at))
		for _, stands := range []string{"waiting", "accepted"} {
			h.bring(t, "units", 0, 0, 1, row)
			if now := storetest.UnitByCode(t, st, "C1"); now.Address != "青禾路 28 号" || now.Address == was {
				t.Errorf("%s: the list writes %s", stands, now.Address)
			}
			if stands == "waiting" {
				must(t, h.AcceptUnit(ctx, officerOf(h), unit.Ref, 0, h.at))
			}
		}
	})
}

// TestAListDoesNotLookAtAHomeThatCameBackOnTheMarket: staff are told to, and its tenants that it was not looked at yet.
func TestAListDoesNotLookAtAHomeThatCameBackOnTheMarket(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		row := h.listed("C1", "landlord_name=周玉兰|landlord_phone=19900000051|accepted_on=2025-03-01")
		h.bring(t, "units", 1, 0, 0, row)
		unit := storetest.UnitByCode(t, st, "C1")
		for _, off := range []bool{true, false} {
			must(t, h.Delist(ctx, policy.SystemActor, unit.Ref, off, h.at))
		}
		h.bring(t, "units", 0, 1, 0, row)
		if now := storetest.UnitByCode(t, st, "C1"); now.Accepted() || !now.Reviewed() {
			t.Errorf("the list accepted it: %+v", now)
		}
	})
}

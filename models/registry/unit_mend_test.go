package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// rectified is an accepted home that an officer asks to put right again and again.
type rectified struct {
	*people
	t       *testing.T
	unit    models.Unit
	officer policy.Actor
}

// asks makes the home stand so in the register, accepted, and asks to put something of it right.
func (r *rectified) asks(stands string, codes ...string) {
	r.t.Helper()
	for _, statement := range []string{
		"UPDATE units SET state = 'accepted', returned_at = 0, accepted_at = 1, land = '', trade = '', parted = '', ends_on = 0, " + stands,
		"DELETE FROM unit_returns", "DELETE FROM rooms WHERE no NOT IN ('101', '102', '103')", "UPDATE rooms SET type = 'bedroom', cap = 0, beds = 0",
	} {
		exec(r.t, r.Store, statement)
	}
	must(r.t, r.ReturnUnit(context.Background(), r.officer, r.unit.Ref, registry.ReturnForm{Reasons: codes, Note: "请照门上的写"}, r.at))
}

func (r *rectified) answers(f registry.UnitForm) error {
	return r.MendUnit(context.Background(), r.landlord, r.unit.Ref, f, r.look(r.t).Rev, r.at)
}

func eachRectified(t *testing.T, fn func(*testing.T, *rectified)) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		r := &rectified{people: newPeople(t, st), t: t}
		r.unit, r.officer = r.accepted(t)
		fn(t, r)
	})
}

// TestWhatNobodyAskedToPutRightStaysAsItStands: else the kind, the wall between beds and trade, or the landlord's name, which decide
// how a home is judged and what its papers say, change by the way while the papers stand.
func TestWhatNobodyAskedToPutRightStaysAsItStands(t *testing.T) {
	eachRectified(t, func(t *testing.T, r *rectified) {
		r.asks("kind = 'shop', trade = '早餐店', parted = 'no', land = 'state'", "fewer")
		exec(t, r.Store, "UPDATE rooms SET type = 'dormitory', cap = 1 WHERE no = '101'")
		was := r.look(t)
		owner, err := r.Store.User(t.Context(), was.OwnerID)
		must(t, err)
		must(t, r.answers(registry.UnitForm{Address: "云溪市公安局 1 号楼", Kind: models.KindHome, Land: "collective", Trade: "五金店", Parted: "yes", Name: "云溪市公安局",
			Rooms: "101 102 103 104", Cap: "50"}))
		now := r.look(t)
		if now.Address != was.Address || now.Kind != was.Kind || now.Land != was.Land || now.Trade != was.Trade || now.Parted != was.Parted || !now.Rectifying() {
			t.Errorf("rooms were named: %+v, was %+v", now, was)
		}
		if after, err := r.Store.User(t.Context(), was.OwnerID); err != nil || after.Name != owner.Name || after.Listed != owner.Listed {
			t.Errorf("%v: the landlord is %q", err, after.Name)
		}
		rooms, err := r.Store.Rooms(t.Context(), was.ID)
		must(t, err)
		got := ""
		for _, room := range rooms {
			got += fmt.Sprintf("%s %s %d, ", room.No, room.Type, room.Cap)
		}
		if got != "101 dormitory 1, 102 bedroom 0, 103 bedroom 0, 104 bedroom 50, " {
			t.Error(got)
		}
		r.asks("kind = 'flat'", "door_no")
		must(t, r.answers(registry.UnitForm{Address: "青禾路 28 号", Cap: "很多", EndsOn: [3]string{"很", "久", ""}}))
		r.asks("kind = 'flat'", "cap")
		must(t, r.answers(registry.UnitForm{Rooms: "101", Cap: "3"}))
		if rooms, err = r.Store.Rooms(t.Context(), was.ID); err != nil || len(rooms) != 3 || rooms[2].Cap != 3 {
			t.Errorf("%v: the number of people alone was named: %+v", err, rooms)
		}
	})
}

// TestAHomeThatAListBroughtCanBePutRight: what stands in the register need not be what a form would take, and is no fault of its landlord's.
func TestAHomeThatAListBroughtCanBePutRight(t *testing.T) {
	eachRectified(t, func(t *testing.T, r *rectified) {
		more := registry.UnitForm{Rooms: "101 102 103 104"}
		for _, stands := range []string{"kind = 'flat', land = 'state'", "kind = 'flat', address = '青禾新村供销社宿舍'", "kind = 'flat', address = '青禾路 18 号 3＃'",
			fmt.Sprintf("kind = 'worksite', ends_on = %d", workday.DayOf(r.at)-1)} {
			r.asks(stands, "fewer")
			was := r.look(t)
			must(t, r.answers(more))
			if now := r.look(t); now.Address != was.Address || now.Land != was.Land || now.EndsOn != was.EndsOn || !now.Rectifying() {
				t.Errorf("%s: %+v", stands, now)
			}
			r.asks(stands, "fewer")
			must(t, r.answers(registry.UnitForm{Rooms: "101 102 103", Kept: "门上就是这样写的"}))
		}
		r.asks("kind = 'flat', address = '青禾路 18 号'", "door_no", "fewer")
		exec(t, r.Store, "UPDATE rooms SET no = '东 屋' WHERE no = '103'")
		must(t, r.answers(registry.UnitForm{Address: "青禾路 28 号", Rooms: "101 102 东 屋"}))
		if now := r.look(t); now.Address != "青禾路 28 号" || now.DoorOpen() {
			t.Errorf("another address: %+v", now)
		}
		r.asks("address = '青禾路 1 18 号'", "door_no")
		exec(t, r.Store, "UPDATE rooms SET no = '103' WHERE no = '东 屋'")
		must(t, r.answers(registry.UnitForm{Address: "青禾路 11 8 号", Kept: "门上就是这样写的"}))
		if now := r.look(t); now.Address != "青禾路 1 18 号" || !now.DoorOpen() {
			t.Errorf("a plate stands, with another number: %+v", now)
		}
	})
}

// TestAHomeOfAnotherKindIsAskedForWhatThatKindNeeds, and for nothing more.
func TestAHomeOfAnotherKindIsAskedForWhatThatKindNeeds(t *testing.T) {
	eachRectified(t, func(t *testing.T, r *rectified) {
		asked := func(name string, f registry.UnitForm, fields ...string) {
			t.Helper()
			e := models.AsError(r.answers(f))
			if e == nil || len(e.Faults) != len(fields) {
				t.Fatalf("%s: %+v", name, e)
			}
			for i, field := range fields {
				if e.Faults[i].Field != field {
					t.Errorf("%s: %+v", name, e.Faults)
				}
			}
		}
		r.asks("kind = 'home', land = 'collective'", "kind")
		asked("no kind", registry.UnitForm{}, "kind")
		must(t, r.answers(registry.UnitForm{Kind: models.KindDormitory, Cap: "6"}))
		rooms, err := r.Store.Rooms(t.Context(), r.unit.ID)
		must(t, err)
		if now := r.look(t); now.Kind != models.KindDormitory || now.Land != "collective" || rooms[0].Type != models.RoomDormitory || rooms[0].Beds != 6 {
			t.Errorf("%+v %+v", now, rooms[0])
		}
		r.asks("kind = 'home', land = 'collective'", "kind")
		must(t, r.answers(registry.UnitForm{Kind: models.KindFlat}))
		r.asks("kind = 'flat'", "kind")
		asked("land", registry.UnitForm{Kind: models.KindHome}, "land")
		must(t, r.answers(registry.UnitForm{Kind: models.KindHome, Land: "unknown"}))
		r.asks("kind = 'flat'", "kind")
		asked("trade", registry.UnitForm{Kind: models.KindShop}, "trade", "parted")
		asked("end", registry.UnitForm{Kind: models.KindWorksite}, "ends_on")
		must(t, r.answers(registry.UnitForm{Kind: models.KindShop, Trade: "早餐店", Parted: models.PartedNo}))
		r.asks("kind = 'shop', trade = '早餐店', parted = 'no'", "kind")
		must(t, r.answers(registry.UnitForm{Kind: models.KindHome, Land: "state"}))
		if now := r.look(t); now.Trade != "" || now.Parted != "" {
			t.Errorf("nobody trades there: %+v", now)
		}
		r.asks("kind = 'worksite', ends_on = 29000", "kind")
		must(t, r.answers(registry.UnitForm{Kind: models.KindFlat}))
		if now := r.look(t); !now.EndsOn.IsZero() {
			t.Errorf("it ends with a work site: %+v", now)
		}
	})
}

// TestWhatIsPutRightIsNoKeptHome: the wall alone, or the name alone, is what was asked for.
func TestWhatIsPutRightIsNoKeptHome(t *testing.T) {
	eachRectified(t, func(t *testing.T, r *rectified) {
		kept := func(want bool) {
			t.Helper()
			if back, err := r.Store.LastReturn(t.Context(), r.unit.ID); err != nil || back.Kept != want {
				t.Errorf("%v: kept %v, want %v", err, back.Kept, want)
			}
		}
		r.asks("kind = 'shop', trade = '早餐店', parted = 'yes'", "trade")
		must(t, r.answers(registry.UnitForm{Trade: "早餐店", Parted: "no"}))
		kept(false)
		r.asks("kind = 'flat'", "cap", "fewer")
		if e := models.AsError(r.answers(registry.UnitForm{Rooms: "101 102 103 西屋"})); e == nil || len(e.Faults) != 2 || e.Faults[0].Field != "cap" {
			t.Errorf("a room more is no other number of people: %+v", e)
		}
		must(t, r.answers(registry.UnitForm{Rooms: "101 102 103 西屋", Cap: "3"}))
		kept(false)
		if back, err := r.Store.LastReturn(t.Context(), r.unit.ID); err != nil || back.Unmended != "" || !strings.Contains(back.Changed, "每间 3 人") {
			t.Errorf("%+v %v", back, err)
		}
		r.asks("kind = 'flat'", "name")
		must(t, r.answers(registry.UnitForm{Name: "周桂芬"}))
		kept(false)
		r.asks("kind = 'flat'", "name")
		must(t, r.answers(registry.UnitForm{Name: r.landlord.Name, Kept: "身份证上就是这样"}))
		kept(true)
	})
}

// TestAHomeThatWasNeverAcceptedIsWrittenAnewAsAWhole, and what its landlord leaves open stays as it stood.
func TestAHomeThatWasNeverAcceptedIsWrittenAnewAsAWhole(t *testing.T) {
	eachRectified(t, func(t *testing.T, r *rectified) {
		waits := "UPDATE units SET state = 'rectify', accepted_at = 0, returned_at = 5"
		r.asks("kind = 'home', land = 'collective', address = '青禾新村供销社宿舍'", "fewer")
		exec(t, r.Store, waits)
		must(t, r.answers(registry.UnitForm{Address: "青禾新村供销社宿舍", Kind: models.KindHome, Rooms: "101 102 103 104"}))
		if now := r.look(t); now.Land != "collective" || now.State != models.UnitSubmitted {
			t.Errorf("no land chosen: %+v", now)
		}
		r.asks("kind = 'home'", "fewer")
		exec(t, r.Store, waits)
		exec(t, r.Store, "DELETE FROM rooms")
		refuses(t, r.Store, "no room at all", models.Invalid, func() error { return r.answers(registry.UnitForm{Address: "青禾路 18 号", Kind: models.KindHome}) })
	})
}

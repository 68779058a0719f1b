package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/token"
)

// TestTheCodeOnARealDoorStaysGoodWhileAnOfficerLooksAtAnotherAddress: else it is called a forgery, and whoever lives there can neither
// register nor say that he is there, leaves, or needs help.
func TestTheCodeOnARealDoorStaysGoodWhileAnOfficerLooksAtAnotherAddress(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit, officer := p.accepted(t)
		stay := p.checkIn(t, 1)
		must(t, p.ReturnUnit(ctx, officer, unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上写的是 28 号"}, p.at))
		must(t, p.MendUnit(ctx, p.landlord, unit.Ref, registry.UnitForm{Address: "青禾路 28 号"}, p.look(t).Rev, p.at))
		opens := func(what string) {
			t.Helper()
			for _, code := range []string{unit.DoorToken, unit.ShortCode} {
				door, err := p.OpenDoor(ctx, policy.Actor{}, code, p.at)
				must(t, err)
				if door.What != what || (what == registry.DoorChecking) != (door.Place() == "房屋编号 "+token.GroupShortCode(unit.ShortCode)) || what != registry.DoorUnknown && len(door.Line) == 0 {
					t.Errorf("%s opens %s, should be %s: %s", code, door.What, what, door.Place())
				}
			}
		}
		opens(registry.DoorChecking)
		p.declare(t, 2)
		_, err := p.FileRequest(ctx, policy.Actor{Address: "192.0.2.7"}, unit.DoorToken, registry.RequestForm{Kind: registry.RequestReport, Topic: "漏水", Audience: registry.ToLandlord, Body: "水管漏水"}, "", p.at)
		must(t, err)
		must(t, p.CheckOut(ctx, p.landlord, stay, registry.DayForm{}, p.at))
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM notices WHERE kind = ?", models.KindCheckedOut); n != 1 {
			t.Errorf("%d texts tell him that he was put down as gone", n)
		}
		p.at = p.at.Add(time.Hour)
		must(t, p.AcceptUnit(ctx, officer, unit.Ref, p.look(t).Rev, p.at))
		opens(registry.DoorPublic)
		if n, err := st.ListWaitingCounts(ctx, policy.Scope{All: true}, 1, policy.Scope{}, ""); err != nil || n.Plates != 1 {
			t.Errorf("%d plates wait to be hung anew: %v", n.Plates, err)
		}
		must(t, p.ReturnUnit(ctx, officer, unit.Ref, registry.ReturnForm{Reasons: []string{"door_no"}, Note: "门上写的是 38 号"}, p.at))
		if n, err := st.ListWaitingCounts(ctx, policy.Scope{All: true}, 1, policy.Scope{}, ""); err != nil || n.Plates != 0 || !p.look(t).PlateStale() {
			t.Errorf("a plate is asked for with an address that is to be written otherwise: %d %v", n.Plates, err)
		}
	})
}

// TestAHomeThatNobodyLookedAtAnswersAsIfItWereNotThere: the pledge of DESIGN 2 row 13 still holds for whoever never had a plate; a code
// that was good is no forgery where the home is off the market.
func TestAHomeThatNobodyLookedAtAnswersAsIfItWereNotThere(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		unit, officer := p.accepted(t)
		for stands, what := range map[string]string{"state = 'submitted', accepted_at = 0, plate_address = ''": registry.DoorUnknown,
			"state = 'rectify', accepted_at = 0, returned_at = 5, plate_address = ''": registry.DoorUnknown, "state = 'delisted', plate_address = ''": registry.DoorUnknown,
			"state = 'delisted', plate_address = '青禾路 18 号'": registry.DoorClosed} {
			exec(t, st, "UPDATE units SET listed = 0, "+stands)
			door, err := p.OpenDoor(ctx, policy.Actor{}, unit.DoorToken, p.at)
			if err != nil || door.What != what || door.Answers() {
				t.Errorf("%s: %s %v", stands, door.What, err)
			}
		}
		exec(t, st, "UPDATE units SET state = 'submitted', plate_address = ''")
		refuses(t, st, "a new code before anybody looked", models.Conflict, func() error { return p.ReissueDoor(ctx, p.landlord, unit.Ref, p.at) })
		must(t, p.AcceptUnit(ctx, officer, unit.Ref, 0, p.at))
		if now := p.look(t); now.PlateAddress != now.Address || now.PlateStale() {
			t.Errorf("its first plate says %q", now.PlateAddress)
		}
		exec(t, st, "UPDATE units SET address = '青禾路 28 号'")
		must(t, p.ReissueDoor(ctx, p.landlord, unit.Ref, p.at))
		if p.look(t).PlateStale() {
			t.Error("a plate with a new code carries the address of today")
		}
	})
}

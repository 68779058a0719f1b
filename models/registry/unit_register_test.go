package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func unitForm(t *testing.T, st *store.Store, address string) registry.UnitForm {
	t.Helper()
	community, err := st.AreaByCode(context.Background(), "3302001")
	must(t, err)
	return registry.UnitForm{Community: community.Ref, Address: address, Label: "青禾50", Kind: models.KindHome, Name: "别家的人", Floors: "2", PerFloor: "2", Pledge: true}
}

func TestAHomeIsFiledOnceWithItsRoomsAndPledges(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		f := unitForm(t, st, "青禾路 50 号")
		pledges := []registry.PledgeText{{Kind: models.PledgeSafety, Version: "1", Text: "治安责任书"}, {Kind: models.PledgeFire, Version: "1", Text: "消防承诺书"}}
		ref := ""
		log := does(t, st, "filing", 1, func() (err error) { ref, err = p.RegisterUnit(ctx, p.other, f, pledges, "k", p.at); return err })
		does(t, st, "a second tap", 0, func() error {
			again, err := p.RegisterUnit(ctx, p.other, f, pledges, "k", p.at)
			if again != ref {
				t.Errorf("a second tap led to %q, not %q", again, ref)
			}
			return err
		})
		unit, err := st.UnitByRef(ctx, ref)
		must(t, err)
		rooms, err := st.Rooms(ctx, unit.ID)
		must(t, err)
		if x := log[0]; x.Action != "unit.register" || x.UnitID != unit.ID || x.UserID != p.other.UserID {
			t.Errorf("%+v", x)
		}
		if len(rooms) != 4 || rooms[3].No != "202" || unit.OwnerID != p.other.UserID || unit.State != models.UnitSubmitted || unit.GridID != 0 || unit.CommunityID != unit.AreaID {
			t.Errorf("%+v with %d rooms", unit, len(rooms))
		}
		for _, kind := range []string{models.PledgeSafety, models.PledgeFire} {
			if signed, err := st.Pledged(ctx, unit.ID, kind); err != nil || signed.UserID != p.other.UserID || len(signed.TextHash) != 64 {
				t.Errorf("%s: %+v %v", kind, signed, err)
			}
		}
		owner, err := st.User(ctx, p.other.UserID)
		must(t, err)
		if owner.Name != "别家的人" {
			t.Errorf("the landlord is called %q", owner.Name)
		}
		refuses(t, st, "the same address, another landlord", models.Invalid, func() error { _, err := p.RegisterUnit(ctx, p.landlord, f, nil, "k3", p.at); return err })
		other := unitForm(t, st, "青禾路 51 号")
		refuses(t, st, "a stranger", models.Unsigned, func() error { _, err := p.RegisterUnit(ctx, policy.Actor{}, other, nil, "k4", p.at); return err })
		refuses(t, st, "an officer", models.Forbidden, func() error { _, err := p.RegisterUnit(ctx, p.officer, other, nil, "k5", p.at); return err })
		other.Pledge = false
		refuses(t, st, "without the pledges", models.Invalid, func() error { _, err := p.RegisterUnit(ctx, p.landlord, other, nil, "k6", p.at); return err })
	})
}

func TestAnAccountIsMadeForAPhoneOnceAndByTheRightPeople(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		add := func(who policy.Actor) func() error {
			return func() error { _, err := p.AddPerson(ctx, who, "19900000055", "邵雨晴", p.at); return err }
		}
		refuses(t, st, "a stranger", models.Unsigned, add(policy.Actor{}))
		refuses(t, st, "a landlord", models.Forbidden, add(p.landlord))
		refuses(t, st, "an officer", models.Forbidden, add(p.officer))
		log := does(t, st, "an administrator", 1, add(p.admin))
		if x := log[0]; x.Action != "person.add" || x.UserID != p.admin.UserID || x.RefID == 0 {
			t.Errorf("%+v", x)
		}
		first, err := p.AddPerson(ctx, policy.SystemActor, "19900000055", "别的名字", p.at)
		must(t, err)
		if u, err := st.UserByPhone(ctx, "19900000055"); err != nil || u.ID != first.UserID || u.Name != "邵雨晴" {
			t.Errorf("%+v %v", u, err)
		}
	})
}

func TestAHelperSeesTheHomeFromHisFirstDayToHisLast(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		must(t, p.AddManager(ctx, p.landlord, p.unit.Ref, "199 0000 0055", "family", p.at))
		user, err := st.UserByPhone(ctx, "19900000055")
		must(t, err)
		daughter, err := st.Actor(ctx, user)
		must(t, err)
		confirm := func() error { _, err := p.ConfirmRoster(ctx, daughter, p.unit.Ref, p.at); return err }
		if log := does(t, st, "the daughter", 1, confirm); log[0].OnBehalf != p.landlord.UserID {
			t.Errorf("%+v", log[0])
		}
		refuses(t, st, "the daughter adding another", models.Forbidden, func() error {
			return p.AddManager(ctx, daughter, p.unit.Ref, "19900000056", "family", p.at)
		})
		managers, err := st.Managers(ctx, p.unit.ID, workday.At(p.at))
		must(t, err)
		refuses(t, st, "ending a helper of nobody", models.NotFound, func() error { return p.EndManager(ctx, p.landlord, p.unit.Ref, 9999, p.at) })
		refuses(t, st, "ending the helper of another home here", models.NotFound, func() error { return p.EndManager(ctx, p.landlord, p.unit.Ref, p.helperID, p.at) })
		must(t, p.EndManager(ctx, p.landlord, p.unit.Ref, managers[len(managers)-1].ID, p.at))
		refuses(t, st, "the daughter afterwards", models.NotFound, confirm)
	})
}

func TestAnOldPlateSaysThatItWasReplacedAndTheNewOneOpens(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		old := p.unit
		must(t, p.ReissueDoor(ctx, p.landlord, p.unit.Ref, p.at))
		unit, err := st.UnitByRef(ctx, p.unit.Ref)
		must(t, err)
		for plate, what := range map[string]string{old.DoorToken: registry.DoorOld, old.ShortCode: registry.DoorOld, unit.DoorToken: registry.DoorPublic, unit.ShortCode: registry.DoorPublic,
			"aaaaaaaaaaaaaaaaaaaaaaaaaa": registry.DoorUnknown, "x": registry.DoorUnknown} {
			if door, err := p.OpenDoor(ctx, policy.Actor{}, plate, p.at); err != nil || door.What != what {
				t.Errorf("%s: %s %v, should be %s", plate, door.What, err, what)
			}
		}
	})
}

package registry_test

import (
	"context"
	"fmt"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func (p *people) tenant(number string) policy.Actor {
	return policy.Actor{UserID: 500, Phone: p.Store.PhoneIndex(number)}
}

func TestADeclarationIsPutDownOnceAndAnsweredAlikeForAll(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		known := p.checkIn(t, 1) // with the phone 19900010001
		say := func(n int, number, once string) (no string) {
			does(t, st, "a declaration", 1, func() (err error) {
				no, err = p.Declare(ctx, p.tenant(number), p.unit.DoorToken, form("102", "何以安", invented(n), number), models.ViaDoor, once, p.at)
				return err
			})
			if len(no) != 8 {
				t.Errorf("查询号 %q", no)
			}
			return no
		}
		fresh := say(2, "19900000022", "k2")
		does(t, st, "the same form again", 0, func() error {
			again, err := p.Declare(ctx, p.tenant("19900000022"), p.unit.DoorToken, form("102", "何以安", invented(2), "19900000022"), models.ViaDoor, "k2", p.at)
			if again != fresh {
				t.Errorf("a second tap was told %q, not %q", again, fresh)
			}
			return err
		})
		say(1, "19900010001", "k3") // his own stay, from his own phone: a confirmation
		line, err := st.EntryByRef(ctx, known)
		must(t, err)
		if line.Stay.ConfirmedHow != models.HowSelf || line.Stay.State != models.StayReported {
			t.Errorf("%+v", line.Stay)
		}
		say(1, "19900000077", "k4") // the same person from another phone: somebody looks
		asked, err := st.ListRequests(ctx, policy.Scope{All: true}, []string{"grid"}, 9)
		must(t, err)
		if len(asked) != 1 || asked[0].StayID != line.Stay.ID {
			t.Errorf("%+v", asked)
		}
		if entries, _ := st.Entries(ctx, p.unit.ID); len(entries) != 2 {
			t.Errorf("%d people on the roster, should be 2", len(entries))
		}
	})
}

func TestNobodyTakesOverTheDeclarationOfAnother(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ref := p.declare(t, 1) // with the phone 19900010001
		before, err := st.EntryByRef(ctx, ref)
		must(t, err)
		no, err := p.Declare(ctx, p.tenant("19900000077"), p.unit.DoorToken, form("103", "别的名字", invented(1), "19900000077"), models.ViaDoor, "", p.at)
		if err != nil || len(no) != 8 {
			t.Errorf("the answer differs from that to somebody new: %q %v", no, err)
		}
		after, err := st.EntryByRef(ctx, ref)
		must(t, err)
		if string(after.Stay.PhoneIdx) != string(before.Stay.PhoneIdx) || after.Tenant.Phone != "19900010001" || after.Tenant.Name != "邵雨晴" || after.Room.No != "102" {
			t.Errorf("another phone now holds the stay: %+v", after)
		}
		if mine, _ := st.ListEntries(ctx, policy.Scope{Phone: st.PhoneIndex("19900000077")}, 9); len(mine) != 0 {
			t.Errorf("the other phone sees %d stays", len(mine))
		}
		// From his own phone he may say it again, with another room.
		_, err = p.Declare(ctx, p.tenant("19900010001"), p.unit.DoorToken, form("103", "邵雨晴", invented(1), "19900010001"), models.ViaDoor, "", p.at)
		must(t, err)
		if after, _ = st.EntryByRef(ctx, ref); after.Room.No != "103" || after.Stay.State != models.StayDeclared {
			t.Errorf("%+v", after)
		}
	})
}

func TestADeclarationNeedsAProvedPhoneAndAnOpenDoor(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		none := form("102", "何以安", invented(1), "")
		none.NoPhone = true
		for name, c := range map[string]struct {
			who  policy.Actor
			form registry.StayForm
		}{
			"a stranger without a phone":       {policy.Actor{}, none},
			"a stranger with somebody's phone": {policy.Actor{}, form("102", "何以安", invented(1), "19900000022")},
			"a phone that is not the form's":   {p.tenant("19900000022"), form("102", "何以安", invented(1), "19900000023")},
			"a proved phone, none in the form": {p.tenant("19900000022"), none},
			"a room that is not there":         {p.tenant("19900000022"), form("999", "何以安", invented(1), "19900000022")},
		} {
			refuses(t, st, name, models.Invalid, func() error {
				_, err := p.Declare(ctx, c.who, p.unit.DoorToken, c.form, models.ViaDoor, "k", p.at)
				return err
			})
		}
		say := func(door string) func() error {
			return func() error {
				_, err := p.Declare(ctx, p.tenant("19900000022"), door, form("102", "何以安", invented(1), "19900000022"), models.ViaDoor, "k", p.at)
				return err
			}
		}
		refuses(t, st, "a door that is not there", models.NotFound, say("aaaaaaaaaaaaaaaaaaaaaaaaaa"))
		for i, state := range []string{models.UnitDraft, models.UnitSubmitted, models.UnitDelisted} {
			unit := p.empty
			unit.ID, unit.Ref, unit.DoorToken, unit.ShortCode, unit.UnitCode, unit.State, unit.PlateAddress, unit.Address = 0, "", "", "", "", state, "", fmt.Sprint("青禾路 40 号 ", i)
			must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveUnit(&unit) }))
			refuses(t, st, "a home "+state, models.NotFound, say(unit.DoorToken))
		}
	})
}

func TestTheLandlordTakesOverADeclarationInsteadOfEnteringItTwice(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ref := p.declare(t, 1)
		done, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{form("102", "邵雨晴", invented(1), "19900010001")}, "", p.at)
		must(t, err)
		line, err := st.EntryByRef(ctx, ref)
		must(t, err)
		if done.StayRef != ref || line.Stay.State != models.StayReported || line.Stay.DeclaredAt.IsZero() {
			t.Errorf("%+v", line.Stay)
		}
	})
}

package registry_test

import (
	"context"
	"testing"
	"time"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// A card is money in a stranger's hand: used twice, late, recalled, for another room, at another home or guessed, it gives
// one and the same sentence, stores nothing and tells nothing.
func TestACardOpensOneRoomOnceAndTellsAStrangerNothing(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ctx := context.Background()
		card := func(room string) string {
			t.Helper()
			c, err := p.MakeInvite(ctx, p.landlord, p.unit.Ref, room, "", p.at)
			must(t, err)
			return c
		}
		n := 0
		use := func(card, room string, at time.Time) error {
			n++
			number := "1990000020" + string(rune('0'+n))
			f := form(room, "邵雨晴", invented(40+n), number)
			f.Invite = card
			_, err := p.Declare(ctx, p.tenant(number), p.unit.DoorToken, f, models.ViaDoor, "", at)
			return err
		}
		refused := func(what, card, room string, at time.Time) {
			t.Helper()
			stays := p.number(t, "SELECT COUNT(*) FROM stays")
			err := use(card, room, at)
			if !models.IsKind(err, models.NotFound) || models.AsError(err).Message != models.InviteOver {
				t.Errorf("%s: %v", what, err)
			}
			if now := p.number(t, "SELECT COUNT(*) FROM stays"); now != stays {
				t.Errorf("%s: %d stays, %d before", what, now, stays)
			}
		}
		first := card("101")
		refused("for another room", first, "102", p.at)
		must(t, use(first, "101", p.at))
		refused("used twice", first, "101", p.at)
		late := card("102")
		refused("on the 8th day", late, "102", shanghai("2026-11-24 00:00"))
		must(t, use(late, "102", shanghai("2026-11-23 23:59")))
		back := card("103")
		must(t, p.RecallInvite(ctx, p.landlord, p.unit.Ref, back, p.at))
		refused("recalled", back, "103", p.at)
		refused("guessed", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "103", p.at)
		if got := p.number(t, "SELECT COUNT(*) FROM invites WHERE used_at > 0 AND stay_id > 0"); got != 2 {
			t.Errorf("%d used cards name their stay, want 2", got)
		}
	})
}

func TestATenantFillsInHisCardBeforeHeArrives(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ctx := context.Background()
		card, err := p.MakeInvite(ctx, p.landlord, p.unit.Ref, "101", "", p.at)
		must(t, err)
		f := form("101", "邵雨晴", invented(41), "19900000201")
		f.MovedIn, f.MovedInY, f.MovedInM, f.MovedInD = "other", "2026", "12", "1"
		if _, err := p.Declare(ctx, p.tenant("19900000201"), p.unit.DoorToken, f, models.ViaDoor, "", p.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("without a card nobody enters himself ahead of time: %v", err)
		}
		f.Invite = card
		_, err = p.Declare(ctx, p.tenant("19900000201"), p.unit.DoorToken, f, models.ViaDoor, "", p.at)
		must(t, err)
		entries, err := st.Entries(ctx, p.unit.ID)
		must(t, err)
		if len(entries) != 1 || entries[0].Stay.DeclaredVia != models.ViaInvite {
			t.Fatalf("%+v", entries)
		}
		must(t, p.AcceptStay(ctx, p.landlord, entries[0].Stay.Ref, p.at))
		// He proved his phone on the way: the landlord cannot put another in its place, and so become him.
		refuses(t, st, "another phone for who came by a card", models.Invalid, func() error {
			return p.ChangeStay(ctx, p.landlord, entries[0].Stay.Ref, registry.StayChange{Room: "101", Phone: "19900000288"}, p.at)
		})
		if flags := p.number(t, "SELECT COUNT(*) FROM flags"); flags != 0 {
			t.Errorf("%d flags", flags)
		}
	})
}

func TestACardThatLeadsThroughAnOldDoorIsNotCountedOn(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ctx := context.Background()
		_, err := p.MakeInvite(ctx, p.landlord, p.unit.Ref, "101", "", p.at)
		must(t, err)
		must(t, p.ReissueDoor(ctx, p.landlord, p.unit.Ref, p.at))
		open, err := st.OpenInvites(ctx, p.unit.ID, workday.At(p.at))
		must(t, err)
		if len(open) != 0 {
			t.Errorf("%d cards stand as good though their door is gone", len(open))
		}
	})
}

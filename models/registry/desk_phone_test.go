package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAWordOnPaperProvesNoPhone: who came to the counter showed himself, not the number in the roster, and a wrong one can
// still be put right.
func TestAWordOnPaperProvesNoPhone(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		must(t, c.DeskStillHere(ctx, c.clerk, c.stay, c.signed(0), "", c.at))
		e, err := st.EntryByRef(ctx, c.stay)
		must(t, err)
		if e.Stay.ConfirmedAt != workday.At(c.at) || e.Stay.ConfirmedHow != models.HowDesk || models.HowNames[e.Stay.ConfirmedHow] == "" {
			t.Errorf("confirmed %v by %q", e.Stay.ConfirmedAt, e.Stay.ConfirmedHow)
		}
		must(t, c.DeskChange(ctx, c.clerk, c.stay, registry.StayChange{Room: e.Room.No, Phone: "19900010088"}, c.spoken(), "", c.at))
		must(t, c.ChangeStay(ctx, c.landlord, c.stay, registry.StayChange{Room: e.Room.No, Phone: "19900010089"}, c.at))
		if e, err := st.EntryByRef(ctx, c.stay); err != nil || string(e.Stay.PhoneIdx) != string(st.PhoneIndex("19900010089")) {
			t.Errorf("the wrong number stays: %v", err)
		}

		proved := c.checkIn(t, 2)
		e, err = st.EntryByRef(ctx, proved)
		must(t, err)
		number, err := st.PhoneOf(ctx, e)
		must(t, err)
		must(t, c.ConfirmStay(ctx, c.tenant(number), proved, c.at))
		must(t, c.DeskStillHere(ctx, c.clerk, proved, c.signed(1), "", c.at))
		refuses(t, st, "a number that he confirmed from", models.Invalid, func() error {
			return c.DeskChange(ctx, c.clerk, proved, registry.StayChange{Room: e.Room.No, Phone: "19900010087"}, c.spoken(), "", c.at)
		})
	})
}

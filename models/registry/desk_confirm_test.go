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
	"anju/models/workday"
)

// TestALandlordWithoutAPhoneSaysAtTheCounterThatAllLiveThere: else nobody of his home is ever confirmed but by a visit.
func TestALandlordWithoutAPhoneSaysAtTheCounterThatAllLiveThere(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		came := c.checkIn(t, 2) // after the page was drawn
		all := func(will registry.Will, once string, stays ...string) (n int, err error) {
			return c.DeskConfirm(ctx, c.clerk, c.unit.Ref, stays, will, once, c.at)
		}
		refuses(t, st, "nobody in it", models.Conflict, func() error { _, err := all(c.spoken(), "a"); return err })
		refuses(t, st, "no word", models.Invalid, func() error { _, err := all(registry.Will{}, "a", c.stay); return err })
		refuses(t, st, "by the landlord's own account", models.Forbidden, func() error {
			_, err := c.DeskConfirm(ctx, c.landlord, c.unit.Ref, []string{c.stay}, c.spoken(), "a", c.at)
			return err
		})
		log := does(t, st, "都住在这里", 1, func() error {
			n, err := all(c.signed(0), "a", c.stay)
			if n != 1 {
				t.Errorf("%d confirmed", n)
			}
			return err
		})
		if log[0].OnBehalf != c.landlord.UserID || log[0].Detail != "代办·签字单 "+c.slips[0]+"·都住在这里 1" {
			t.Errorf("put down as %+v", log[0])
		}
		does(t, st, "the form sent twice", 0, func() error {
			n, err := all(c.signed(0), "a", c.stay)
			if n != 1 {
				t.Errorf("sent twice it says %d", n)
			}
			return err
		})
		for ref, sure := range map[string]bool{c.stay: true, came: false} {
			e, err := st.EntryByRef(ctx, ref)
			must(t, err)
			if s := e.Stay; sure != (s.ConfirmedHow == models.HowAll && s.ConfirmedBy == c.landlord.UserID && s.ConfirmedAt == workday.At(c.at)) {
				t.Errorf("%s: confirmed %v by %q of %d", e.Tenant.Name, s.ConfirmedAt, s.ConfirmedHow, s.ConfirmedBy)
			}
		}
	})
}

// TestAfterAClaimAtTheCounterWhomNobodyReportedIsReported, as by the landlord's own phone.
func TestAfterAClaimAtTheCounterWhomNobodyReportedIsReported(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		doc := storetest.Number("3399", 9)
		unit := h.entered(t, "landlord_name=周玉兰|landlord_doc_no="+doc)
		clerk := models.User{Staff: true, Name: "小陈", Login: "chen03"}
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			must(t, tx.SaveUser(&clerk))
			return tx.SaveGrant(clerk.ID, policy.Grant{Role: policy.Auxiliary, AreaID: h.grid.ID, Level: policy.Grid, From: 1})
		}))
		who, err := st.Actor(ctx, clerk)
		must(t, err)
		desks, err := h.DesksOf(ctx, who, h.at)
		must(t, err)
		batch, err := h.PrintSlips(ctx, who, desks[0].Ref, "1", "", h.at)
		must(t, err)
		_, slips, err := h.SlipBatch(ctx, who, batch, h.at)
		must(t, err)
		entries, err := st.Entries(ctx, unit.ID)
		must(t, err)
		var stays []string
		for _, e := range entries {
			stays = append(stays, e.Stay.Ref)
		}
		must(t, h.DeskClaim(ctx, who, unit.Ref, doc[14:], registry.Will{Slip: slips[0].No}, "a", h.at))
		n, err := h.DeskConfirm(ctx, who, unit.Ref, stays, registry.Will{Slip: slips[1].No}, "b", h.at)
		must(t, err)
		if n != 3 {
			t.Errorf("%d of 3 confirmed", n)
		}
		entries, err = st.Entries(ctx, unit.ID)
		must(t, err)
		for _, e := range entries {
			if !e.Stay.Reported(h.now()) || e.Stay.State != models.StayReported || e.Stay.ConfirmedHow != models.HowAll {
				t.Error(fmt.Sprintf("%s is still %s, confirmed %q", e.Room.No, e.Stay.State, e.Stay.ConfirmedHow))
			}
		}
		flags, err := st.OpenFlags(ctx, []int64{unit.ID})
		must(t, err)
		for _, f := range flags {
			if f.Rule == "B01" {
				t.Error("somebody is still unregistered")
			}
		}
	})
}

package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// TestAColleagueWhoLeftIsCutOffAtOnce: the session that he has ends, and he gets no new one until he is let in again.
func TestAColleagueWhoLeftIsCutOffAtOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		_, session, _ := h.desk(t, "chen01", "auxiliary", h.grid.Code, false)
		refuses(t, st, "somebody who is no administrator", models.Forbidden, func() error { return h.DisableStaff(ctx, h.landlord, "chen01", h.at) })
		does(t, st, "cutting off", 1, func() error { return h.DisableStaff(ctx, policy.SystemActor, "chen01", h.at) })
		does(t, st, "a second tap", 0, func() error { return h.DisableStaff(ctx, policy.SystemActor, "chen01", h.at) })
		if who, err := h.Who(ctx, session); err != nil || who.SignedIn() {
			t.Errorf("still signed in: %+v %v", who, err)
		}
		if _, err := h.StaffPassword(ctx, policy.Actor{Address: "192.0.2.9"}, "chen01", password); err == nil {
			t.Error("the password is still taken")
		}
		does(t, st, "letting in again", 1, func() error { return h.EnableStaff(ctx, policy.SystemActor, "chen01", h.at) })
		if _, err := h.StaffPassword(ctx, policy.Actor{Address: "192.0.2.9"}, "chen01", password); err != nil {
			t.Errorf("let in again, and yet: %v", err)
		}
	})
}

// TestNobodyGivesOutAccountsOnAVisitShift: the phone that an administrator takes along opens no door for who finds it.
func TestNobodyGivesOutAccountsOnAVisitShift(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		admin, _, _ := h.desk(t, "admin1", "admin", "", true)
		if !admin.Shift {
			t.Fatal("not on a shift")
		}
		refuses(t, st, "an account", models.Forbidden, func() error { return h.DisableStaff(ctx, admin, "admin1", h.at) })
	})
}

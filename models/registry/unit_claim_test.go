package registry_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// actor is somebody who signed in with a phone.
func (h *house) actor(t *testing.T, phone string) policy.Actor {
	t.Helper()
	user, err := h.Store.UserByPhone(context.Background(), phone)
	must(t, err)
	who, err := h.Store.Actor(context.Background(), user)
	must(t, err)
	return who
}

// entered is a home of the station's list with three people: one reported long ago, two whom nobody reported, one of them
// by a text.
func (h *house) entered(t *testing.T, owner string) models.Unit {
	t.Helper()
	h.bring(t, "units", 1, 0, 0, "unit_code=C1|area_code="+h.grid.Code+"|address=青禾路 50 号|kind=home|"+owner)
	h.bring(t, "rooms", 2, 0, 0, "unit_code=C1|room_no=101", "unit_code=C1|room_no=102")
	for i, more := range []string{"|reported_at=2026-10-02", "|phone=19900000071", ""} {
		h.bring(t, "stays", 1, 0, 0, fmt.Sprintf("unit_code=C1|room_no=%d|name=何以安|doc_no=%s|moved_in_on=2026-10-01%s", 101+i/2, storetest.Number("3399", 60+i), more))
	}
	return storetest.UnitByCode(t, h.Store, "C1")
}

func TestNobodyButStaffSeesAHomeOfTheListBeforeItsLandlordClaimsIt(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		doc := storetest.Number("3399", 9)
		unit := h.entered(t, "landlord_name=周玉兰|landlord_doc_no="+doc+"|landlord_phone=19900000051")
		zhou := h.actor(t, "19900000051")
		sees := func() (kept, asked int) {
			t.Helper()
			for act, n := range map[policy.Action]*int{policy.RosterView: &kept, policy.UnitClaim: &asked} {
				units, err := st.ListUnits(ctx, policy.ScopeOf(zhou, act, h.now()), 0, 9)
				must(t, err)
				*n = len(units)
			}
			return kept, asked
		}
		if kept, asked := sees(); kept != 0 || asked != 1 {
			t.Fatalf("before the claim he keeps %d homes and is asked about %d", kept, asked)
		}
		one := form("101", "何以安", invented(5), "19900000072")
		refuses(t, st, "a check-in before the claim", models.NotFound, func() error {
			_, err := h.CheckIn(ctx, zhou, unit.Ref, []registry.StayForm{one}, "", h.at)
			return err
		})
		refuses(t, st, "a confirmation before the claim", models.NotFound, func() error {
			_, err := h.ConfirmClaimed(ctx, zhou, unit.Ref, h.at)
			return err
		})
		refuses(t, st, "the claim of somebody else", models.NotFound, func() error {
			return h.ClaimUnit(ctx, h.landlord, unit.Ref, true, doc[14:], h.at)
		})
		for range 5 {
			if err := h.ClaimUnit(ctx, zhou, unit.Ref, true, "0000", h.at); models.AsError(err) == nil || models.AsError(err).Kind != models.Invalid {
				t.Fatalf("a wrong document: %v", err)
			}
		}
		if err := h.ClaimUnit(ctx, zhou, unit.Ref, true, doc[14:], h.at); !models.IsKind(err, models.TooMany) {
			t.Fatalf("the sixth try: %v", err)
		}
		if kept, asked := sees(); kept != 0 || asked != 1 {
			t.Fatalf("guessing opened the home: keeps %d, asked %d", kept, asked)
		}
		h.at = h.at.Add(time.Hour)
		must(t, h.ClaimUnit(ctx, zhou, unit.Ref, true, doc[14:], h.at))
		if kept, asked := sees(); kept != 1 || asked != 0 {
			t.Fatalf("after the claim he keeps %d homes and is asked about %d", kept, asked)
		}
	})
}

func TestAClaimedHomeIsConfirmedAtOnceAndItsTenantsAreTold(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		unit := h.entered(t, "landlord_name=周玉兰|landlord_phone=19900000051")
		h.tick(t, h.at)
		open := func() int {
			flags, err := st.ListUnitFlags(ctx, policy.Scope{All: true}, unit.ID)
			must(t, err)
			return len(flags)
		}
		if open() != 2 {
			t.Fatalf("%d flags before the claim, want the two unreported", open())
		}
		zhou := h.actor(t, "19900000051")
		must(t, h.ClaimUnit(ctx, zhou, unit.Ref, true, "", h.at))
		n, err := h.ConfirmClaimed(ctx, zhou, unit.Ref, h.at)
		must(t, err)
		entries, err := st.Entries(ctx, unit.ID)
		must(t, err)
		for _, e := range entries {
			if e.Stay.State != models.StayReported || e.Stay.ReportedAt.IsZero() || e.Stay.ConfirmedAt != h.now() || e.Stay.ConfirmedHow != models.HowAll {
				t.Errorf("a stay reads %+v", e.Stay)
			}
		}
		if n != 3 || len(entries) != 3 || open() != 0 {
			t.Errorf("%d confirmed of %d, %d flags open", n, len(entries), open())
		}
		h.tick(t, h.at.Add(time.Minute))
		told := slices.DeleteFunc(h.sent.kinds(), func(kind string) bool { return kind != "R04" })
		if len(told) != 1 {
			t.Errorf("R04 went out %d times: once, to the one with a phone whom he reported now", len(told))
		}
	})
}

func TestAHomeThatIsNotHisGoesToHisOtherPhoneAndThenToStaff(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		doc := storetest.Number("3399", 9)
		rows := []string{"unit_code=C0|area_code=" + h.grid.Code + "|address=青禾路 51 号|landlord_name=周玉兰|landlord_doc_no=" + doc + "|landlord_phone=19900000052"}
		h.bring(t, "units", 1, 0, 0, rows...)
		unit := h.entered(t, "landlord_name=周玉兰|landlord_doc_no="+doc+"|landlord_phone=19900000051")
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000051"), unit.Ref, false, "", h.at)) // the wrong phone: no document asked
		got := storetest.UnitByCode(t, st, "C1")
		if got.Claim != models.ClaimOpen || got.OwnerID != h.actor(t, "19900000052").UserID || h.homesOf(t, "19900000051") != "C0" {
			t.Fatalf("after the first phone: claim %q, owner %d, the first phone is asked about %q", got.Claim, got.OwnerID, h.homesOf(t, "19900000051"))
		}
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000052"), unit.Ref, false, "", h.at))
		if got = storetest.UnitByCode(t, st, "C1"); got.Claim != models.ClaimRefused || got.OwnerID != 0 {
			t.Fatalf("after both: claim %q, owner %d", got.Claim, got.OwnerID)
		}
		// The list, brought in again, does not ask him again.
		h.bring(t, "units", 0, 1, 0, "unit_code=C1|area_code="+h.grid.Code+"|address=青禾路 50 号|kind=home|landlord_name=周玉兰|landlord_doc_no="+doc+"|landlord_phone=19900000052")
		officer := policy.Actor{UserID: 7, Staff: true, Grants: []policy.Grant{{Role: policy.Officer, AreaID: h.grid.ID, Level: policy.Grid}}}
		waiting, err := st.ListWaitingUnits(ctx, policy.ScopeOf(officer, policy.QueueView, h.now()), store.Waiting{What: store.WaitOwner, N: 9})
		must(t, err)
		if len(waiting) != 1 {
			t.Fatalf("%d homes wait for staff", len(waiting))
		}
		must(t, h.HandUnit(ctx, officer, unit.Ref, "199 0000 0053", "白以宁", h.at))
		if got := h.homesOf(t, "19900000053"); got != "C1" {
			t.Fatalf("the landlord whom the officer found is asked about %q", got)
		}
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000053"), unit.Ref, true, "", h.at))
		refuses(t, st, "taking a claimed home away", models.Conflict, func() error {
			return h.HandUnit(ctx, officer, unit.Ref, "19900000052", "周玉兰", h.at)
		})
	})
}

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
	"anju/models/workday"
)

// TestAnOfficerCallsALandlordOrATenantForAReasonAndEachReadsOfIt: whoever is to be called can be called, nobody else may, and
// each reads who saw his number and nobody else's.
func TestAnOfficerCallsALandlordOrATenantForAReasonAndEachReadsOfIt(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		stay := p.checkIn(t, 1)
		child := form("102", "何以宁", "33990020180101001X", "")
		child.NoPhone, child.Guardian, child.GuardPhone = true, "何以安", "19900010001"
		done, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{child}, "", p.at)
		must(t, err)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		shift, _, _ := p.desk(t, "li02", "officer", "33020011", true)
		stale := officer
		officer.Fresh, shift.Fresh, stale.Fresh = true, true, false
		for ref, want := range map[string]string{stay: "19900010001", done.StayRef: "19900010001"} {
			log := does(t, st, "an officer calls", 1, func() error {
				if got, err := p.RevealPhone(ctx, officer, ref, "失联查找", p.at); err != nil || got != want {
					t.Errorf("reads %q, %v", got, err)
				}
				return nil
			})
			if log[0].Action != "phone.reveal" || log[0].Reason != "失联查找" || log[0].StayID == 0 || log[0].Detail != "" {
				t.Errorf("put down as %+v", log[0])
			}
		}
		does(t, st, "an officer calls the landlord", 1, func() error {
			if got, err := p.RevealOwnerPhone(ctx, officer, p.unit.Ref, "处理求助", p.at); err != nil || got != "19900000099" {
				t.Errorf("reads %q, %v", got, err)
			}
			return nil
		})
		who := map[string]struct {
			policy.Actor
			kind models.Kind
		}{"a visit shift": {shift, models.Forbidden}, "without the code": {stale, models.Forbidden}, "another grid": {p.officer, models.NotFound}, "the administrator": {p.admin, models.Forbidden},
			"the landlord": {p.landlord, models.Forbidden}, "the helper": {p.helper, models.Forbidden}}
		for login, role := range map[string]string{"wu01": "auxiliary", "boss01": "supervisor", "tong01": "child_worker"} {
			staff, _, _ := p.desk(t, login, role, "3302001", false)
			staff.Fresh = true
			who[role] = struct {
				policy.Actor
				kind models.Kind
			}{staff, models.Forbidden}
		}
		stranger := who["another grid"]
		stranger.Fresh = true
		who["another grid"] = stranger
		for name, one := range who {
			refuses(t, st, name+", of a tenant", one.kind, func() error { _, err := p.RevealPhone(ctx, one.Actor, stay, "核对身份", p.at); return err })
			refuses(t, st, name+", of the landlord", one.kind, func() error {
				_, err := p.RevealOwnerPhone(ctx, one.Actor, p.unit.Ref, "核对身份", p.at)
				return err
			})
		}
		refuses(t, st, "a reason of his own", models.Invalid, func() error { _, err := p.RevealPhone(ctx, officer, stay, "好奇", p.at); return err })
		entries, err := st.Entries(ctx, p.unit.ID)
		must(t, err)
		views, err := st.Views(ctx, p.unit.ID, entries[0].Stay.ID, 0, 9)
		must(t, err)
		if len(views) != 1 || views[0].What != models.ViewPhone || views[0].Reason != "失联查找" || views[0].Role != "officer" {
			t.Errorf("the tenant reads %+v", views)
		}
		for user, want := range map[int64]int{p.landlord.UserID: 1, p.other.UserID: 0} {
			seen, err := st.OwnerViews(ctx, user, 9)
			must(t, err)
			if len(seen) != want || want == 1 && seen[0].Reason != "处理求助" {
				t.Errorf("landlord %d reads %+v", user, seen)
			}
		}
	})
}

// TestPhonesAndDocumentsAreCountedTogether: who reads out a register by its phones is heard of like who does so by its documents.
func TestPhonesAndDocumentsAreCountedTogether(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.bend(t, "view_limit", 2)
		stay := p.checkIn(t, 1)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		officer.Fresh = true
		_, err := p.RevealID(ctx, officer, stay, "核对身份", p.at)
		must(t, err)
		_, err = p.RevealOwnerPhone(ctx, officer, p.unit.Ref, "处理求助", p.at)
		must(t, err)
		log := does(t, st, "the third", 1, func() error {
			if number, err := p.RevealPhone(ctx, officer, stay, "处理求助", p.at); number != "" || !models.IsKind(err, models.TooMany) {
				t.Errorf("%q %v", number, err)
			}
			return nil
		})
		if log[0].Detail != "满额，没看到" {
			t.Errorf("put down as %+v", log[0])
		}
		days, err := st.ListLookDays(ctx, policy.ScopeOf(policy.SystemActor, policy.LooksWatch, workday.At(p.at)), 9)
		must(t, err)
		if len(days) != 1 || days[0].UserID != officer.UserID || days[0].FullIDs != 3 {
			t.Errorf("the supervisor hears %+v", days)
		}
		p.at = p.at.Add(24 * time.Hour)
		_, err = p.RevealPhone(ctx, officer, stay, "处理求助", p.at)
		must(t, err)
	})
}

// TestWhoGaveAHomeUpStillReadsWhoLookedAtHisNumber: his rights in what was looked up about him do not end with the home, and
// whoever has it next is none of his business, nor he of theirs.
func TestWhoGaveAHomeUpStillReadsWhoLookedAtHisNumber(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		unit := h.entered(t, "landlord_name=周玉兰|landlord_phone=19900000051")
		officer, _, _ := h.desk(t, "li01", "officer", "33020011", false)
		officer.Fresh = true
		look := func(reason string) {
			t.Helper()
			_, err := h.RevealOwnerPhone(ctx, officer, unit.Ref, reason, h.at)
			must(t, err)
		}
		look("失联查找")
		must(t, h.ClaimUnit(ctx, h.actor(t, "19900000051"), unit.Ref, false, "", h.at))
		must(t, h.HandUnit(ctx, officer, unit.Ref, "19900000053", "白以宁", h.at))
		look("处理求助")
		for number, want := range map[string]string{"19900000051": "失联查找", "19900000053": "处理求助"} {
			seen, err := st.OwnerViews(ctx, h.actor(t, number).UserID, 9)
			must(t, err)
			if len(seen) != 1 || seen[0].Reason != want {
				t.Errorf("…%s reads %+v", number[9:], seen)
			}
		}
	})
}

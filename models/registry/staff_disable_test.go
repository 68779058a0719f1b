package registry_test

import (
	"context"
	"strings"
	"testing"

	"github.com/pquerna/otp/totp"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func refOf(t *testing.T, st *store.Store, login string) string {
	t.Helper()
	user, err := st.UserByLogin(context.Background(), login)
	must(t, err)
	return user.Ref
}

// TestAColleagueWhoLeftIsCutOffAtOnce: the session that he has ends, and he gets no new one until he is let in again.
func TestAColleagueWhoLeftIsCutOffAtOnce(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		_, session, secret := h.desk(t, "chen01", "auxiliary", h.grid.Code, false)
		ref := refOf(t, st, "chen01")
		pending, err := h.StaffPassword(ctx, policy.Actor{}, "chen01", password)
		must(t, err)
		refuses(t, st, "somebody who is no administrator", models.Forbidden, func() error { return h.DisableStaff(ctx, h.landlord, ref, h.at) })
		refuses(t, st, "the account of a landlord", models.NotFound, func() error { return h.DisableStaff(ctx, policy.SystemActor, h.landlord.UserRef, h.at) })
		does(t, st, "cutting off", 1, func() error { return h.DisableStaff(ctx, policy.SystemActor, ref, h.at) })
		does(t, st, "a second tap", 0, func() error { return h.DisableStaff(ctx, policy.SystemActor, ref, h.at) })
		if who, err := h.Who(ctx, session); err != nil || who.SignedIn() {
			t.Errorf("still signed in: %+v %v", who, err)
		}
		if _, err := h.StaffPassword(ctx, policy.Actor{Address: "192.0.2.9"}, "chen01", password); err == nil {
			t.Error("the password is still taken")
		}
		h.at = h.at.Add(totpStep)
		code, err := totp.GenerateCode(secret, h.at)
		must(t, err)
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, code, false, ""); err == nil {
			t.Error("who had given his password before still comes in")
		}
		does(t, st, "letting in again", 1, func() error { return h.EnableStaff(ctx, policy.SystemActor, ref, h.at) })
		if _, err := h.StaffPassword(ctx, policy.Actor{Address: "192.0.2.9"}, "chen01", password); err != nil {
			t.Errorf("let in again, and yet: %v", err)
		}
	})
}

// TestWhoFindsALostPhoneComesInNoMore: the old authenticator, its recovery codes and the old password prove nothing, and
// what they had opened is closed; the new ones work at once.
func TestWhoFindsALostPhoneComesInNoMore(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		_, session, secret := h.desk(t, "chen01", "auxiliary", h.grid.Code, true)
		ref := refOf(t, st, "chen01")
		var next string
		var codes []string
		log := does(t, st, "a new authenticator", 1, func() (err error) {
			next, codes, err = h.ResetTOTP(ctx, policy.SystemActor, ref, h.at)
			return err
		})
		if x := log[0]; x.Subject != "user" || x.Detail != "换动态码" || next == secret || len(codes) != 8 {
			t.Errorf("put down as %+v; %d recovery codes", x, len(codes))
		}
		if who, err := h.Who(ctx, session); err != nil || who.SignedIn() {
			t.Errorf("the lost phone is still inside: %v", err)
		}
		pending, err := h.StaffPassword(ctx, policy.Actor{}, "chen01", password)
		must(t, err)
		old, err := totp.GenerateCode(secret, h.at.Add(totpStep))
		must(t, err)
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, old, false, ""); err == nil {
			t.Error("the old authenticator opens")
		}
		fresh, err := totp.GenerateCode(next, h.at) // the same half minute in which the old one was used
		must(t, err)
		session, err = h.StaffTOTP(ctx, policy.Actor{}, pending, fresh, false, "")
		must(t, err)

		pending, err = h.StaffPassword(ctx, policy.Actor{}, "chen01", password)
		must(t, err)
		does(t, st, "a new password", 1, func() error { return h.SetPassword(ctx, policy.SystemActor, ref, "another-river-48", h.at) })
		if who, err := h.Who(ctx, session); err != nil || who.SignedIn() {
			t.Errorf("what the old password opened is open: %v", err)
		}
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, codes[0], false, ""); !models.IsKind(err, models.Unsigned) {
			t.Errorf("the old password, given before, still counts: %v", err)
		}
		refuses(t, st, "a short password", models.Invalid, func() error { return h.SetPassword(ctx, policy.SystemActor, ref, "short", h.at) })
		for _, who := range []policy.Actor{{}, h.landlord} {
			if _, _, err := h.ResetTOTP(ctx, who, ref, h.at); models.AsError(err) == nil {
				t.Error("a stranger or a landlord gets the secret of somebody else")
			}
			if models.AsError(h.SetPassword(ctx, who, ref, "another-river-48", h.at)) == nil {
				t.Error("a stranger or a landlord sets a password")
			}
		}
	})
}

// totpStep is how long one code of an authenticator stands.
const totpStep = 30e9

// TestNobodyGivesOutAccountsOnAVisitShift: the phone that an administrator takes along opens no door for who finds it.
func TestNobodyGivesOutAccountsOnAVisitShift(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		secret, _, err := h.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "admin1", Name: "管理员", Password: password, Role: "admin"}, h.at)
		must(t, err)
		pending, err := h.StaffPassword(ctx, policy.Actor{}, "admin1", password)
		must(t, err)
		code, err := totp.GenerateCode(secret, h.at)
		must(t, err)
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, code, true, "phone-1"); err == nil || !strings.Contains(err.Error(), "走访班次") {
			t.Errorf("an administrator goes on a shift: %v", err)
		}
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, code, false, ""); err != nil {
			t.Errorf("without the tick: %v", err)
		}
		// A grid worker on a shift who is made administrator meanwhile.
		both, session, _ := h.desk(t, "chen01", "auxiliary", h.grid.Code, true)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveGrant(both.UserID, policy.Grant{Role: policy.Admin, From: workday.At(h.at)})
		}))
		both, err = h.Who(ctx, session)
		must(t, err)
		both.Fresh = true
		if !both.Shift {
			t.Fatal("not on a shift")
		}
		refuses(t, st, "an account", models.Forbidden, func() error { return h.DisableStaff(ctx, both, refOf(t, st, "admin1"), h.at) })
	})
}

// TestAStolenDeskChangesNothingWithoutTheCode: verbs that touch accounts, areas and the sending ask for it themselves.
func TestAStolenDeskChangesNothingWithoutTheCode(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		p.admin.Fresh = false
		ref := refOf(t, st, "chen02")
		for name, run := range map[string]func() error{
			"cutting off":      func() error { return p.DisableStaff(ctx, p.admin, ref, p.at) },
			"letting in":       func() error { return p.EnableStaff(ctx, p.admin, ref, p.at) },
			"a password":       func() error { return p.SetPassword(ctx, p.admin, ref, "another-river-48", p.at) },
			"an authenticator": func() error { _, _, err := p.ResetTOTP(ctx, p.admin, ref, p.at); return err },
			"an account": func() error {
				_, _, err := p.AddStaff(ctx, p.admin, registry.StaffForm{Login: "new01", Name: "新人", Password: password, Role: "admin"}, p.at)
				return err
			},
			"an area": func() error {
				_, err := p.AddArea(ctx, p.admin, "", models.Area{Code: "9", Level: models.LevelCity, Name: "别处"}, p.at)
				return err
			},
			"the sending": func() error { return p.SwitchSending(ctx, p.admin, false, p.at) },
		} {
			refuses(t, st, name, models.Forbidden, run)
			if err := run(); err != error(policy.ErrNotFresh) {
				t.Errorf("%s does not ask for the code: %v", name, err)
			}
		}
		p.admin.Fresh = true
		refuses(t, st, "cutting himself off", models.Conflict, func() error { return p.DisableStaff(ctx, p.admin, p.admin.UserRef, p.at) })
		does(t, st, "right after the code", 1, func() error { return p.DisableStaff(ctx, p.admin, ref, p.at) })
	})
}

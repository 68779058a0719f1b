package registry_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

const password = "lantern-river-48"

// desk signs a new staff member in with the authenticator and answers who acts, the session and the secret.
func (h *house) desk(t *testing.T, login, role, area string, shift bool) (policy.Actor, string, string) {
	t.Helper()
	ctx := context.Background()
	secret, codes, err := h.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: login, Name: "陈网格员", Password: password, Role: role, AreaCode: area}, h.at)
	must(t, err)
	if len(codes) != 8 {
		t.Fatalf("%d recovery codes", len(codes))
	}
	session := h.enter(t, login, secret, shift)
	who, err := h.Who(ctx, session)
	must(t, err)
	return who, session, secret
}

func (h *house) enter(t *testing.T, login, secret string, shift bool) string {
	t.Helper()
	ctx := context.Background()
	pending, err := h.StaffPassword(ctx, policy.Actor{Address: "192.0.2.7"}, login, password)
	must(t, err)
	code, err := totp.GenerateCode(secret, h.at)
	must(t, err)
	session, err := h.StaffTOTP(ctx, policy.Actor{}, pending, code, shift, "phone-1")
	must(t, err)
	return session
}

func TestAnAuthenticatorCodeOpensOnceAndARecoveryCodeOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		secret, codes, err := h.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "li01", Name: "李警官", Password: password, Role: "officer", AreaCode: "3302001"}, h.at)
		must(t, err)
		_, _, err = h.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "LI01", Name: "别人", Password: password, Role: "officer", AreaCode: "3302001"}, h.at)
		if e := models.AsError(err); e == nil || e.Faults[0].Field != "login" {
			t.Fatalf("a login was given twice: %v", err)
		}
		h.enter(t, "li01", secret, false)
		pending, err := h.StaffPassword(ctx, policy.Actor{}, "li01", password)
		must(t, err)
		code, err := totp.GenerateCode(secret, h.at)
		must(t, err)
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, code, false, ""); err == nil || !strings.Contains(err.Error(), "用过") {
			t.Fatalf("a code was replayed: %v", err)
		}
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, codes[0], false, ""); err != nil {
			t.Fatalf("a recovery code was refused: %v", err)
		}
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, codes[1], false, ""); !models.IsKind(err, models.Unsigned) {
			t.Fatalf("a password was good twice: %v", err)
		}
		pending, err = h.StaffPassword(ctx, policy.Actor{}, "li01", password)
		must(t, err)
		if _, err := h.StaffTOTP(ctx, policy.Actor{}, pending, codes[0], false, ""); err == nil {
			t.Fatal("a recovery code was good twice")
		}
	})
}

func TestSixWrongPasswordsCloseALoginForAWhileKnownOrNot(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		_, _, err := h.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "li01", Name: "李警官", Password: password, Role: "officer", AreaCode: "3302001"}, h.at)
		must(t, err)
		for _, login := range []string{"li01", "nobody"} {
			var words []string
			for i := range 6 {
				_, err := h.StaffPassword(ctx, policy.Actor{Address: "192.0.2." + login}, login, "wrong-password")
				e := models.AsError(err)
				if e == nil || (i == 5) != (e.Kind == models.TooMany) {
					t.Fatalf("try %d of %s: %v", i+1, login, err)
				}
				words = append(words, e.Error())
			}
			if words[0] != "登录名或密码不对，请再看一眼" || words[0] != words[4] {
				t.Fatalf("the words tell something: %q", words)
			}
		}
		if _, err := h.StaffPassword(ctx, policy.Actor{}, "li01", password); !models.IsKind(err, models.TooMany) {
			t.Fatalf("the right password opens a closed login: %v", err)
		}
		h.at = h.at.Add(15 * time.Minute)
		if _, err := h.StaffPassword(ctx, policy.Actor{}, "li01", password); err != nil {
			t.Fatalf("the login stayed closed: %v", err)
		}
	})
}

func TestAFullNumberAsksTheCodeAgainIsCountedAndIsSeenByTheTenant(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("103", "何以安", "339900199001010011", "19900000013")}, "", h.at)
		must(t, err)
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		stay := entries[0].Stay
		who, session, secret := h.desk(t, "li01", "officer", "3302001", false)
		if got, err := h.RevealID(ctx, who, stay.Ref, "核对身份", h.at); err != nil || got != "339900199001010011" {
			t.Fatalf("an officer fresh from signing in reads %q: %v", got, err)
		}
		if _, err := h.RevealID(ctx, who, stay.Ref, "好奇", h.at); models.AsError(err) == nil || models.AsError(err).Faults[0].Field != "reason" {
			t.Fatalf("a reason of his own: %v", err)
		}
		h.at = h.at.Add(6 * time.Minute)
		who, err = h.Who(ctx, session)
		must(t, err)
		if _, err := h.RevealID(ctx, who, stay.Ref, "核对身份", h.at); err != error(registry.ErrNotFresh) {
			t.Fatalf("six minutes later: %v", err)
		}
		code, err := totp.GenerateCode(secret, h.at)
		must(t, err)
		must(t, h.Refresh(ctx, who, session, code))
		who, err = h.Who(ctx, session)
		must(t, err)
		_, err = h.RevealID(ctx, who, stay.Ref, "处理求助", h.at)
		must(t, err)
		views, err := st.Views(ctx, h.unit.ID, stay.ID, 0, 10)
		must(t, err)
		if len(views) != 2 || views[0].What != models.ViewFullID || views[0].Reason != "处理求助" {
			t.Fatalf("the tenant sees %+v", views)
		}
		stranger, _, _ := h.desk(t, "wu01", "officer", h.otherGrid(t), false)
		if _, err := h.RevealID(ctx, stranger, stay.Ref, "核对身份", h.at); !models.IsKind(err, models.NotFound) {
			t.Fatalf("an officer of another grid: %v", err)
		}
		shift, _, _ := h.desk(t, "chen01", "officer", "3302001", true)
		if _, err := h.RevealID(ctx, shift, stay.Ref, "核对身份", h.at); !shift.Shift || !models.IsKind(err, models.Forbidden) {
			t.Fatalf("a visit shift: %v", err)
		}
	})
}

// otherGrid adds a second grid of the community and answers its code.
func (h *house) otherGrid(t *testing.T) string {
	t.Helper()
	_, err := h.AddArea(context.Background(), policy.SystemActor, "3302001", models.Area{Code: "33020012", Level: models.LevelGrid, Name: "青禾 04 网格"}, h.at)
	must(t, err)
	return "33020012"
}

func TestALookAtARosterIsPutDownOncePerTenMinutes(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		who, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		for _, minute := range []int{0, 3, 9, 11} {
			_, err := h.ViewRoster(ctx, who, h.unit.Ref, "看待办", h.at.Add(time.Duration(minute)*time.Minute))
			must(t, err)
		}
		views, err := st.Views(ctx, h.unit.ID, 0, 0, 10)
		must(t, err)
		if len(views) != 2 || views[0].Role != "auxiliary" {
			t.Fatalf("four looks within eleven minutes left %d rows", len(views))
		}
		far, _, _ := h.desk(t, "wu01", "auxiliary", h.otherGrid(t), false)
		if _, err := h.ViewRoster(ctx, far, h.unit.Ref, "看待办", h.at); !models.IsKind(err, models.NotFound) {
			t.Fatalf("another grid's worker: %v", err)
		}
		area, err := h.AddArea(ctx, policy.SystemActor, "33020011", models.Area{Code: "x", Level: models.LevelCommunity, Name: "倒过来"}, h.at)
		if err == nil {
			t.Fatalf("a community below a grid: %+v", area)
		}
		_ = workday.At(h.at)
	})
}

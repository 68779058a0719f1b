package admin_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

const first = "lantern-river-48"

// signIn opens a session of the office as people do, and lets the office ask as it.
func (o *office) signIn() {
	o.t.Helper()
	ctx := context.Background()
	pending, err := o.StaffPassword(ctx, policy.Actor{}, "admin", first)
	must(o.t, err)
	session, err := o.StaffTOTP(ctx, policy.Actor{}, pending, o.code(), false, "")
	must(o.t, err)
	o.jar["anju"], o.signed = session, true
}

func (o *office) code() string {
	code, err := totp.GenerateCode(o.secret, o.at)
	must(o.t, err)
	return code
}

// worker is an account that somebody loses a phone of.
func (o *office) worker(st *store.Store) string {
	o.t.Helper()
	ctx := context.Background()
	_, _, err := o.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "sun01", Name: "小孙", Password: first, Role: "admin"}, o.at)
	must(o.t, err)
	user, err := st.UserByLogin(ctx, "sun01")
	must(o.t, err)
	return "/a/users/" + user.Ref
}

func TestALostPhoneAndAForgottenPasswordAreMendedByTheAdministrator(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		o := newOffice(t, st)
		at := o.worker(st)
		o.get("/a/users").shows(`href="`+at+`/disable"`, `href="`+at+`/password"`, `href="`+at+`/totp"`)
		own, err := st.UserByLogin(ctx, "admin")
		must(t, err)
		if strings.Contains(o.page, own.Ref+"/disable") {
			t.Error("the administrator is offered to cut himself off")
		}
		o.get(at+"/disable").shows("停用账号", "小孙").post(at+"/disable").shows("停用了：小孙", "恢复")
		if _, err := o.StaffPassword(ctx, policy.Actor{}, "sun01", first); err == nil {
			t.Error("a closed account takes its password")
		}
		o.get(at + "/enable").post(at + "/enable").shows("恢复了：小孙")
		o.get(at+"/password").post(at+"/password", "password", "short")
		if strings.Contains(o.page, `value="short"`) || o.answer != http.StatusUnprocessableEntity {
			t.Errorf("a short password: %d", o.answer)
		}
		o.shows(`id="f-password-error"`)
		o.post(at+"/password", "password", "another-river-48").shows("换好了：小孙的密码")
		if _, err := o.StaffPassword(ctx, policy.Actor{}, "sun01", "another-river-48"); err != nil {
			t.Errorf("the new password: %v", err)
		}
		o.get(at + "/totp").post(at + "/totp")
		if secret := regexp.MustCompile(`<b class="num">([A-Z2-7]{32})</b>`).FindStringSubmatch(o.page); secret == nil || o.head.Get("Cache-Control") != "no-store" {
			t.Fatalf("the new secret is not there, or may be kept: %d", o.answer)
		}
		if o.get("/a/users/aaaaaaaaaaaaaaaaaaaa/disable"); o.answer != http.StatusNotFound {
			t.Errorf("nobody's account: %d", o.answer)
		}
	})
}

func TestADeskLeftAloneGivesOutNoAccountsUntilTheCodeIsGivenAgain(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		o := newOffice(t, st)
		at := o.worker(st)
		o.signIn()
		if o.get("/a/users"); strings.Contains(o.page, `id="f-totp"`) {
			t.Error("the code is asked right after it was given")
		}
		o.at = o.at.Add(6 * time.Minute)
		for i, form := range [][]string{ // the path, then what is typed; wrong codes are counted, so the order stays
			{"/a/users", "login", "x"}, {"/a/grids", "name", "x"}, {"/a/sms", "sending", "on"},
			{at + "/disable"}, {at + "/totp"}, {at + "/password", "password", "another-river-48"},
		} {
			path, form := form[0], form[1:]
			if o.get(path).shows(`id="f-totp"`); o.answer != http.StatusOK {
				t.Errorf("the page %s is closed without the code: %d", path, o.answer)
			}
			if o.post(path, form...); o.answer != http.StatusUnprocessableEntity {
				t.Errorf("%s without the code: %d", path, o.answer)
			}
			o.shows(`id="f-totp-error"`)
			if o.post(path, append(form, "totp", "000000")...); i == 0 && o.answer != http.StatusUnprocessableEntity {
				t.Errorf("%s with a wrong code: %d", path, o.answer)
			}
		}
		user, err := st.UserByLogin(ctx, "sun01")
		must(t, err)
		if on, err := o.SendingOn(ctx); err != nil || on || user.Disabled {
			t.Errorf("something was changed: sending %v, account closed %v, %v", on, user.Disabled, err)
		}
		o.at = o.at.Add(16 * time.Minute) // wrong codes were given
		if o.get(at+"/disable").post(at+"/disable", "totp", o.code()).shows("停用了：小孙"); o.answer != http.StatusOK {
			t.Errorf("with the code: %d", o.answer)
		}
	})
}

func TestAnAdministratorWhoChangesHisOwnPasswordSignsInWithItAgain(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.signIn()
		own, err := st.UserByLogin(context.Background(), "admin")
		must(t, err)
		at := "/a/users/" + own.Ref
		if o.get(at + "/disable").post(at + "/disable"); o.answer != http.StatusConflict {
			t.Errorf("the administrator cuts himself off: %d", o.answer)
		}
		session := o.jar["anju"]
		o.get(at+"/password").post(at+"/password", "password", "another-river-48")
		if who, err := o.Registry.Who(context.Background(), session); err != nil || who.SignedIn() {
			t.Errorf("the session that the old password opened lives on: %v", err)
		}
	})
}

package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// code asks for a code and reads it off the text.
func (h *house) code(t *testing.T, phone, address string) string {
	t.Helper()
	ctx := context.Background()
	must(t, h.SendCode(ctx, policy.Actor{Address: address}, phone))
	_, err := h.DispatchNotices(ctx, policy.SystemActor, through(h.sent), h.at)
	must(t, err)
	last := h.sent.texts[len(h.sent.texts)-1]
	for _, m := range h.sent.texts { // whatever else waited leaves after the code
		if m.Kind == "R20" {
			last = m
		}
	}
	if last.Kind != "R20" || last.Phone != phone {
		t.Fatalf("no code came: %+v", last)
	}
	return last.Text[len("【青禾派出所】验证码"):][:6]
}

// wrong is a code that is surely not the right one.
func wrong(code string) string {
	if code[0] == '9' {
		return "0" + code[1:]
	}
	return "9" + code[1:]
}

func TestACodeIsAnErrandAndLimitsLeaveNoTrace(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		send := func(phone, address string) func() error {
			return func() error { return h.SendCode(ctx, policy.Actor{Address: address}, phone) }
		}
		does(t, st, "a first code", 1, send("19900000013", "192.0.2.1"))
		h.at = h.at.Add(59 * time.Second)
		refuses(t, st, "a second one within the minute", models.TooMany, send("19900000013", "192.0.2.9"))
		if e := models.AsError(send("19900000013", "192.0.2.9")()); e.RetryAfter != time.Second {
			t.Errorf("told to wait %v", e.RetryAfter)
		}
		does(t, st, "another phone", 1, send("19900000014", "192.0.2.1"))
		h.at = h.at.Add(time.Second)
		does(t, st, "after a minute", 1, send("199 0000 0013", "192.0.2.1"))
		refuses(t, st, "half a number", models.Invalid, send("1990000", "192.0.2.1"))
	})
}

func TestAPhoneGetsTenCodesADayAndAnAddressTwentyAnHour(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		for i := range 10 {
			must(t, h.SendCode(ctx, policy.Actor{Address: fmt.Sprint("192.0.2.", i)}, "19900000013"))
			h.at = h.at.Add(time.Minute)
		}
		refuses(t, st, "the eleventh of the day", models.TooMany, func() error {
			return h.SendCode(ctx, policy.Actor{Address: "192.0.2.99"}, "19900000013")
		})
		h.at = shanghai("2026-11-17 00:00")
		must(t, h.SendCode(ctx, policy.Actor{Address: "192.0.2.99"}, "19900000013"))
		h.at = shanghai("2026-11-18 11:00")
		for i := range 20 {
			must(t, h.SendCode(ctx, policy.Actor{Address: "198.51.100.1"}, fmt.Sprintf("1990000%04d", 100+i)))
		}
		refuses(t, st, "the twenty-first of the hour", models.TooMany, func() error {
			return h.SendCode(ctx, policy.Actor{Address: "198.51.100.1"}, "19900000200")
		})
		must(t, h.SendCode(ctx, policy.Actor{Address: "198.51.100.2"}, "19900000200"))
		h.at = shanghai("2026-11-18 12:00")
		must(t, h.SendCode(ctx, policy.Actor{Address: "198.51.100.1"}, "19900000201"))
	})
}

func TestACodeDiesAfterFiveTriesAfterFiveMinutesAndWhenUsed(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		enter := func(code string) error {
			_, err := h.SignIn(ctx, policy.Actor{}, "19900000013", code, "device")
			return err
		}
		dead := func(what, code string) {
			t.Helper()
			e := models.AsError(enter(code))
			if e == nil || e.Kind != models.Invalid || e.Faults[0].Field != "code" || e.Faults[0].Message != "验证码不对，请看最新一条短信" {
				t.Errorf("%s: %v", what, e)
			}
		}
		dead("a code that nobody sent", "123456")
		code := h.code(t, "19900000013", "192.0.2.1")
		for range 4 {
			dead("a wrong one", wrong(code))
		}
		must(t, enter(" "+code[:3]+" "+code[3:])) // the fifth try, typed with spaces
		dead("the same code again", code)
		h.at = h.at.Add(time.Minute)
		code = h.code(t, "19900000013", "192.0.2.1")
		for range 5 {
			dead("a wrong one", wrong(code))
		}
		if err := enter(code); !models.IsKind(err, models.Invalid) || !strings.Contains(err.Error(), "作废") {
			t.Errorf("the right one after five wrong ones: %v", err)
		}
		h.at = h.at.Add(time.Minute)
		old := h.code(t, "19900000013", "192.0.2.1")
		h.at = h.at.Add(time.Minute)
		code = h.code(t, "19900000013", "192.0.2.1")
		if old != code {
			dead("an older text", old)
		}
		h.at = h.at.Add(5 * time.Minute)
		dead("after five minutes", code)
		h.at = h.at.Add(-time.Millisecond)
		must(t, enter(code))
		dead("the code of another phone", h.code(t, "19900000014", "192.0.2.1"))
	})
}

func TestKnownAndUnknownPhonesAreAnsweredAlike(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		known, unknown := "19900000099", "19900000055"
		texts := map[string]string{}
		for _, phone := range []string{known, unknown} {
			code := h.code(t, phone, "192.0.2.1")
			texts[phone] = strings.Replace(h.sent.texts[len(h.sent.texts)-1].Text, code, "", 1)
			log := does(t, st, "a wrong code", 1, func() error {
				_, err := h.SignIn(ctx, policy.Actor{}, phone, wrong(code), "device")
				if !models.IsKind(err, models.Invalid) {
					t.Errorf("%v", err)
				}
				return nil
			})
			if x := log[0]; x.UserID != 0 || x.Action != "code.wrong" {
				t.Errorf("the log knows more than the answer: %+v", x)
			}
			log = does(t, st, "signing in", 1, func() error {
				_, err := h.SignIn(ctx, policy.Actor{}, phone, code, "device")
				return err
			})
			if x := log[0]; x.Action != "sign_in" || x.UserID == 0 || x.Role != "person" {
				t.Errorf("%+v", x)
			}
		}
		if texts[known] != texts[unknown] {
			t.Errorf("%q and %q", texts[known], texts[unknown])
		}
	})
}

func TestASessionLastsThirtyDaysAndSigningOutEndsIt(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		signedIn := func(secret string) bool {
			who, err := h.Who(ctx, secret)
			must(t, err)
			return who.SignedIn()
		}
		secret, err := h.SignIn(ctx, policy.Actor{}, "19900000099", h.code(t, "19900000099", "192.0.2.1"), "device")
		must(t, err)
		h.at = h.at.Add(30*24*time.Hour - time.Millisecond)
		if !signedIn(secret) || signedIn(secret+"x") || signedIn("") {
			t.Error("the wrong ones are signed in")
		}
		h.at = h.at.Add(time.Millisecond)
		if signedIn(secret) {
			t.Error("a session outlives its 30 days")
		}
		secret, err = h.SignIn(ctx, policy.Actor{}, "19900000099", h.code(t, "19900000099", "192.0.2.1"), "device")
		must(t, err)
		who, err := h.Who(ctx, secret)
		must(t, err)
		does(t, st, "signing out", 1, func() error { return h.SignOut(ctx, who, secret) })
		if signedIn(secret) {
			t.Error("signed out, and yet signed in")
		}
	})
}

func TestATenantShowsHisDocumentOncePerDeviceAndFiveWrongAnswersEndTheSession(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		f := form("101", "何以安", invented(1), "19900000013")
		_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{f}, "", h.at)
		must(t, err)
		enter := func(device string) (string, policy.Actor) {
			secret, err := h.SignIn(ctx, policy.Actor{}, "19900000013", h.code(t, "19900000013", "192.0.2.1"), device)
			must(t, err)
			who, err := h.Who(ctx, secret)
			must(t, err)
			return secret, who
		}
		secret, who := enter("phone")
		if who.DocOK {
			t.Fatal("the document was never asked")
		}
		last4 := invented(1)[14:]
		for _, bad := range []string{"0000", "", last4[1:], invented(1)} {
			log := does(t, st, "a wrong answer", 1, func() error {
				if err := h.ShowDoc(ctx, who, secret, "phone", bad); !models.IsKind(err, models.Invalid) {
					t.Errorf("%q: %v", bad, err)
				}
				return nil
			})
			if log[0].Action != "doc.wrong" {
				t.Errorf("%+v", log[0])
			}
		}
		does(t, st, "the right answer", 1, func() error { return h.ShowDoc(ctx, who, secret, "phone", last4) })
		if who, _ = h.Who(ctx, secret); !who.DocOK {
			t.Error("the answer was right and did not count")
		}
		h.at = h.at.Add(time.Hour)
		if _, who = enter("phone"); !who.DocOK {
			t.Error("asked again on the same device")
		}
		h.at = h.at.Add(time.Minute)
		secret, who = enter("another")
		if who.DocOK {
			t.Error("another device passes as known")
		}
		for range 5 {
			_ = h.ShowDoc(ctx, who, secret, "another", "0000")
		}
		if who, _ = h.Who(ctx, secret); who.SignedIn() {
			t.Error("five wrong answers left the session open")
		}
	})
}

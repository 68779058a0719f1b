package tenant_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
)

var csrfField = regexp.MustCompile(`name="_csrf" value="[^"]*"`)

// prove goes from a page behind the door through the code back to it.
func prove(b *browser, page, phone string) string {
	b.h.t.Helper()
	b.h.at = b.h.at.Add(2 * time.Minute)
	code := b.led(page, url.Values{"phone": {phone}})
	if strings.Contains(code, phone) {
		b.h.t.Error("the phone stands in the address")
	}
	next := b.led(code, url.Values{"code": {b.h.code(phone)}})
	if next != page {
		b.h.t.Error("led to", next)
	}
	return b.get(next)
}

func TestATenantSaysAtTheDoorThatHeStillLivesThere(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		page := "/d/" + h.unit.DoorToken + "/stay"
		known, unknown := h.browser(), h.browser()
		h.at = h.at.Add(2 * time.Minute)
		a := known.led(page, url.Values{"phone": {"19900000013"}})
		b := unknown.led(page, url.Values{"phone": {"19900000055"}})
		if x, y := csrfField.ReplaceAllString(known.get(a), ""), csrfField.ReplaceAllString(unknown.get(b), ""); strings.ReplaceAll(strings.ReplaceAll(x, a, ""), "0013", "") != strings.ReplaceAll(strings.ReplaceAll(y, b, ""), "0055", "") {
			t.Error("before the code the page tells who is known")
		}
		if body := unknown.get(unknown.led(b, url.Values{"code": {h.code("19900000055")}})); !strings.Contains(body, "没查到您的登记") || !strings.Contains(body, "我刚住进来") || strings.Contains(body, "101 房") {
			t.Error(text(body))
		}
		body := known.get(known.led(a, url.Values{"code": {h.code("19900000013")}}))
		if !strings.Contains(body, "您还住在青禾路 18 号 101 房吗？") || strings.Contains(body, "何以安") {
			t.Error(text(body))
		}
		ref := h.entries()[0].Stay.Ref
		if next := known.led(page, url.Values{"stay": {ref}}); next != "/d/"+h.unit.DoorToken {
			t.Error(next)
		}
		if s := h.entries()[0].Stay; s.ConfirmedHow != models.HowSelf || s.ConfirmedAt.IsZero() {
			t.Errorf("%+v", s)
		}
		w, _ := unknown.post(page, page, url.Values{"stay": {ref}})
		if w.Code != 200 || !strings.Contains(w.Body.String(), "没查到您的登记") {
			t.Error("somebody else may confirm:", w.Code)
		}
	})
}

func TestATenantChecksHimselfOutAndTakesItBack(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		page := "/d/" + h.unit.DoorToken + "/left"
		b := h.browser()
		h.at = h.at.Add(2 * time.Minute)
		b.led(b.led(page, url.Values{"phone": {"19900000013"}}), url.Values{"code": {h.code("19900000013")}})
		b.led("/login/doc", url.Values{"last4": {"0011"}})
		if body := b.get(page); !strings.Contains(body, "从青禾路 18 号 101 房搬走了吗？") {
			t.Error(text(body))
		}
		w, _ := b.post(page, page, url.Values{"moved_out": {"other"}, "moved_out_y": {"2026"}, "moved_out_m": {"11"}, "moved_out_d": {"2"}})
		if w.Code != 422 || !strings.Contains(w.Body.String(), "搬走日期不能早于入住日期 11 月 16 日") || !strings.Contains(w.Body.String(), `id="f-moved_out-error"`) || !strings.Contains(w.Body.String(), `value="2026"`) {
			t.Error(w.Code, text(w.Body.String()))
		}
		b.led(page, url.Values{"moved_out": {"today"}})
		if s := h.entries()[0].Stay; s.State != models.StayLeaving {
			t.Fatalf("%+v", s)
		}
		if body := b.get("/d/" + h.unit.DoorToken + "/stay"); !strings.Contains(body, "点一下就撤回") {
			t.Error(text(body))
		}
		me := b.get("/me")
		if !strings.Contains(me, "撤回，我还住这里") || !strings.Contains(me, "已搬走") {
			t.Error(text(me))
		}
		ref := h.entries()[0].Stay.Ref
		if w, _ := b.post("/me", "/me/stays/"+ref+"/confirm", nil); w.Code != 303 {
			t.Error(w.Code)
		}
		if s := h.entries()[0].Stay; s.State != models.StayReported || !s.MovedOutOn.IsZero() {
			t.Errorf("%+v", s)
		}
	})
}

func TestNobodyIsMovedOutAtTheDoorByAPhoneThatHadAnotherOwner(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		door := "/d/" + h.unit.DoorToken
		b := h.browser()
		if body := prove(b, door+"/stay", "19900000013"); !strings.Contains(body, "您还住在青禾路 18 号 101 房吗？") {
			t.Error("staying asks for more than the phone:", text(body))
		}
		w := b.send("GET", door+"/left", nil)
		if next := w.Header().Get("Location"); w.Code != 303 || next != "/login/doc?next="+url.QueryEscape(door+"/left") {
			t.Fatal(w.Code, next)
		}
		w, _ = b.post("/login/doc", door+"/left", url.Values{"moved_out": {"today"}})
		if s := h.entries()[0].Stay; w.Code != 303 || s.State != models.StayReported {
			t.Fatalf("moved out without the document: %d %s", w.Code, s.State)
		}
		next, _ := b.post("/login/doc?next="+url.QueryEscape(door+"/left"), "/login/doc", url.Values{"last4": {"0011"}, "next": {door + "/left"}})
		if to := next.Header().Get("Location"); to != door+"/left" {
			t.Error("led to", to)
		}
		b.led(door+"/left", url.Values{"moved_out": {"today"}})
		if s := h.entries()[0].Stay; s.State != models.StayLeaving {
			t.Error(s.State)
		}
	})
}

func TestASecondCodeWithinAMinuteIsRefusedAndNothingIsLost(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		for _, page := range []string{"/login", "/d/" + h.unit.DoorToken + "/stay"} {
			h.at = h.at.Add(2 * time.Minute)
			b := h.browser()
			code := b.led(page, url.Values{"phone": {"199 0000 0013"}})
			w, _ := b.post(page, page, url.Values{"phone": {"19900000013"}})
			if w.Code != 429 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "1 分钟后才能再发") || !strings.Contains(w.Body.String(), `value="19900000013"`) {
				t.Error(page, w.Code, w.Header())
			}
			if w, _ := b.post(code, code, url.Values{"resend": {"1"}}); w.Code != 429 || !strings.Contains(w.Body.String(), `id="f-code-error"`) {
				t.Error(code, w.Code)
			}
			h.at = h.at.Add(61 * time.Second)
			if next := b.led(code, url.Values{"resend": {"1"}}); next != code {
				t.Error(next)
			}
			b.led(code, url.Values{"code": {h.code("19900000013")}})
		}
	})
}

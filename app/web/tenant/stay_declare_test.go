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

var receipt = regexp.MustCompile(`\d{4} \d{4}`)

func TestATenantRegistersHimselfAndNothingTypedIsLost(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		form := "/d/" + h.unit.DoorToken + "/register"
		w, _ := b.post(form, form, stay("doc_no", "339900199001010012", "phone", "1990000001"))
		page := w.Body.String()
		if w.Code != 422 {
			t.Fatal(w.Code)
		}
		for _, want := range []string{`id="f-doc_no-error"`, `id="f-phone-error"`, `value="何以安"`, `value="339900199001010012"`, `href="#f-doc_no"`, `aria-invalid="true"`, "<title>错误：", `value="103" checked`} {
			if !strings.Contains(page, want) {
				t.Error("the form lacks", want)
			}
		}
		check := b.led(form, stay())
		page = b.get(check)
		for _, never := range []string{"339900199001010011", "19900000013", "3399"} {
			if strings.Contains(page, never) || strings.Contains(check, never) {
				t.Error("the check page holds", never)
			}
		}
		if !strings.Contains(page, "男，1990 年 1 月生") || !strings.Contains(page, "尾号 0011") {
			t.Error(text(page))
		}
		if back := b.get(strings.Replace(check, "/check", "", 1)); strings.Contains(back, "339900199001010011") || !strings.Contains(back, "已经填了尾号 0011") {
			t.Error("改 shows the whole number, or forgets it")
		}
		again := stay("name", "何以宁")
		again.Set("doc_no", "")
		again.Set("phone", "")
		check = b.led(strings.Replace(check, "/check", "", 1), again)
		code := b.led(check, url.Values{"confirm": {"1"}})
		if w, _ := b.post(code, code, url.Values{"code": {"000000"}}); w.Code != 422 || !strings.Contains(w.Body.String(), "验证码不对，请看最新一条短信") {
			t.Error(w.Code)
		}
		if len(h.entries()) != 0 {
			t.Error("entered before the phone was proved")
		}
		done := b.get(b.led(code, url.Values{"code": {h.code("19900000013")}}))
		if !strings.Contains(done, "已收到") || !receipt.MatchString(text(done)) {
			t.Error(text(done))
		}
		all := h.entries()
		if len(all) != 1 || all[0].Tenant.Name != "何以宁" || all[0].Stay.State != models.StayDeclared || all[0].Stay.DeclaredVia != "door" {
			t.Fatalf("%+v", all)
		}
		if w, next := b.post("/login", check, url.Values{"confirm": {"1"}}); w.Code != 303 || !strings.Contains(next, "/done") || len(h.entries()) != 1 {
			t.Error("a second tap entered him twice", w.Code, next)
		}
	})
}

func TestTheFormAtTheDoorKnowsNobodyAndRefusesNoFullRoom(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		form := "/d/" + h.unit.DoorToken + "/register"
		b := h.browser()
		csrf := regexp.MustCompile(`name="_csrf" value="[^"]*"`)
		empty := csrf.ReplaceAllString(b.get(form), "")
		for i, name := range []string{"何以平", "何以宁", "何以康"} {
			h.checkIn("103", name, id("19920304", "00"+string(rune('2'+i))), "1990000002"+string(rune('0'+i)))
		}
		if full := csrf.ReplaceAllString(b.get(form), ""); full != empty {
			t.Error("the form of an empty and of a full home differ")
		}
		known, unknown := h.browser(), h.browser()
		pages := map[string]*browser{id("19920304", "002"): known, "339900199001010011": unknown}
		var got []string
		for doc, b := range pages {
			h.at = h.at.Add(2 * time.Minute)
			done := declareAt(b, form, stay("doc_no", doc, "phone", "19900000013"))
			got = append(got, receipt.ReplaceAllString(csrf.ReplaceAllString(done, ""), ""))
		}
		if got[0] != got[1] {
			t.Error("the answer tells who is known there")
		}
		if n := len(h.entries()); n != 4 {
			t.Error(n, "entries")
		}
	})
}

func TestACardThatIsOverSaysSoAndKeepsNothing(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		form := "/d/" + h.unit.DoorToken + "/register?card=" + strings.Repeat("a", 26)
		w := b.send("GET", form, nil)
		if w.Code != 404 || !strings.Contains(w.Body.String(), models.InviteOver) {
			t.Errorf("%d: %s", w.Code, text(w.Body.String()))
		}
		with := stay()
		with.Set("card", strings.Repeat("a", 26))
		if w, _ := b.post("/d/"+h.unit.DoorToken+"/register", "/d/"+h.unit.DoorToken+"/register", with); w.Code != 404 || !strings.Contains(w.Body.String(), models.InviteOver) || len(h.entries()) != 0 {
			t.Errorf("sent with a guessed card: %d, %d entries: %s", w.Code, len(h.entries()), text(w.Body.String()))
		}
	})
}

package tenant_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

func TestTheOwnRecordOpensOnlyToTheDocumentAndShowsNoWholeNumber(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		ref := h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		other := h.checkIn("102", "何以宁", id("19920304", "002"), "19900000014")
		e := h.entries()[0]
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			must(t, tx.SaveView(&models.View{At: workday.At(h.at), Role: "officer", UnitID: h.unit.ID, StayID: e.Stay.ID, What: models.ViewFullID, Reason: "核对身份"}))
			must(t, tx.SaveView(&models.View{At: workday.At(h.at), Role: "officer", UnitID: h.unit.ID, StayID: e.Stay.ID, What: models.ViewPhone, Reason: "失联查找"}))
			must(t, tx.SaveView(&models.View{At: workday.At(h.at), Role: "officer", UnitID: h.unit.ID, OwnerID: 1, What: models.ViewPhone, Reason: "问户主"}))
			return tx.SaveView(&models.View{At: workday.At(h.at), Role: "auxiliary", UnitID: h.unit.ID, What: models.ViewRoster, Reason: "上门走访"})
		}))
		if w := h.browser().send("GET", "/me", nil); w.Code != 303 || w.Header().Get("Location") != "/login?next=%2Fme" {
			t.Error(w.Code, w.Header())
		}
		b := h.browser()
		if next := b.signIn("19900000013"); next != "/me" {
			t.Error("a tenant lands on", next)
		}
		w := b.send("GET", "/me", nil)
		if w.Code != 303 || !strings.HasPrefix(w.Header().Get("Location"), "/login/doc") {
			t.Fatal("the record opens without the document:", w.Code)
		}
		if w, _ := b.post("/login/doc", "/login/doc", url.Values{"last4": {"0012"}}); w.Code != 422 || !strings.Contains(w.Body.String(), `id="f-last4-error"`) {
			t.Error(w.Code)
		}
		b.led("/login/doc", url.Values{"last4": {"0011"}})
		page := b.get("/me")
		for _, want := range []string{"何以安", "尾号 0011", "尾号 0013", "在住", "青禾路 18 号", "查看过您的完整证件号", "查看过您的手机号", "原因：失联查找", "社区民警", "原因：核对身份", "网格员", "核验码", "打印回执", "/me/stays/" + ref + "/not-me", "本人·尾号 0013"} {
			if !strings.Contains(page, want) {
				t.Error("the record lacks", want)
			}
		}
		for _, never := range []string{"339900", "19900000013", "何以宁", "问户主"} {
			if strings.Contains(page, never) {
				t.Error("the record holds", never)
			}
		}
		for _, path := range []string{"/left", "/not-me", "/receipt"} {
			if w := b.send("GET", "/me/stays/"+other+path, nil); w.Code != 404 {
				t.Error("somebody else's", path, w.Code)
			}
			b.get("/me/stays/" + ref + path)
		}
		for _, path := range []string{"/me/access", "/me/correct", "/me/download"} {
			if page := b.get(path); strings.Contains(page, "339900") {
				t.Error(path, "holds a whole number")
			}
		}
		w, _ = b.post("/me/download", "/me/download", url.Values{"last4": {"0011"}})
		if copy := w.Body.String(); w.Code != 200 || !strings.Contains(copy, "证件号码：尾号 0011") || !strings.Contains(copy, "手机：尾号 0013") || strings.Contains(copy, "何以宁") || w.Header().Get("Cache-Control") != "no-store" {
			t.Error(w.Code, copy)
		} else if strings.Contains(copy, "339900") || strings.Contains(copy, "19900000013") {
			t.Error("whoever holds the phone and the last four carries off the whole number:", copy)
		}
		again := &browser{h, map[string]string{"anju-device": b.jar["anju-device"]}}
		again.signIn("19900000013")
		again.get("/me")
		late := &browser{h, map[string]string{"anju-device": b.jar["anju-device"]}}
		h.at = h.at.Add(91 * 24 * time.Hour)
		late.signIn("19900000013")
		if w := late.send("GET", "/me", nil); w.Code != 303 {
			t.Error("after 90 idle days the document is not asked again:", w.Code)
		}
		late.led("/login/doc", url.Values{"last4": {"0011"}})
		late.get("/me")
		h.at = h.at.Add(-91 * 24 * time.Hour)
		if _, next := b.post("/me", "/logout", nil); next != "/" {
			t.Error(next)
		}
		if w := b.send("GET", "/me", nil); w.Code != 303 {
			t.Error("still signed in after leaving:", w.Code)
		}
	})
}

func TestTheDocumentCannotBeGuessedForLong(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		b := h.browser()
		b.signIn("19900000013")
		last := 0
		for range 5 {
			w, _ := b.post("/login/doc", "/login/doc", url.Values{"last4": {"0012"}})
			last = w.Code
		}
		if last != 303 {
			t.Error("the fifth wrong answer does not end the session:", last)
		}
		if w := b.send("GET", "/me", nil); !strings.HasPrefix(w.Header().Get("Location"), "/login?") {
			t.Error(w.Code, w.Header())
		}
	})
}

func TestNotMeFreezesTheStayAndReachesTheGridOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		ref := h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		b := h.browser()
		b.signIn("19900000013")
		b.led("/login/doc", url.Values{"last4": {"0011"}})
		page := "/me/stays/" + ref + "/not-me"
		b.led(page, nil)
		if h.entries()[0].Stay.DisputedAt.IsZero() {
			t.Error("not disputed")
		}
		me := b.get("/me")
		if !strings.Contains(me, "核对中") || !strings.Contains(me, "我提过的事") || !strings.Contains(me, "11 月 19 日前答复") {
			t.Error(text(me))
		}
		if w, _ := b.post(page, page, nil); w.Code != 409 {
			t.Error("said twice:", w.Code)
		}
	})
}

func TestACorrectionIsFiledFollowedAndAddedTo(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		b := h.browser()
		b.signIn("19900000013")
		b.led("/login/doc", url.Values{"last4": {"0011"}})
		page := "/me/correct?stay=" + h.entries()[0].Stay.Ref
		w, _ := b.post(page, page, url.Values{"topic": {"房间"}})
		if w.Code != 422 || !strings.Contains(w.Body.String(), "请写下正确的内容。") || !strings.Contains(w.Body.String(), `value="房间" checked`) {
			t.Error(w.Code)
		}
		b.led(page, url.Values{"topic": {"房间"}, "body": {"我住 102"}})
		me := b.get("/me")
		at := strings.Index(me, "/me/r/")
		if at < 0 {
			t.Fatal(text(me))
		}
		request := me[at : at+len("/me/r/")+20]
		b.led(request, url.Values{"body": {"靠楼梯那间"}})
		if body := b.get(request); !strings.Contains(body, "我住 102") || !strings.Contains(body, "靠楼梯那间") || !strings.Contains(body, "网格员答复") {
			t.Error(text(body))
		}
		if w := b.send("GET", "/me/r/12345678", nil); w.Code != 404 {
			t.Error(w.Code)
		}
		other := h.browser()
		other.signIn("19900000055")
		if w := other.send("GET", request, nil); w.Code != 404 {
			t.Error("somebody else reads it:", w.Code)
		}
	})
}

func TestWhoWantsNoLessonsSaysSoOnHisOwnPage(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		b := h.browser()
		b.signIn("19900000013")
		b.led("/login/doc", url.Values{"last4": {"0011"}})
		for _, step := range []struct{ now, choose, then string }{
			{"不想收普法短信", "off", "现在不给您发普法短信"}, {"我愿意收普法短信", "on", "不想收普法短信"},
		} {
			if page := b.get("/me"); !strings.Contains(page, step.now) {
				t.Errorf("the page lacks %q", step.now)
			}
			w, _ := b.post("/me", "/me/texts", url.Values{"lessons": {step.choose}})
			if w.Code != 303 || !strings.Contains(b.get("/me"), step.then) {
				t.Errorf("%s: %d, and the page lacks %q", step.choose, w.Code, step.then)
			}
		}
		if w, _ := h.browser().post("/login", "/me/texts", url.Values{"lessons": {"off"}}); w.Code != 303 && w.Code != 403 {
			t.Errorf("a stranger chooses: %d", w.Code)
		}
	})
}

func TestATenantWhomTextsDoNotReachIsAskedForANewNumber(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		h.checkIn("101", "何以安", "339900199001010011", "19900000013")
		b := h.browser()
		b.signIn("19900000013")
		b.led("/login/doc", url.Values{"last4": {"0011"}})
		if strings.Contains(b.get("/me"), "短信送不到") {
			t.Error("asked though texts arrive")
		}
		must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
			return tx.StopNumber(st.PhoneIndex("19900000013"), true, workday.At(h.at))
		}))
		if page := b.get("/me"); !strings.Contains(page, "短信送不到这个号码") || !strings.Contains(page, "更正") {
			t.Error("the page does not ask for a new number")
		}
	})
}

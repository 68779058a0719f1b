package tenant_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func (h *house) requests(to ...string) []store.Request {
	h.t.Helper()
	all, err := h.Store.ListRequests(context.Background(), policy.Scope{All: true}, to, 20)
	must(h.t, err)
	return all
}

func TestAReportReachesOnlyWhomItWasMeantFor(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		page := "/d/" + h.unit.DoorToken + "/report"
		w, _ := b.post(page, page, url.Values{"topic": {"漏水"}, "audience": {"police"}, "contact": {"1990"}})
		if w.Code != 422 || !strings.Contains(w.Body.String(), "请写一句发生了什么，例如：厨房漏水。") || !strings.Contains(w.Body.String(), `id="f-contact-error"`) || !strings.Contains(w.Body.String(), `value="police" checked`) {
			t.Error(w.Code)
		}
		form := url.Values{"topic": {"漏水"}, "audience": {"grid"}, "body": {"厨房漏水，何以安"}, "_once": {"once-1"}}
		done := b.get(b.led(page, form))
		if !strings.Contains(done, "11 月 19 日前，网格员给您答复") || !receipt.MatchString(text(done)) {
			t.Error(text(done))
		}
		if again := b.get(b.led(page, form)); receipt.FindString(text(again)) != receipt.FindString(text(done)) {
			t.Error("a second tap filed it twice")
		}
		if n := len(h.requests("grid")); n != 1 {
			t.Error(n, "requests")
		}
		if len(h.requests("landlord", "police", "legal")) != 0 {
			t.Error("somebody else sees it")
		}
	})
}

func TestHelpWithTheLawTakesNoPhoneThatNobodyWouldCall(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		page := "/d/" + h.unit.DoorToken + "/legal-aid"
		body := b.get(page)
		if !strings.Contains(body, `href="tel:12348"`) || !strings.Contains(body, "欠薪") {
			t.Error(text(body))
		}
		if strings.Contains(body, "<main") && strings.Contains(body[strings.Index(body, "<main"):], `name="contact"`) || strings.Contains(body, "给您答复") {
			t.Error("a promise that nobody keeps:", text(body))
		}
		w, _ := b.post("/d/"+h.unit.DoorToken+"/report", page, url.Values{"topic": {"欠薪"}, "contact": {"19900000013"}})
		if w.Code < 400 || len(h.requests("legal", "landlord", "grid", "police")) != 0 {
			t.Error("a cry for help was taken that nobody reads:", w.Code)
		}
		_, err := h.FileRequest(context.Background(), policy.Actor{}, h.unit.DoorToken, registry.RequestForm{Kind: registry.RequestLegalAid, Topic: "欠薪", Body: "欠薪", Audience: registry.ToLegal}, "", h.at)
		if !models.IsKind(err, models.Invalid) {
			t.Error(err)
		}
	})
}

func TestAStrangerCannotFloodTheChannel(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		page := "/d/" + h.unit.DoorToken + "/report"
		code := 0
		for i := range 11 {
			w, _ := b.post(page, page, url.Values{"topic": {"漏水"}, "audience": {"grid"}, "body": {"漏水"}, "_once": {"k" + string(rune('a'+i))}})
			code = w.Code
		}
		if code != 429 {
			t.Error(code)
		}
	})
}

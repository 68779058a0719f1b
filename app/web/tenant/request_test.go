package tenant_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"anju/models/policy"
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

func TestHelpWithTheLawIsSeenByNobodyElse(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st)
		b := h.browser()
		page := "/d/" + h.unit.DoorToken + "/legal-aid"
		if body := b.get(page); !strings.Contains(body, "户主看不到这条") || !strings.Contains(body, `href="tel:12348"`) {
			t.Error(text(body))
		}
		w, _ := b.post(page, page, url.Values{"topic": {"欠薪"}})
		if w.Code != 422 || !strings.Contains(w.Body.String(), "留一个电话，或直接打 12348。") {
			t.Error(w.Code)
		}
		b.led(page, url.Values{"topic": {"欠薪"}, "contact": {"19900000013"}, "audience": {"landlord"}})
		b.led(page, url.Values{"topic": {"工伤"}, "itself": {"1"}})
		if n := len(h.requests("legal")); n != 2 || len(h.requests("landlord", "grid", "police")) != 0 {
			t.Error(n)
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

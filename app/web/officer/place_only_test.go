package officer_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anju/models/policy"
	"anju/models/registry"
)

// TestTheNumberOfAPersonLeavesTheAddressOfASearchForPlaces: else it stands in the history of a shared desk and in the logs
// of whatever lies between.
func TestTheNumberOfAPersonLeavesTheAddressOfASearchForPlaces(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		var log bytes.Buffer
		w.log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		w.serve(w.Store)
		stranger, officer := w.browser(), w.browser().signIn("li01", false)
		worker, admin := w.browser().signIn("chen01", true), w.browser().signIn("admin", false)
		stranger.follow, admin.follow = false, false
		for _, path := range []string{"/o/queue?flag=B05&", "/o/properties?", "/o/plates?area=7700000101&", "/o/desk?"} {
			for _, typed := range []string{wholeDoc, "339900 19900101 0011", wholeCall, "199-0000-0013", "何以安 " + wholeCall, "E12345678"} {
				asked := path + "q=" + url.QueryEscape(typed)
				for _, b := range []*browser{stranger, admin} { // who is refused is refused without it
					if b.get(asked); b.code != http.StatusSeeOther || strings.Contains(b.head.Get("Location"), "q=") {
						t.Errorf("%s answers %d to %s", asked, b.code, b.head.Get("Location"))
					}
				}
				if path == "/o/desk?" {
					worker.get(asked)
				} else {
					officer.get(asked).shows("这里只按地址和房号找。要按证件号或手机号找人，请用“找人”", `href="/o/search"`, `-error"`)
				}
				for _, b := range []*browser{officer, worker} {
					if holds(b.page+b.path, typed) || strings.Contains(b.path, "q=") {
						t.Errorf("%s comes back at %s", typed, b.path)
					}
				}
			}
		}
		if !strings.Contains(officer.path, "area=7700000101") {
			t.Errorf("the other filters are gone: %s", officer.path)
		}
		for _, secret := range []string{wholeDoc, wholeCall, "19900101", "E12345678", "%E4%BD%95"} {
			if log.Len() == 0 || strings.Contains(log.String(), secret) {
				t.Errorf("%s stands in the log, which is %d bytes", secret, log.Len())
			}
		}
	})
}

func holds(page, typed string) bool {
	return strings.Contains(page, typed) || strings.Contains(page, url.QueryEscape(typed))
}

// TestAHomeIsStillFoundByItsNumbers, which look a little like a person's.
func TestAHomeIsStillFoundByItsNumbers(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		rows := [][]string{{"330206001001001", "7700000101", "长街 138 弄 1203 号", "2026-05-01"}, {"H2026-0503", "7700000101", "北街 18000 号 12 幢", "2026-05-01"}}
		must(t, w.ImportList(t.Context(), policy.SystemActor, "units", "unit_code area_code address accepted_on", rows, registry.ImportHow{At: w.at}))
		u, err := w.Store.UnitCoded(t.Context(), policy.Scope{All: true}, "330206001001001")
		must(t, err)
		b := w.browser().signIn("li01", false)
		code := u.ShortCode
		for _, typed := range []string{code, code[:4] + " " + code[4:8] + " " + code[8:], code[:4] + "-" + code[4:], code[:8], "330206001001001", "3302060010", "1203", "138弄1203", "长街 138"} {
			for _, path := range []string{"/o/properties?q=", "/o/plates?q="} {
				if b.get(path + url.QueryEscape(typed)).shows("长街 138 弄 1203 号"); b.code != http.StatusOK {
					t.Errorf("%s finds no home: %d", typed, b.code)
				}
			}
		}
		b.get("/o/properties?q=18000").shows("北街 18000 号 12 幢").get("/o/properties?q=h2026-0503").shows("北街 18000 号 12 幢")
	})
}

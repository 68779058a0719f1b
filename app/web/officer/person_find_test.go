package officer_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestASearchShowsNoWholeNumberAndLeavesNothingInTheAddress(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("chen01", false)
		b.get("/o/properties").shows("/o/search")
		b.get("/o/search").post("/o/search", "words", "何以安")
		if b.code != http.StatusUnprocessableEntity {
			t.Errorf("no reason: %d", b.code)
		}
		b.shows("何以安", `id="f-reason-error"`)
		b.post("/o/search", "words", "以安", "reason", "核对身份").shows("何以安", "青禾路 18 号", "•••• 0011", "/o/u/"+w.home.Ref)
		if b.path != "/o/search" || b.head.Get("Cache-Control") != "no-store" {
			t.Errorf("the answer stands at %s, %s", b.path, b.head.Get("Cache-Control"))
		}
		for _, never := range []string{wholeDoc, wholeDoc[:6], wholeCall} {
			if strings.Contains(b.page, never) {
				t.Errorf("%q stands on the page", never)
			}
		}
		far := w.browser().signIn("wu01", false).get("/o/search").post("/o/search", "words", wholeCall, "reason", "核对身份")
		far.shows("没找到")
		if strings.Contains(far.page, "青禾路") {
			t.Error("a worker of another grid learns of the home")
		}
	})
}

package landlord_test

import (
	"regexp"
	"testing"

	"anju/models/store"
	"anju/models/storetest"
)

// TestACodeFormSentTwiceSaysThatTheCodeWasMadeAndMakesNoOther: the one he wrote down still holds.
func TestACodeFormSentTwiceSaysThatTheCodeWasMadeAndMakesNoOther(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newStreet(t, st, "2026-11-25 10:00")
		b := w.browser()
		form := *b.get("/h/me/code")
		twice := form
		if b = form.post("/h/me/code").sees(200, "代办口令"); !regexp.MustCompile(`class="pin num">\d{6}<`).MatchString(b.page) {
			t.Fatalf("no code: %s", b.text())
		}
		twice.post("/h/me/code").sees(200, "刚才已经做好一个", "换一个口令").misses(`class="pin num"`)
	})
}

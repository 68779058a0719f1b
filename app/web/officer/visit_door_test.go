package officer_test

import (
	"testing"

	"anju/models/token"
)

// TestAVisitCountsAsScannedOnlyWithThePlateOfThatDoor: else whoever types a mark into the address brings up 月查验率 from his desk.
func TestAVisitCountsAsScannedOnlyWithThePlateOfThatDoor(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("chen01", false)
		visit := "/o/u/" + w.home.Ref + "/visit"
		for _, one := range []struct {
			door    string
			scanned int
		}{{"", 0}, {"1", 0}, {"on", 0}, {w.home.ShortCode, 0}, {token.NewDoor(), 0}, {w.home.DoorToken, 1}} {
			before := w.count("SELECT COUNT(*) FROM visits")
			b.get(visit+"?door="+one.door).post(visit, "result", "missing", "extra", "1", "door", one.door).shows("走访记好了")
			if n := w.count("SELECT COUNT(*) FROM visits"); n != before+1 {
				t.Fatalf("with %q: %d visits more", one.door, n-before)
			}
			if got := w.count("SELECT scanned FROM visits ORDER BY id DESC LIMIT 1"); got != one.scanned {
				t.Errorf("with %q in the form scanned is %d, want %d", one.door, got, one.scanned)
			}
		}
	})
}

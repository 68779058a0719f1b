package officer_test

import (
	"strings"
	"testing"
)

// TestAListWithNothingInItIsAnsweredAndTheNextOneIsTaken: else whoever hands in the empty sheet never sees the page again.
func TestAListWithNothingInItIsAnsweredAndTheNextOneIsTaken(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		b.get("/o/import").handIn("units", strings.NewReader(homesList[:strings.Index(homesList, "\n")+1]))
		address := b.path
		w.work()
		b.get(address).shows("没读成", "表里一行也没填", "改好再交")
		b.get("/o/import").shows("没读成", "表里一行也没填", "房屋样表")
		b.importNow("units", homesList).shows("导入好了", "没通过的 2 行可以取回来")
	})
}

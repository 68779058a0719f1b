package officer_test

import "testing"

// TestASupervisorReadsWhyPeopleWereLookedForAndListsLeft: without the reason nobody can tell work from curiosity. What was
// looked for is not told, and no number can be told in a reason.
func TestASupervisorReadsWhyPeopleWereLookedForAndListsLeft(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.hire("shen01", "supervisor", "770000")
		b := w.browser().signIn("li01", false)
		b.get("/o/search").post("/o/search", "words", "以安", "reason", "核对身份").shows("何以安")
		b.get("/o/export").post("/o/export", "kind", "roster", "why", "核对 "+wholeCall, "format", ".csv")
		b.told("a number in a reason", 422, `id="f-why-error"`, "别写证件号和手机号")
		b.post("/o/export", "kind", "roster", "why", "核对空房", "format", ".csv")
		s := w.browser().signIn("shen01", false).get("/o/audit")
		s.shows("按姓名，列出 1 条", "原因：核对身份", "原因：核对空房")
		s.hidesAll("以安")
	})
}

package officer_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"anju/app/web/webtest"
	"anju/models/policy"
	"anju/models/registry"
)

// street files so many homes in the first grid, accepted on the given day ("" = not yet).
func (w *town) street(n int, accepted string) {
	w.t.Helper()
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("S%s%04d", accepted, i), "7700000101", fmt.Sprintf("长街 %d 号", i+1), accepted}
	}
	must(w.t, w.ImportList(context.Background(), policy.SystemActor, "units", "unit_code area_code address accepted_on", rows, registry.ImportHow{At: w.at}))
}

func (w *town) doors(where string) []string {
	tokens := webtest.Strings(w.t, w.Store, "SELECT door_token FROM "+where)
	slices.Sort(tokens)
	return tokens
}

func TestAThousandPlatesArePrintedInOneGoAndNoneOfAHomeThatNobodyAccepted(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.street(1000, "2026-05-01")
		w.street(3, "")
		b := w.browser().signIn("chen01", false)
		b.get("/o/plates").shows("这个范围的全部，1000 处").hidesAll("换新码再打印")
		for _, size := range []string{"a4", "a5", "a6"} {
			b.get("/o/plates").post("/o/plates", "all", "1", "size", size)
			if n := strings.Count(b.page, `class="sheet"`); b.code != http.StatusOK || n != 1000 || !strings.Contains(b.page, `class="plates `+size+`"`) {
				t.Fatalf("%s: %d plates, %d", size, n, b.code)
			}
		}
		w.street(1001, "2026-05-02")
		b.get("/o/plates").post("/o/plates", "all", "1", "size", "a4")
		if b.code != http.StatusUnprocessableEntity || !strings.Contains(b.page, "一次最多打印 1000 块") {
			t.Errorf("2001 plates: %d", b.code)
		}
		b.get("/o/plates?q="+"长街+7+号").post("/o/plates", "q", "长街 7 号", "size", "a4")
		if b.code != http.StatusUnprocessableEntity || !strings.Contains(b.page, "请点要打印的房子") {
			t.Errorf("nothing ticked: %d", b.code)
		}
		other := w.browser().signIn("wu01", false)
		other.get("/o/plates")
		ref := webtest.Strings(t, w.Store, "SELECT ref FROM units WHERE address = '长街 7 号'")[0]
		if other.get("/o/desk").post("/o/plates", "unit", ref, "size", "a4"); other.code != http.StatusUnprocessableEntity {
			t.Errorf("the plate of another grid: %d", other.code)
		}
	})
}

func TestNewPlatesRevokeTheOldOnesOnlyAfterAQuestionAndOnlyOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.street(5, "2026-05-01")
		before := w.doors("units WHERE address LIKE '长街%'")
		b := w.browser().signIn("li01", false)
		b.get("/o/plates").post("/o/plates", "all", "1", "size", "a4", "renew", "1").shows("换新码：5 处", "作废旧的，打印 5 块新的")
		if !slices.Equal(before, w.doors("units WHERE address LIKE '长街%'")) {
			t.Fatal("plates were revoked before anybody said yes")
		}
		mark := b.find(once.String())
		b.post("/o/plates", "all", "1", "size", "a4", "renew", "1", "sure", "1")
		after := w.doors("units WHERE address LIKE '长街%'")
		if b.code != http.StatusOK || strings.Count(b.page, `class="sheet"`) != 5 || slices.ContainsFunc(after, func(d string) bool { return slices.Contains(before, d) }) {
			t.Fatalf("%d: doors %v, before %v", b.code, after, before)
		}
		if !slices.Equal(before, w.doors("old_doors")) {
			t.Error("the old plates do not say that they were replaced")
		}
		b.get("/o/plates").post("/o/plates", "all", "1", "size", "a4", "renew", "1", "sure", "1", "_once", mark)
		if !slices.Equal(after, w.doors("units WHERE address LIKE '长街%'")) {
			t.Error("a form sent twice revoked the new plates")
		}
		worker := w.browser().signIn("chen01", false)
		worker.get("/o/plates").post("/o/plates", "all", "1", "size", "a4", "renew", "1", "sure", "1")
		if worker.code != http.StatusForbidden || !slices.Equal(after, w.doors("units WHERE address LIKE '长街%'")) {
			t.Errorf("a grid worker revoked plates: %d", worker.code)
		}
	})
}

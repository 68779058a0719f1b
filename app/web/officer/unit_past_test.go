package officer_test

import (
	"fmt"
	"strings"
	"testing"

	"anju/models"
	"anju/models/store"
)

func TestThePastOfAHomeIsToldToItsOwnStaffAndNamesNobody(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.hire("tong01", "child_worker", "77000001")
		must(t, w.Store.InTx(t.Context(), func(tx *store.Tx) error {
			flag := models.Flag{Rule: "B15", UnitID: w.home.ID, Ancestors: w.home.Ancestors, RaisedAt: 1, DueAt: 1, Level: 2, Evidence: "孩子独住"}
			_, _, err := tx.SaveChanges(models.Changes{Open: []models.Flag{flag}}, 0)
			must(t, err)
			open, err := tx.OpenFlags(t.Context(), []int64{w.home.ID})
			must(t, err)
			for i := range 45 {
				must(t, tx.Audit(&models.AuditEntry{At: 1, UserID: w.home.OwnerID, Role: "person", Action: "unit.change", Subject: "unit", RefID: w.home.ID, UnitID: w.home.ID, Detail: fmt.Sprintf("改短名 %02d", i)}))
			}
			must(t, tx.Audit(&models.AuditEntry{At: 1, UserID: 9, Role: "child_worker", Action: "flag.close", Subject: "flag", RefID: open[0].ID, UnitID: w.home.ID}))
			return tx.Audit(&models.AuditEntry{At: 1, Role: "person", Action: "request.file", Subject: "request", UnitID: w.home.ID, Detail: "legal_aid police"})
		}))
		home := "/o/u/" + w.home.Ref
		b := w.browser().signIn("chen01", false)
		b.get(home).shows("最近的经过", "改短名 44", "看全部经过", "治安责任书")
		if strings.Contains(b.page, "改短名 39") {
			t.Error("the page of the home carries its whole past")
		}
		b.get(home+"/past").shows("改短名 44", "改短名 05", "更早的", "户主")
		if strings.Contains(b.page, "改短名 04") {
			t.Error("a page goes on without end")
		}
		first := b.page
		b.get(b.find(`href="([^"]+before=[^"]+)"`)).shows("改短名 04", "改短名 00", "登记房子", "登记入住", "划网格", "回到最前")
		for _, page := range []string{first, b.page} {
			for _, hidden := range []string{"何以安", "周桂芳", "办结提示", "反映", "儿童主任", "1990000"} {
				if strings.Contains(page, hidden) {
					t.Errorf("the past of a home tells of %q", hidden)
				}
			}
		}
		for login, want := range map[string]int{"wu01": 404, "tong01": 403} {
			if other := w.browser().signIn(login, false).get(home + "/past"); other.code != want {
				t.Errorf("%s: %d", login, other.code)
			}
		}
		if child := w.browser(); true {
			w.at = w.at.Add(60e9)
			if child.signIn("tong01", false).get(home); child.code != 200 || strings.Contains(child.page, "最近的经过") {
				t.Errorf("a child worker reads the past of the home: %d", child.code)
			}
			child.shows(`href="/o/items/`, "回待办").hidesAll(home+"/visit", home+"/plate", "回房屋列表")
			child.get("/o/queue").shows("全部").hidesAll("/o/reports", "待划网格", "房东没对上")
		}
	})
}

package officer_test

import (
	"encoding/csv"
	"html"
	"regexp"
	"strings"
	"testing"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

var (
	numbers = regexp.MustCompile(`<td class="n">([^<]+)</td>|<dd class="num">([^<]+)<`)
	tags    = regexp.MustCompile(`<[^>]*>`)
)

// TestTheFileOfStatisticsSaysWhatThePageSays: every number of the page stands in the file and every word of the file on the
// page; so with the report of a month. Nobody takes what he may not see, and it is put down who took it.
func TestTheFileOfStatisticsSaysWhatThePageSays(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newTown(t, st)
		w.toGrid("7700000101")
		secret, _, err := w.AddStaff(t.Context(), policy.SystemActor, registry.StaffForm{Login: "shen01", Name: "沈主任", Password: password, Role: "supervisor", AreaCode: "770000"}, w.at)
		must(t, err)
		w.secrets["shen01"] = secret
		w.fillHome()
		today := w.at.Format("2006-01-02")
		b := w.browser().signIn("shen01", false)
		b.get("/o/stats?asof=" + today)
		page := b.page
		b.post("/o/stats/sheet", "area", "770000", "asof", today, "format", ".csv")
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.page, "\ufeff"))).ReadAll()
		must(t, err)
		words := html.UnescapeString(strings.ReplaceAll(tags.ReplaceAllString(page, ""), "\u00ad", ""))
		told := map[string]bool{}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if told[cell] = true; cell != "总数" && !strings.Contains(words, cell) {
					t.Errorf("the file says %q, the page does not", cell)
				}
			}
		}
		found := numbers.FindAllStringSubmatch(page, -1)
		for _, n := range found {
			if n := strings.TrimSpace(n[1] + n[2]); !told[n] {
				t.Errorf("the page says %q, the file does not", n)
			}
		}
		if len(found) < 8 || !told["11"] {
			t.Errorf("%d numbers on the page:\n%v", len(found), rows)
		}
		b.get("/o/stats").post("/o/stats/sheet", "area", "770000", "asof", today, "format", ".xlsx")
		if !strings.HasPrefix(b.page, "PK") {
			t.Errorf("no spreadsheet: %d", b.code)
		}
		b.get("/o/stats/month?month="+today[:7]).told("the month before anybody came", 200, "这个范围那天没有在册人员")
		w.at = w.at.AddDate(0, 0, 1)
		b = w.browser().signIn("shen01", false)
		b.get("/o/stats/month?month="+today[:7]).told("the month", 200, "居住统计月报", "在册 11 人", "这个月没完", "待运营单位审定", "!何以安")
		if b.post("/o/stats/month", "area", "770000", "month", today[:7]); !strings.HasPrefix(b.page, "PK") {
			t.Errorf("no spreadsheet of the month: %d", b.code)
		}
		li := w.browser().signIn("li01", false)
		for what, answer := range map[string]int{
			"no format": li.get("/o/stats").post("/o/stats/sheet", "area", "77000001", "asof", today, "format", ".exe").code,
			"the city":  li.get("/o/stats").post("/o/stats/sheet", "area", "770000", "asof", today, "format", ".csv").code,
			"a day":     li.get("/o/stats").post("/o/stats/sheet", "area", "77000001", "asof", "2099-01-01", "format", ".csv").code,
		} {
			if answer != 404 {
				t.Errorf("%s: %d", what, answer)
			}
		}
		var taken int
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM audit_entries WHERE detail LIKE 'export stats %'").Scan(&taken))
		if taken != 3 {
			t.Errorf("%d entries say that it was taken", taken)
		}
	})
}

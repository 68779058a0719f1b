package officer_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// TestNobodyWhoVisitsReadsWhichTenantSaidThatHeDidNot: neither a count of one answer nor the text that asked stands on a page
// of the worker.
func TestNobodyWhoVisitsReadsWhichTenantSaidThatHeDidNot(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		home, err := w.Store.UnitByRef(t.Context(), w.home.Ref)
		must(t, err)
		came := func(n int) {
			_, err := w.Store.SQL().Exec("DELETE FROM visits")
			must(t, err)
			for i := range n {
				_, err = w.Store.SQL().Exec("INSERT INTO visits (ref, unit_id, user_id, at, result, asked_stay, came) VALUES (?, ?, 1, ?, 'match', 1, 'no')",
					fmt.Sprintf("aaaaaaaaaaaaaaaaaa%02d", i), home.ID, int64(workday.At(w.at)))
				must(t, err)
			}
		}
		must(t, w.Store.InTx(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Queue(models.Notice{Kind: "R23", Category: models.CategoryReminder, UnitID: home.ID, IdemKey: "r23", Subject: "stay:1", Period: "1", State: models.NoticeSent, PhoneIdx: make([]byte, 16), CreatedAt: workday.At(w.at)})
			return err
		}))
		officer, worker := w.browser().signIn("li01", false), w.browser().signIn("chen01", false)
		const asked = "走访后用短信问过的房客"
		came(9)
		if officer.get("/o/samples"); strings.Contains(officer.page, asked) {
			t.Error("nine answers are told")
		}
		came(10)
		officer.get("/o/samples").shows(asked, "10 位回了，0 位说来过")
		if worker.get("/o/samples"); strings.Contains(worker.page, asked) {
			t.Error("the worker reads what his tenants said")
		}
		if worker.get("/o/u/" + home.Ref); strings.Contains(worker.page, "其他提醒") {
			t.Error("the home's page tells that a tenant there was asked")
		}
	})
}

// TestWhoSeesADrawDrawsItAgain: the same homes come out and it is said; a number that was changed is told, to the officer with the
// homes. Else the word 随机 on the page is all that anybody has.
func TestWhoSeesADrawDrawsItAgain(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.street(40, "2026-01-05")
		w.toGrid("7700000101")
		officer, worker, far := w.browser().signIn("li01", false), w.browser().signIn("chen01", false), w.browser().signIn("wu01", false)
		grid := officer.get("/o/samples").find(`<option value="([a-z0-9]+)"`)
		officer.post("/o/samples", "kind", models.SampleField, "grid", grid, "homes", "5").shows("抽好了", "户里抽 5 户", "种子是抽的那一刻随机来的一个数")
		again := officer.find(`href="(/o/samples/[a-z0-9]+/again)"`)
		put := func() int { return w.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'sample.again'") }
		officer.get(again).shows("重抽一遍核对", "种子是抽的那一刻随机来的一个数")
		officer.post(again).shows("重抽一遍，抽出的 5 户和当时一样")
		if put() != 1 {
			t.Errorf("%d entries tell that it was drawn again", put())
		}
		if far.get(again); far.code != http.StatusNotFound {
			t.Errorf("the worker of another grid: %d", far.code)
		}
		_, err := w.Store.SQL().Exec("UPDATE samples SET seed = seed + 1")
		must(t, err)
		officer.get(again).post(again).shows("和当时不一样", "当时抽了、这次没抽到", "长街", "请告诉管理员")
		worker.get(again).post(again).shows("和当时不一样").hidesAll("长街", "当时抽了、这次没抽到")
		_, err = w.Store.SQL().Exec("DELETE FROM sample_pools")
		must(t, err)
		if officer.post(again); officer.code != http.StatusConflict {
			t.Errorf("nothing was kept: %d", officer.code)
		}
		officer.shows("还没有记下从哪些户里抽").hidesAll("和当时一样")
	})
}

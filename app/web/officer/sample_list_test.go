package officer_test

import (
	"fmt"
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

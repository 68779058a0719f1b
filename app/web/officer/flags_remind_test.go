package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// TestAReminderOfTheEveningStandsInTheItemWithTheHourAtWhichItLeaves: else the worker believes that it never went, and goes there.
func TestAReminderOfTheEveningStandsInTheItemWithTheHourAtWhichItLeaves(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-01 10:00")
		w.night("2026-09-20 21:00")
		flags, err := w.Store.ListFlags(t.Context(), policy.Scope{All: true}, store.Queue{Rule: "B05", N: 9})
		must(t, err)
		must(t, w.Store.InTx(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Queue(models.Notice{Kind: "R05", Category: models.CategoryReminder, UnitID: w.home.ID, IdemKey: "r05", Subject: "unit:1", Period: "1", State: models.NoticeQueued,
				PhoneIdx: make([]byte, 16), CreatedAt: workday.At(w.at), ExpiresAt: workday.At(w.at) + 86400000, Day: workday.DayOf(w.at) + 1})
			return err
		}))
		b := w.browser().signIn("chen01", false)
		b.get("/o/items/"+flags[0].Ref).shows("提醒户主：名册很久没确认", "排队中，9 月 21 日 08:30 发")
		b.get("/o/queue").shows("短信发出不久，等回复")
	})
}

// TestWhatLiesYearsBackCarriesItsYear on the page of a home and in its past; a grid is named there, not numbered.
func TestWhatLiesYearsBackCarriesItsYear(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.at = shanghai("2027-03-01 10:00")
		b := w.browser().signIn("chen01", false)
		for _, path := range []string{"/o/u/" + w.home.Ref, "/o/u/" + w.home.Ref + "/past"} {
			b.get(path).shows("2026 年 6 月 1 日 10:00", "划到区域7700000101")
		}
		if strings.Contains(b.page, "划到网格") {
			t.Error("the past of a home names a grid by its code")
		}
		if this := workday.At(w.at).Told(workday.At(w.at)); this != "3 月 1 日 10:00" {
			t.Errorf("this year carries its year too: %s", this)
		}
	})
}

// TestRemindingWithoutATickKeepsTheQueueInView: else the worker loses the grid and the page of the list that he stood on.
func TestRemindingWithoutATickKeepsTheQueueInView(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-01 10:00")
		w.night("2026-09-20 10:00")
		b := w.browser().signIn("chen01", false)
		grid := b.get("/o/queue").find(`<option value="([a-z2-7]{20})"`)
		b.get("/o/queue?flag=B05&level=2&grid=" + grid)
		for _, kept := range []string{`name="flag" value="B05"`, `name="level" value="2"`, `name="grid" value="` + grid + `"`} {
			if !strings.Contains(b.page[strings.LastIndex(b.page, `id="remind"`):], kept) {
				t.Errorf("the button forgets %s", kept)
			}
		}
		b.get("/o/remind?flag=B05&level=2&grid=" + grid)
		if b.code != http.StatusUnprocessableEntity {
			t.Errorf("answered %d", b.code)
		}
		b.shows("待办核实", `<option value="`+grid+`" selected`, `id="f-f-error"`, "没有勾选。请先勾上要提醒的几处，再点")
		b.find(`id="f-f" aria-invalid="true"`)
		b.get("/o/remind?flag=declared").shows("这里没有能一起提醒的")
		b.get("/o/queue").post("/o/remind").shows("没有勾选")
	})
}

// TestAHomeThatWaitsToBeCheckedHasOneButton: two that lead to one page make people guess what the other does.
func TestAHomeThatWaitsToBeCheckedHasOneButton(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("li01", false).get("/o/queue?flag=accept").shows("去核实")
		if strings.Contains(b.page, "看房屋") || strings.Contains(b.page, `href=""`) {
			t.Error("two buttons lead to the same page")
		}
	})
}

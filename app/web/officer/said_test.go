package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// TestAPageThatShowsAnotherMonthSaysSo, and makes no file of it.
func TestAPageThatShowsAnotherMonthSaysSo(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		for _, month := range []string{"2099-01", "abc", "2020-01"} {
			b.get("/o/stats/month?month=" + month).shows("这个月份看不了，已换成 2026 年 5 月")
			if b.get("/o/queue").post("/o/stats/month", "area", "77000001", "month", month); b.code != http.StatusNotFound {
				t.Errorf("a file of %s: %d", month, b.code)
			}
		}
		for _, month := range []string{"", "2026-05", "2026-04"} {
			if b.get("/o/stats/month?month=" + month); strings.Contains(b.page, "这个月份看不了") {
				t.Errorf("%q is said to be no month", month)
			}
		}
	})
}

// TestASampleSaysHowManyHomesHaveNobody: else the officer waits for checks that nobody was given.
func TestASampleSaysHowManyHomesHaveNobody(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		grid, err := w.Store.AreaByCode(t.Context(), "7700000101")
		must(t, err)
		b := w.browser().signIn("li01", false)
		draw := func() {
			b.get("/o/samples").post("/o/samples", "kind", models.SampleRoster, "grid", grid.Ref, "homes", "5")
		}
		draw()
		b.shows("每一户都派给了最近没去过的人")
		_, err = w.Store.SQL().Exec("INSERT INTO visits (ref, unit_id, user_id, at, result) SELECT CONCAT('v', id), ?, id, ?, 'match' FROM users WHERE login <> ''", w.unit().ID, int64(workday.At(w.at)))
		must(t, err)
		if draw(); strings.Contains(b.page, "每一户都派给了") {
			t.Error("a home that nobody checks is said to be given out")
		}
		b.shows("1 户都没有人查")
	})
}

// TestARemindPageDoesNotContradictItself: everybody was reminded today, and so it says.
func TestARemindPageDoesNotContradictItself(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-01 10:00")
		w.night("2026-09-20 10:00")
		b := w.browser().signIn("chen01", false)
		ref := b.get("/o/queue").find(`name="f" value="([a-z0-9]+)"`)
		b.get("/o/remind?"+url.Values{"f": {ref}}.Encode()).shows("给 1 位户主发提醒吗", "1 件有短信可提醒")
		must(t, w.Store.InTx(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Queue(models.Notice{Kind: "R05", Category: models.CategoryReminder, UnitID: w.unit().ID, IdemKey: "r05", Subject: "unit:1",
				Period: "hand " + workday.DayOf(w.at).String(), State: models.NoticeSent, PhoneIdx: make([]byte, 16), CreatedAt: workday.At(w.at)})
			return err
		}))
		if b.get("/o/remind?"+url.Values{"f": {ref}}.Encode()).shows("今天都提醒过了", "1 件的户主今天收过提醒"); strings.Contains(b.page, "有短信可提醒") || strings.Contains(b.page, "没有可发") {
			t.Error("it says that something can be sent, and that nothing can")
		}
	})
}

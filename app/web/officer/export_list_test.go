package officer_test

import (
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anju/app/web/webtest"
	"anju/jobs/sheet"
	"anju/models"
	"anju/models/profile"
	"anju/models/store"
	"anju/models/storetest"
)

func TestAnExportedRosterIsMarkedMaskedLoggedAndRunsNoFormula(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		_, err := w.Store.SQL().Exec("UPDATE stays SET relation = '=1+1'")
		must(t, err)
		b := w.browser().signIn("li01", false)
		b.get("/o/export").post("/o/export", "kind", "roster", "why", "核对空房", "format", ".csv")
		if b.code != http.StatusOK || !strings.HasPrefix(b.head.Get("Content-Disposition"), "attachment") {
			t.Fatalf("%d %s", b.code, b.page)
		}
		first, rest, _ := strings.Cut(strings.TrimPrefix(b.page, "\ufeff"), "\r\n")
		for _, word := range []string{models.SheetMark, "工作人员", "2026-06-01 10:0", "我管的全部", "核对空房", "号码已遮住"} {
			if !strings.Contains(first, word) {
				t.Errorf("the mark %q lacks %q", first, word)
			}
		}
		if !strings.Contains(rest, "何以安") || strings.Contains(b.page, wholeDoc) || strings.Contains(b.page, wholeCall) || !strings.Contains(rest, "•••• 0011") {
			t.Errorf("not masked: %s", rest)
		}
		if !strings.Contains(rest, ",'=1+1") || strings.Contains(rest, ",=1+1") {
			t.Errorf("a spreadsheet runs what somebody typed: %s", rest)
		}
		if w.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'list.export' AND reason = '核对空房'") != 1 || w.count("SELECT COUNT(*) FROM views WHERE what = ?", models.ViewRoster) == 0 {
			t.Error("the export is not put down, or the people on it cannot read of it")
		}
		w.at = w.at.Add(20 * 60e9)
		b.get("/o/export").post("/o/export", "kind", "roster", "why", "核对空房", "format", ".csv", "full", "1")
		if b.code != http.StatusUnprocessableEntity || strings.Contains(b.page, wholeDoc) {
			t.Errorf("whole numbers without the code: %d", b.code)
		}
		b.post("/o/export", "kind", "roster", "why", "核对空房", "format", ".xlsx", "full", "1", "totp", b.totp("li01"))
		if b.code != http.StatusOK || w.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'list.reveal'") != 1 {
			t.Fatalf("%d with the code", b.code)
		}
		few := *w.Rules.Base()
		few.Numbers = maps.Clone(few.Numbers)
		few.Numbers["export_limit"] = profile.Number{Value: 1} // which he has had
		w.Rules = profile.NewLive(&few)
		b.get("/o/export").shows("一天最多 1 人")
		b.post("/o/export", "kind", "roster", "why", "核对空房", "format", ".csv", "full", "1").shows("今天还剩 0 人，这张表有 1 人", `id="f-area-error"`, `value="核对空房"`)
		if b.code != http.StatusUnprocessableEntity || strings.Contains(b.page, wholeDoc) {
			t.Errorf("more whole numbers than a day allows: %d", b.code)
		}
		b.get("/o/export").post("/o/export", "kind", "roster", "why", "", "format", ".csv").shows("请写为什么导出")
		for _, kind := range []string{"stays", "areas", ""} {
			if b.get("/o/export").post("/o/export", "kind", kind, "why", "核对空房", "format", ".csv"); b.code != http.StatusUnprocessableEntity {
				t.Errorf("%q leaves by a page: %d", kind, b.code)
			}
		}
		b.get("/o/export").post("/o/export", "kind", "units", "why", "核对空房", "format", ".csv")
		if strings.Contains(b.page, "19900000099") || !strings.Contains(b.page, "青禾路 18 号") || strings.Contains(b.page, w.home.DoorToken) {
			t.Errorf("homes: %s", b.page)
		}
		if b.get("/o/export").post("/o/export", "kind", "stats", "why", "核对空房", "format", ".csv"); !strings.Contains(b.page, "人数太少") {
			t.Errorf("statistics of one person left: %d", b.code)
		}
		worker := w.browser().signIn("chen01", false)
		worker.get("/o/export").hidesAll("现住名册")
		if worker.post("/o/export", "kind", "roster", "why", "核对空房", "format", ".csv"); worker.code == http.StatusOK {
			t.Error("a grid worker took a roster")
		}
	})
}

// TestAnExportOfAWholeCityFillsNoMemory exports everybody of an invented city as the page does: 20,000 people, or 533,000
// with ANJU_LONG=1. The answer is thrown away as it comes.
func TestAnExportOfAWholeCityFillsNoMemory(t *testing.T) {
	people := 20_000
	if os.Getenv("ANJU_LONG") != "" {
		people = 533_000
	}
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		at := webtest.Shanghai("2026-06-01 10:00")
		w := newTownOver(t, webtest.City(t, st, people, at), st, at)
		city := webtest.Strings(t, st, "SELECT code FROM areas WHERE level = 'city'")[0]
		w.hire("city01", "officer", city)
		b := w.browser().signIn("city01", false)
		b.get("/o/export")
		for _, format := range []string{".csv", ".xlsx"} {
			rows, most := b.drain("/o/export", "kind", "roster", "why", "核对空房", "format", format)
			if format == ".csv" && rows < people*9/10 {
				t.Errorf("%d rows of %d people", rows, people)
			}
			t.Logf("%s: %d lines, heap grew by %d MB", format, rows, most>>20)
			if most > 100<<20 {
				t.Errorf("%s: memory grew by %d MB", format, most>>20)
			}
		}
	})
}

func TestAWorkbookOfAnExportOpens(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		b.get("/o/export").post("/o/export", "kind", "units", "why", "核对空房", "format", ".xlsx")
		path := filepath.Join(t.TempDir(), "a.xlsx")
		must(t, os.WriteFile(path, []byte(b.raw), 0o600))
		book, err := sheet.Open(path, models.SheetColumns["units"])
		must(t, err)
		defer book.Close()
		row, err := book.Next()
		must(t, err)
		if row.Line != 3 || row.Cells[2] != "青禾路 18 号" {
			t.Errorf("%+v", row)
		}
	})
}

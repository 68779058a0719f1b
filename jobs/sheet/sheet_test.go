package sheet

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"anju/models"
)

var list = []models.Column{
	{Key: "code", Words: "代码", Must: true}, {Key: "name", Words: "姓名", Also: []string{"名字"}, Must: true},
	{Key: "moved_in_on", Words: "入住日期", Time: true}, {Key: "phone", Words: "手机号"},
}

func write(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t testing.TB, path string) (*File, []models.SheetRow) {
	t.Helper()
	f, err := Open(path, list)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	var rows []models.SheetRow
	for {
		row, err := f.Next()
		if errors.Is(err, io.EOF) {
			return f, rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
}

func gb18030(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestARosterReadsAlikeInEveryEncodingThatCommunitiesSave(t *testing.T) {
	text := "代码,姓名,入住日期,手机号\r\nU1,㐂𠮷·尔肯,2026-02-28,13800000001\r\n\r\n , ,,\r\nU2,\"何,以\"\"安\",2026/2/28,\r\n"
	for name, content := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with BOM": []byte("\ufeff" + text), "GB18030": gb18030(t, text),
		"keys, tabs": []byte(strings.NewReplacer("代码,姓名,入住日期,手机号", "Code\tname\tmoved_in_on\tphone", "U1,", "U1\t", "尔肯,", "尔肯\t", "28,1", "28\t1",
			" , ,,", "\t\t", "U2,", "U2\t", "安\",", "安\"\t", "28,\r", "28\t\r").Replace(text)),
	} {
		_, rows := read(t, write(t, "a.csv", content))
		if len(rows) != 2 {
			t.Fatalf("%s: %d rows: %+v", name, len(rows), rows)
		}
		want := [][]string{{"U1", "㐂𠮷·尔肯", "2026-02-28", "13800000001"}, {"U2", `何,以"安`, "2026/2/28", ""}}
		for i, row := range rows {
			if !slices.Equal(row.Cells, want[i]) || row.Fault != "" {
				t.Errorf("%s: row %d is %q %s", name, i, row.Cells, row.Fault)
			}
		}
		if rows[1].Line != 5 {
			t.Errorf("%s: the second row stands on line 5, not %d", name, rows[1].Line)
		}
	}
}

func TestWhatIsNoRosterIsRefusedWithOneSentence(t *testing.T) {
	book := excelize.NewFile()
	big, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40000 {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := big.SetRow(cell, []any{"代码", strings.Repeat("姓名", 20)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := big.Flush(); err != nil {
		t.Fatal(err)
	}
	bomb := filepath.Join(t.TempDir(), "bomb.xlsx")
	if err := book.SaveAs(bomb); err != nil {
		t.Fatal(err)
	}
	defer func(n int64) { mostUnzip = n }(mostUnzip)
	mostUnzip = 1 << 20
	huge := write(t, "huge.csv", []byte("代码,姓名\n"))
	if err := os.Truncate(huge, mostCSV+1); err != nil {
		t.Fatal(err)
	}
	text := write(t, "text.csv", []byte("代码,姓名\n"+strings.Repeat("U1,何以安\n", 100)))
	if err := os.Truncate(text, mostCSV+1); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(t.TempDir(), "none.csv"):    "没有这个文件",
		t.TempDir():                               "读不了",
		write(t, "empty.csv", nil):                "是空的",
		write(t, "blank.csv", []byte("\n , ,\n")): "是空的",
		write(t, "picture.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")):  "不是表格",
		write(t, "paper.csv", []byte("%PDF-1.7 ...")):                           "不是表格",
		write(t, "old.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 etc")):     "老格式",
		write(t, "zip.xlsx", []byte("PK\x03\x04 no workbook")):                  "不是能打开的表格",
		write(t, "wide.csv", []byte("\xff\xfe\xe3\x4e\x01\x78,\x00")):           "UTF-16",
		write(t, "latin.csv", []byte("code,name\nU1,Andr\xe9,\nU2,Ren\xe9,\n")): "看不懂这个文件的编码",
		write(t, "header.csv", []byte("房号,名称,人\n1,2,3\n")):                      "表头不对：第 1 行要有“代码”“姓名”",
		write(t, "twice.csv", []byte("代码,姓名,名字\n1,2,3\n")):                      "“姓名”有两列",
		bomb: "解开后太大", huge: "太大", text: "太大",
	} {
		_, err := Open(path, list)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %s", filepath.Base(path), err, want)
		}
	}
}

func TestABrokenLineFailsAloneAndDoesNotTurnTheFile(t *testing.T) {
	rows := []byte("代码,姓名\nU1,何以安\nU2,")
	rows = append(rows, gb18030(t, "白以宁")...)
	rows = append(rows, []byte("\nU3,周桂芳\nU4,a,b,c,d\nU5,\""+strings.Repeat("长", 1200)+"\"\n")...)
	_, got := read(t, write(t, "a.csv", rows))
	if len(got) != 5 {
		t.Fatalf("%d rows", len(got))
	}
	for i, want := range []string{"", "编码不对", "", "多出了格子", "特别长"} {
		if want == "" && got[i].Fault != "" || !strings.Contains(got[i].Fault, want) {
			t.Errorf("row %d: %q, want %q", i, got[i].Fault, want)
		}
	}
	if got[2].Cells[1] != "周桂芳" {
		t.Errorf("the line after it reads %q", got[2].Cells)
	}
}

func TestFormulaCellsNeverRunAndReadBackAlike(t *testing.T) {
	cells := []string{"=1+1", "+86 138", "-5", "@SUM(A1)", "\tx", "'=1", "''=1", "'x", "plain", "", "何以安", "'339900199001010011"}
	for _, ext := range []string{".csv", ".xlsx"} {
		path := filepath.Join(t.TempDir(), "a"+ext)
		w, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range [][]string{{"代码", "姓名"}, {"1", "x"}} {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		for _, cell := range cells {
			if err := w.Write([]string{"U", cell}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("others may read the file: %v %v", info.Mode(), err)
		}
		_, rows := read(t, path)
		for i, row := range rows[1:] {
			if cells[i] == "" {
				continue
			}
			if formula(row.Given[1]) {
				t.Errorf("%s: a spreadsheet would run %q", ext, row.Given[1])
			}
			if got := unguard(row.Given[1]); got != cells[i] {
				t.Errorf("%s: %q reads back as %q", ext, cells[i], got)
			}
		}
		if got := rows[len(rows)-1].Cells[1]; got != "339900199001010011" {
			t.Errorf("%s: a number kept as text reads %q", ext, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`['=+\-@a1]{0,6}`).Draw(t, "cell")
		if g := guard(s); unguard(g) != s || formula(g) {
			t.Fatalf("%q is written %q and reads %q", s, g, unguard(g))
		}
	})
}

func TestASpreadsheetsNumbersAndDaysReadAsPeopleTypedThem(t *testing.T) {
	book := excelize.NewFile()
	set := func(cell string, value any) {
		t.Helper()
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for cell, value := range map[string]any{
		"A1": "代码", "B1": "姓名", "C1": "入住日期", "D1": "手机号",
		"A2": 101, "B2": "何以安", "C2": time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC), "D2": int64(13800000001),
		"A4": "U4", "B4": "=1+1", "C4": time.Date(2026, 2, 28, 8, 30, 0, 0, time.UTC), "D4": 1.9900000013e10,
		"A5": "U5", "B5": "白以宁", "C5": "2026年3月1日", "D5": 3.39900199001010011e17,
	} {
		set(cell, value)
	}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	_, rows := read(t, path)
	want := [][]string{
		{"101", "何以安", "2026-02-28", "13800000001"}, {"U4", "=1+1", "2026-02-28 08:30:00", "19900000013"},
		{"U5", "白以宁", "2026年3月1日", ""},
	}
	if len(rows) != len(want) || rows[1].Line != 4 {
		t.Fatalf("%+v", rows)
	}
	for i, row := range rows {
		if i == 2 {
			row.Cells[3] = "" // digits beyond the fifteenth are lost in the file; the row fails where a number is expected
		}
		if !slices.Equal(row.Cells, want[i]) {
			t.Errorf("row %d: %q", i, row.Cells)
		}
	}
}

func TestFailedRowsComeBackInTheColumnsOfTheirFile(t *testing.T) {
	for _, ext := range []string{".csv", ".xlsx"} {
		dir := t.TempDir()
		from := filepath.Join(dir, "老名册"+ext)
		r, err := NewRejects(from, []string{"备注", "姓名", models.ReasonColumn, "代码"})
		if err != nil {
			t.Fatal(err)
		}
		if path, err := r.Close(); path != "" || err != nil {
			t.Fatalf("no row failed, and yet %q %v", path, err)
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(r.Add(models.SheetRow{Given: []string{"=x", "何以安", "从前的原因", "U1"}}, "这里不对"))
		must(r.Add(models.SheetRow{Given: []string{"y"}}, "那里不对"))
		path, err := r.Close()
		must(err)
		if path != filepath.Join(dir, "老名册.errors"+ext) {
			t.Errorf("handed back in %s", path)
		}
		f, rows := read(t, path)
		if !slices.Equal(f.Header, []string{"备注", "姓名", "代码", "原因"}) || !slices.Equal(f.Unused, []string{"备注"}) {
			t.Errorf("%s: header %q, unused %q", ext, f.Header, f.Unused)
		}
		if len(rows) != 2 || !slices.Equal(rows[0].Given, []string{"'=x", "何以安", "U1", "这里不对"}) || rows[1].Given[3] != "那里不对" {
			t.Errorf("%s: %+v", ext, rows)
		}
	}
}

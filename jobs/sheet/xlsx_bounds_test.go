package sheet

import (
	"archive/zip"
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// with is a small workbook in which one part says something else.
func with(t *testing.T, name, part, content string) string {
	t.Helper()
	book := excelize.NewFile()
	for i, cell := range []string{"A1", "B1", "A2", "B2"} {
		if err := book.SetCellStr("Sheet1", cell, []string{"代码", "姓名", "U1", "何以安"}[i]); err != nil {
			t.Fatal(err)
		}
	}
	var file, changed bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	parts, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := zip.NewWriter(&changed)
	for _, p := range parts.File {
		if p.Name != part {
			if err := out.Copy(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	w, err := out.Create(part)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return write(t, name, changed.Bytes())
}

// TestAFewKilobytesThatUnpackToACellOfMegabytesFillNoMemory: somebody made a file of 314 KB with one cell of 300 MB, and the
// service stood still for all others.
func TestAFewKilobytesThatUnpackToACellOfMegabytesFillNoMemory(t *testing.T) {
	const head, foot = `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, `</sst>`
	words := func(last string) string {
		return head + "<si><t>代码</t></si><si><t>姓名</t></si><si><t>U1</t></si><si>" + last + "</si>" + foot
	}
	long := strings.Repeat("长", 40<<20/3)
	sheet := `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>代码</t></is></c><c r="B1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>` + long + `</t></is></c></row></sheetData></worksheet>`
	for name, path := range map[string]string{
		"one text":        with(t, "a.xlsx", "xl/sharedStrings.xml", words("<t>"+long+"</t>")),
		"a million texts": with(t, "b.xlsx", "xl/sharedStrings.xml", words(strings.Repeat("<r><t>长长长</t></r>", 1<<20))),
		"in the sheet":    with(t, "c.xlsx", "xl/worksheets/sheet1.xml", sheet),
		"in a tag":        with(t, "d.xlsx", "xl/worksheets/sheet1.xml", strings.Replace(sheet, `<c r="A2"`, `<c x="`+strings.Repeat("x", 1<<20)+`" r="A2"`, 1)),
		"in the styles":   with(t, "e.xlsx", "xl/styles.xml", "<styleSheet>"+strings.Repeat(" ", mostOther)+"</styleSheet>"),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Open(path, list)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), "特别长") && !strings.Contains(err.Error(), "太大") {
			t.Errorf("%s: %v", name, err)
		}
		if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 8 {
			t.Errorf("%s: %d MB were taken to refuse it", name, grown)
		}
	}
	file, rows := read(t, with(t, "f.xlsx", "xl/sharedStrings.xml", words("<t>"+strings.Repeat("长", 900)+"</t>")))
	if len(rows) != 1 || rows[0].Fault != "" || len([]rune(rows[0].Cells[1])) != 900 {
		t.Errorf("a long remark is no bomb: %+v %v", rows, file.Header)
	}
	_, rows = read(t, write(t, "g.csv", []byte("代码,姓名\nU1,\""+long[:1<<20]+"\"\nU2,何以安\n")))
	if len(rows) != 2 || rows[0].Fault == "" || len(rows[0].Given[1]) > longestCell+9 || rows[1].Fault != "" {
		t.Errorf("a long cell of a text file: %d rows, %d bytes", len(rows), len(rows[0].Given[1]))
	}
}

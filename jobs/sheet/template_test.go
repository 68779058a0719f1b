package sheet

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anju/models"
)

// offered are the words that the cell under a header offers.
func offered(t *testing.T, book *excelize.File, cell string) []string {
	t.Helper()
	rules, err := book.GetDataValidations("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		if !strings.HasPrefix(rule.Sqref, cell+":") {
			continue
		}
		if rule.Type != "list" {
			t.Errorf("%s holds a rule %s", cell, rule.Type)
		}
		parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(rule.Formula1, "<formula1>"), "</formula1>"), "$")
		column := parts[1]
		last, err := strconv.Atoi(parts[len(parts)-1])
		if err != nil {
			t.Fatal(err)
		}
		cols, err := book.GetCols(wordSheet)
		if err != nil {
			t.Fatal(err)
		}
		n, err := excelize.ColumnNameToNumber(column)
		if err != nil {
			t.Fatal(err)
		}
		return cols[n-1][1:last]
	}
	return nil
}

func TestATemplateOffersTheWordsThatItsColumnsTake(t *testing.T) {
	for kind, columns := range models.SheetColumns {
		path := filepath.Join(t.TempDir(), kind+".xlsx")
		if err := WriteTemplate(path, columns); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		for i, c := range columns {
			name, err := excelize.CoordinatesToCellName(i+1, 2)
			if err != nil {
				t.Fatal(err)
			}
			if got := offered(t, book, name); !slices.Equal(got, c.Choices) {
				t.Errorf("%s %s offers %q, want %q", kind, c.Words, got, c.Choices)
			}
		}
		f, err := Open(path, columns)
		if err != nil {
			t.Fatalf("the template of %s is not read: %v", kind, err)
		}
		f.Close()
	}
	for list, want := range map[string]int{"areas.level": 5, "units.kind": 5, "units.land": 3, "units.landlord_doc_type": 5, "rooms.room_type": 10, "stays.doc_type": 5, "stays.relation": 9} {
		kind, key, _ := strings.Cut(list, ".")
		i := slices.IndexFunc(models.SheetColumns[kind], func(c models.Column) bool { return c.Key == key })
		if n := len(models.SheetColumns[kind][i].Choices); n < want {
			t.Errorf("%s offers %d words", list, n)
		}
	}
}

func TestAListThatLeftWithItsMarkComesInAgain(t *testing.T) {
	for _, kind := range []string{".csv", ".xlsx"} {
		path := filepath.Join(t.TempDir(), "a"+kind)
		w, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range [][]string{{models.SheetMark + "，不得外传。原因：核对；再核对", "", "", ""}, {"代码", "姓名", "入住日期", "手机号"}, {"U1", "何以安", "2026-02-28", ""}} {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		_, rows := read(t, path)
		if len(rows) != 1 || rows[0].Fault != "" || rows[0].Cells[2] != "2026-02-28" {
			t.Errorf("%s: %+v", kind, rows)
		}
	}
}

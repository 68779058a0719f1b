package sheet

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anju/models"

	"github.com/xuri/excelize/v2"
)

func TestARowReckonedByAFormulaIsHandedBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stays.xlsx")
	book := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "code", "B1": "name", "C1": "level", "A2": "U1", "B2": "甲", "A3": "U2", "B3": "x", "A4": "U3", "B4": "乙"} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SetCellFormula("Sheet1", "B3", `=A1&A2`); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	wantFaults(t, path, "", "公式", "")
}

func TestAnOpenQuoteCostsItsOwnRowAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stays.csv")
	text := "code,name,level\nU1,甲,1\nU2,\"乙,2\nU3,丙,3\nU4,\"青禾路\n旁边\",4\nU5,丁,5\nU6,\"青禾路\n旁边\",6\nU7,戊,7\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	wantFaults(t, path, "", "引号没有配上", "", "", "", "", "", "")
}

// wantFaults reads a file and holds the faults of its rows against the words that each must tell.
func wantFaults(t *testing.T, path string, want ...string) {
	t.Helper()
	f, err := Open(path, models.SheetColumns["areas"])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got []string
	for {
		row, err := f.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row.Fault)
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		if (want[i] == "") != (got[i] == "") || !strings.Contains(got[i], want[i]) {
			t.Errorf("row %d: %q, want %q", i+1, got[i], want[i])
		}
	}
}

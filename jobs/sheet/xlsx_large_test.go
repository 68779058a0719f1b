package sheet

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"testing"
)

// TestALargeWorkbookIsNotReadWholeIntoMemory opens a workbook that does not pack well: less is taken than its file is long.
func TestALargeWorkbookIsNotReadWholeIntoMemory(t *testing.T) {
	const rows = 20_000
	path := write(t, "a.xlsx", nil)
	made, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	out, err := To(made, ".xlsx")
	if err == nil {
		err = out.Write([]string{"代码", "姓名", "入住日期", "手机号"})
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < rows && err == nil; i++ {
		name := ""
		for range 40 {
			name += strconv.FormatUint(dice.Uint64(), 36)
		}
		err = out.Write([]string{strconv.Itoa(i), name, "2026-11-02", ""})
	}
	if err = errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	book, err := Open(path, list)
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if took := after.TotalAlloc - before.TotalAlloc; took > uint64(info.Size()) {
		t.Errorf("opening a file of %d KB took %d KB", info.Size()>>10, took>>10)
	}
	n := 0
	for ; err == nil; n++ {
		_, err = book.Next()
	}
	if n-1 != rows || !errors.Is(err, io.EOF) {
		t.Errorf("%d rows: %v", n-1, err)
	}
}

package officer_test

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"anju/jobs/sheet"
)

// TestAListOfHalfAMillionHomesFillsNoMemory brings a long list as a file of each kind: 20,000 rows, or 500,000 with
// ANJU_LONG=1. What is in memory is a batch, whatever the file holds;
// it is measured while the rows are read, so what is thrown away a moment later counts, too.
func TestAListOfHalfAMillionHomesFillsNoMemory(t *testing.T) {
	rows := 20_000
	if os.Getenv("ANJU_LONG") != "" {
		rows = 500_000
	}
	each(t, func(t *testing.T, w *town) {
		b := w.browser().signIn("li01", false)
		for _, kind := range []string{".csv", ".xlsx"} {
			b.get("/o/import").handIn("units", longList(kind, rows))
			most := growth(w.work)
			b.get(b.path).shows(fmt.Sprintf("导入，存 %d 行", rows))
			t.Logf("%s: %d rows, heap grew by %d MB", kind, rows, most>>20)
			if most > 150<<20 { // a batch, the next one being read, and the packed file of a workbook
				t.Errorf("%s: memory grew by %d MB", kind, most>>20)
			}
		}
	})
}

// longList is a list of so many homes, made as it is read.
func longList(kind string, rows int) io.Reader {
	read, write := io.Pipe()
	go func() {
		out, err := sheet.To(write, kind)
		if err == nil {
			err = out.Write([]string{"房屋代码", "地区代码", "地址", "房屋种类"})
		}
		for i := 0; i < rows && err == nil; i++ {
			err = out.Write([]string{fmt.Sprintf("%sH%07d", kind[1:], i), "7700000101", fmt.Sprintf("长街 %d 号", i+1), "套房"})
		}
		if err == nil {
			err = out.Close()
		}
		write.CloseWithError(err)
	}()
	return read
}

// growth is by how much the memory that is held grew at most while something ran.
func growth(run func()) int64 {
	before, grown := int64(inUse()), atomic.Int64{}
	over, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for {
			select {
			case <-over:
				return
			case <-time.After(200 * time.Millisecond):
				grown.Store(max(grown.Load(), int64(inUse())-before))
			}
		}
	}()
	run()
	close(over)
	<-watched
	return grown.Load()
}

// Package sheet reads and writes the lists that communities keep in CSV and XLSX files. Both come out as one stream of
// rows; what cannot be taken as a whole is refused with one sentence before the first row.
package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"anju/models"
)

// How much is read. Above, a file is no list of one place any more, or was made to fill the memory.
const (
	mostCSV  = 512 << 20
	mostXLSX = 128 << 20
	mostCell = 1000 // characters
)

// mostUnzip bounds all parts of an XLSX file together; a test makes it small.
var mostUnzip int64 = 1 << 30

// File is a file being read.
type File struct {
	Header []string // as it stands in the file
	Unused []string // headers that name no column of the list; their cells are not looked at

	columns []models.Column
	place   []int // for each cell of the file its column, or -1
	rows    source
	line    int
}

// source is where raw rows come from: the cells, and the line that they stand on.
type source interface {
	next() (cells []string, line int, err error)
	fault(line int) string // what is wrong with a line that was read, besides its cells
	progress() (done, total int64)
	Close() error
}

func refuse(format string, args ...any) error {
	return models.Refuse(models.Invalid, fmt.Sprintf(format, args...))
}

// Open opens a CSV or XLSX file and reads its header. What the file is follows from its bytes, not from its name.
// Errors: Invalid with one sentence when nothing can be read.
func Open(path string, columns []models.Column) (*File, error) {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse("没有这个文件：%s", path)
	case err != nil:
		return nil, refuse("打不开这个文件：%s", path)
	}
	return Read(file, columns)
}

// Read is Open for a file that is open already, from its beginning; it is closed with what is answered, or at once.
func Read(file *os.File, columns []models.Column) (*File, error) {
	rows, err := recognise(file, columns)
	if err != nil {
		_ = file.Close() // nothing was written
		return nil, err
	}
	f := &File{columns: columns, rows: rows}
	if err := f.readHeader(); err != nil {
		_ = rows.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

func recognise(file *os.File, columns []models.Column) (source, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, refuse("打不开这个文件")
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, refuse("读不了这个文件")
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, refuse("读不了这个文件")
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, refuse("读不了这个文件")
	}
	head = head[:n]
	switch {
	case len(bytes.TrimSpace(head)) == 0 && info.Size() <= int64(len(head)):
		return nil, refuse("这个文件是空的")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		if info.Size() > mostXLSX {
			return nil, refuse("文件太大了（超过 %d MB），请分成几个文件", mostXLSX>>20)
		}
		return openXLSX(file, columns)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return nil, refuse("这是老格式的表格或加了密码的表格。请去掉密码，另存为 XLSX 或 CSV 再交")
	case info.Size() > mostCSV:
		return nil, refuse("文件太大了（超过 %d MB），请分成几个文件", mostCSV>>20)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return nil, refuse("这个文件是 UTF-16 编码。请另存为“CSV UTF-8”或 XLSX 再交")
	case bytes.IndexByte(head, 0) >= 0, bytes.HasPrefix(head, []byte("%PDF")):
		return nil, refuse("这不是表格文件。请交 CSV 或 XLSX")
	}
	return openCSV(file, info.Size())
}

// Next answers the next row that is not empty; io.EOF after the last.
func (f *File) Next() (models.SheetRow, error) {
	for {
		given, line, err := f.rows.next()
		if err != nil {
			return models.SheetRow{}, err
		}
		if !blank(given) {
			row := f.row(given, line)
			if fault := f.rows.fault(line); fault != "" {
				row.Fault = fault
			}
			return row, nil
		}
	}
}

func (f *File) row(given []string, line int) models.SheetRow {
	row := models.SheetRow{Line: line, Given: given, Cells: make([]string, len(f.columns))}
	for i, cell := range given {
		if row.Fault == "" {
			row.Fault = cellFault(cell)
		}
		if len(cell) > longestCell { // a quote that nobody closed holds the rest of the file
			cell = strings.ToValidUTF8(cell[:longestCell], "") + "…"
			given[i] = cell
		}
		if i >= len(f.place) {
			if strings.TrimSpace(cell) != "" && row.Fault == "" {
				row.Fault = "这一行比表头多出了格子，多半是内容里有没加引号的逗号，请对一对"
			}
			continue
		}
		if to := f.place[i]; to >= 0 {
			row.Cells[to] = content(cell)
		}
	}
	return row
}

// Progress tells how much of the file is read; total is 0 where nobody knows.
func (f *File) Progress() (done, total int64) { return f.rows.progress() }

// Close closes the file.
func (f *File) Close() error { return f.rows.Close() }

func blank(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Writer writes a file row by row. The file has its name only once Close has put everything in it; Discard leaves
// nothing behind.
type Writer interface {
	Write(cells []string) error
	Close() error
	Discard()
}

// Create begins a CSV or XLSX file, by the end of its name, that only its owner can read: lists name people.
func Create(path string) (Writer, error) {
	kind := strings.ToLower(filepath.Ext(path))
	if kind != ".csv" && kind != ".xlsx" {
		return begin(nil, kind)
	}
	p, err := createPart(path)
	if err != nil {
		return nil, err
	}
	return begin(p, kind)
}

// To begins a file of a kind (.csv or .xlsx) that goes straight into w: nothing of it stays on this machine. Close
// finishes it and leaves w open.
func To(w io.Writer, kind string) (Writer, error) {
	return begin(stream{w}, kind)
}

func begin(to end, kind string) (Writer, error) {
	switch strings.ToLower(kind) {
	case ".csv":
		return createCSV(to)
	case ".xlsx":
		return createXLSX(to)
	}
	return nil, refuse("文件名要以 .csv 或 .xlsx 结尾")
}

// end is where the bytes of a file go, and what becomes of them.
type end interface {
	io.Writer
	done(err error) error
	drop()
}

// stream ends where somebody else reads on.
type stream struct{ io.Writer }

func (stream) done(err error) error { return err }
func (stream) drop()                {}

// part is a file on its way to its name.
type part struct {
	*os.File
	path string
}

func createPart(path string) (part, error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part") // 0600
	if err != nil {
		return part{}, refuse("写不了文件 %s，请看文件夹在不在、有没有权限", path)
	}
	return part{file, path}, nil
}

func (p part) done(err error) error {
	if err = errors.Join(err, p.Close()); err == nil {
		err = os.Rename(p.Name(), p.path)
	}
	if err != nil {
		p.drop()
		return refuse("写不了文件 %s，磁盘可能满了", p.path)
	}
	return nil
}

func (p part) drop() {
	_ = p.Close()
	_ = os.Remove(p.Name())
}

type csvWriter struct {
	end
	text *bufio.Writer
	rows *csv.Writer
	row  []string
}

func createCSV(to end) (Writer, error) {
	w := &csvWriter{end: to, text: bufio.NewWriterSize(to, 1<<16)}
	if _, err := w.text.WriteString("\ufeff"); err != nil { // without the mark spreadsheets read Chinese as something else
		w.drop()
		return nil, refuse("写不了文件")
	}
	w.rows = csv.NewWriter(w.text)
	w.rows.UseCRLF = true
	return w, nil
}

func (w *csvWriter) Write(cells []string) error {
	w.row = w.row[:0]
	for _, cell := range cells {
		w.row = append(w.row, guard(strings.ToValidUTF8(cell, "\ufffd")))
	}
	return w.rows.Write(w.row)
}

func (w *csvWriter) Close() error {
	w.rows.Flush()
	return w.done(errors.Join(w.rows.Error(), w.text.Flush()))
}

func (w *csvWriter) Discard() { w.drop() }

type xlsxWriter struct {
	end
	book   *excelize.File
	stream *excelize.StreamWriter
	row    []any
	line   int
}

const mostColumns = 60 // that are set to text

func createXLSX(to end) (Writer, error) {
	w := &xlsxWriter{end: to, book: excelize.NewFile()}
	var err error
	if w.stream, err = w.book.NewStreamWriter("Sheet1"); err == nil {
		var text int
		// Text columns keep long numbers whole when somebody types into them.
		if text, err = w.book.NewStyle(&excelize.Style{NumFmt: 49}); err == nil {
			err = errors.Join(w.stream.SetColStyle(1, mostColumns, text), w.stream.SetColWidth(1, mostColumns, 16))
		}
	}
	if err != nil {
		w.Discard()
		return nil, refuse("写不了文件")
	}
	return w, nil
}

func (w *xlsxWriter) Write(cells []string) error {
	w.row = w.row[:0]
	for _, cell := range cells {
		w.row = append(w.row, guard(strings.ToValidUTF8(cell, "\ufffd")))
	}
	if w.line++; w.line > excelize.TotalRows {
		return refuse("一张表放不下，请按地区分开，或写成 CSV")
	}
	name, err := excelize.CoordinatesToCellName(1, w.line)
	if err != nil {
		return err
	}
	return w.stream.SetRow(name, w.row)
}

// Close packs the rows straight into their end: what the library would do is pack them in memory first.
func (w *xlsxWriter) Close() error {
	err := w.stream.Flush()
	if err == nil {
		w.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w.end) })
		_, err = w.book.WriteToBuffer()
	}
	return w.done(errors.Join(err, w.book.Close()))
}

func (w *xlsxWriter) Discard() {
	_ = w.book.Close()
	w.drop()
}

package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"anju/models"
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
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return createCSV(path)
	case ".xlsx":
		return createXLSX(path)
	}
	return nil, refuse("文件名要以 .csv 或 .xlsx 结尾")
}

// part is a file on its way to its name.
type part struct {
	path string
	file *os.File
}

func createPart(path string) (part, error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part") // 0600
	if err != nil {
		return part{}, refuse("写不了文件 %s，请看文件夹在不在、有没有权限", path)
	}
	return part{path, file}, nil
}

func (p part) done(err error) error {
	if err = errors.Join(err, p.file.Close()); err == nil {
		err = os.Rename(p.file.Name(), p.path)
	}
	if err != nil {
		p.drop()
		return refuse("写不了文件 %s，磁盘可能满了", p.path)
	}
	return nil
}

func (p part) drop() {
	_ = p.file.Close()
	_ = os.Remove(p.file.Name())
}

type csvWriter struct {
	part
	text *bufio.Writer
	rows *csv.Writer
	row  []string
}

func createCSV(path string) (Writer, error) {
	p, err := createPart(path)
	if err != nil {
		return nil, err
	}
	w := &csvWriter{part: p, text: bufio.NewWriterSize(p.file, 1<<16)}
	if _, err := w.text.WriteString("\ufeff"); err != nil { // without the mark spreadsheets read Chinese as something else
		w.drop()
		return nil, refuse("写不了文件 %s", path)
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
	part
	book   *excelize.File
	stream *excelize.StreamWriter
	row    []any
	line   int
}

const mostColumns = 60 // that are set to text

func createXLSX(path string) (Writer, error) {
	p, err := createPart(path)
	if err != nil {
		return nil, err
	}
	w := &xlsxWriter{part: p, book: excelize.NewFile()}
	if w.stream, err = w.book.NewStreamWriter("Sheet1"); err == nil {
		var text int
		// Text columns keep long numbers whole when somebody types into them.
		if text, err = w.book.NewStyle(&excelize.Style{NumFmt: 49}); err == nil {
			err = errors.Join(w.stream.SetColStyle(1, mostColumns, text), w.stream.SetColWidth(1, mostColumns, 16))
		}
	}
	if err != nil {
		w.Discard()
		return nil, refuse("写不了文件 %s", path)
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

func (w *xlsxWriter) Close() error {
	err := w.stream.Flush()
	if err == nil {
		_, err = w.book.WriteTo(w.file)
	}
	return w.done(errors.Join(err, w.book.Close()))
}

func (w *xlsxWriter) Discard() {
	_ = w.book.Close()
	w.drop()
}

// WriteTemplate writes an empty list with its header in Chinese.
func WriteTemplate(path string, columns []models.Column) error {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Words
	}
	w, err := Create(path)
	if err != nil {
		return err
	}
	if err := w.Write(header); err != nil {
		w.Discard()
		return err
	}
	return w.Close()
}

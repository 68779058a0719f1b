package sheet

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"anju/models"
)

// largePart is from when on a part of a workbook is unpacked into a file of the system, in bytes. In memory a part takes
// several times its size.
const largePart = 4 << 20

type xlsxSource struct {
	file    *os.File
	book    *excelize.File
	rows    *excelize.Rows
	columns []models.Column
	times   []bool // by cell: holds days or moments, known once the header is read
	old     bool   // days are counted from 1904
	line    int
	total   int64
	reckons map[int]bool // lines with a formula
}

// openXLSX opens the first sheet of a workbook; rows are streamed, large parts go through a file of the system.
func openXLSX(file *os.File, columns []models.Column) (source, error) {
	reckons, err := lookThrough(file)
	if err != nil {
		return nil, err
	}
	book, err := openBook(file, excelize.Options{UnzipSizeLimit: mostUnzip, UnzipXMLSizeLimit: min(mostUnzip, largePart), RawCellValue: true})
	switch {
	case err != nil && strings.Contains(err.Error(), "unzip size exceeds"):
		return nil, refuse("表格解开后太大（超过 %d MB），请分成几个文件", mostUnzip>>20)
	case err != nil:
		return nil, refuse("这不是能打开的表格文件。请另存为 XLSX 或 CSV 再交")
	}
	s := &xlsxSource{file: file, book: book, columns: columns, reckons: reckons}
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, refuse("这个表格里没有工作表")
	}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		s.old = *props.Date1904
	}
	if area, err := book.GetSheetDimension(sheets[0]); err == nil {
		s.total = lastRow(area)
	}
	if s.rows, err = book.Rows(sheets[0]); err != nil {
		_ = book.Close() // removes what it unpacked
		return nil, refuse("这个表格的第一张工作表读不了")
	}
	return s, nil
}

// lookThrough answers the lines with a formula, and refuses what would fill the memory, before the workbook is opened.
func lookThrough(file *os.File) (map[int]bool, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, refuse("打不开这个文件")
	}
	parts, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, refuse("这不是能打开的表格文件。请另存为 XLSX 或 CSV 再交")
	}
	err = checkParts(parts)
	var lines map[int]bool
	if err == nil {
		lines, err = formulaLines(parts)
	}
	switch {
	case models.AsError(err) != nil:
		return nil, err
	case err != nil:
		return nil, refuse("这个表格的第一张工作表读不了")
	}
	_, err = file.Seek(0, io.SeekStart)
	return lines, err
}

// openBook lets the library read the file piece by piece, by the name that the system gives to an open file; handed over
// as a stream it would be read whole into memory.
func openBook(file *os.File, how excelize.Options) (*excelize.File, error) {
	book, err := excelize.OpenFile("/dev/fd/"+strconv.FormatUint(uint64(file.Fd()), 10), how)
	if unnamed := (*fs.PathError)(nil); errors.As(err, &unnamed) { // a system without such names
		return excelize.OpenReader(file, how)
	}
	return book, err
}

// fault says that a line is reckoned by the spreadsheet: what stands there today may be another tomorrow.
func (s *xlsxSource) fault(line int) string {
	if s.reckons[line] {
		return "这一行有格子是公式。请复制，再“选择性粘贴”成数值"
	}
	return ""
}

func lastRow(area string) int64 {
	_, end, _ := strings.Cut(area, ":")
	_, row, err := excelize.CellNameToCoordinates(end)
	if err != nil {
		return 0
	}
	return int64(row)
}

func (s *xlsxSource) next() ([]string, int, error) {
	if !s.rows.Next() {
		if s.rows.Error() != nil {
			return nil, 0, refuse("表格读到一半读不下去了，请另存一份再交")
		}
		return nil, 0, io.EOF
	}
	s.line++
	cells, err := s.rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, 0, refuse("表格读到一半读不下去了，请另存一份再交")
	}
	if s.times == nil && !blank(cells) && !strings.HasPrefix(cells[0], models.SheetMark) {
		s.times = timesOf(cells, s.columns)
		return cells, s.line, nil
	}
	for i, cell := range cells {
		if i < len(s.times) && s.times[i] {
			cells[i] = s.moment(cell)
		} else {
			cells[i] = plainNumber(cell)
		}
	}
	return cells, s.line, nil
}

// timesOf marks the cells of the header under which days stand.
func timesOf(header []string, columns []models.Column) []bool {
	times := make([]bool, len(header))
	for i, cell := range header {
		for _, c := range columns {
			for _, name := range append([]string{c.Key, c.Words}, c.Also...) {
				times[i] = times[i] || c.Time && headerWord(cell) == headerWord(name)
			}
		}
	}
	return times
}

// moment writes a day that the spreadsheet keeps as a number the way people type it; anything else stays as it is.
func (s *xlsxSource) moment(cell string) string {
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || n < 1 || n > 2958465 { // 9999-12-31
		return cell
	}
	t, err := excelize.ExcelDateToTime(n, s.old)
	if err != nil {
		return cell
	}
	if t = t.Round(time.Second); n == math.Trunc(n) {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04:05")
}

var exponent = regexp.MustCompile(`^\d(\.\d+)?E\+?\d+$`)

// plainNumber writes a phone number that the spreadsheet keeps as 1.9900000013E10 with all its digits. Beyond fifteen
// digits they are lost; such a number stays as it is and fails where a document is expected.
func plainNumber(cell string) string {
	if !strings.Contains(cell, "E") || !exponent.MatchString(cell) {
		return cell
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || n >= 1e15 || n != math.Trunc(n) {
		return cell
	}
	return strconv.FormatFloat(n, 'f', 0, 64)
}

func (s *xlsxSource) progress() (done, total int64) { return int64(s.line), s.total }

func (s *xlsxSource) Close() error {
	return errors.Join(s.rows.Close(), s.book.Close(), s.file.Close())
}

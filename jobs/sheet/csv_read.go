package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

type csvSource struct {
	file  *os.File
	count *counter
	rows  *csv.Reader
	size  int64
	comma rune
	width int            // cells of the first line
	later []csvLine      // lines that an open quote had swallowed
	open  map[int]string // lines with a quote that is not closed
}

type csvLine struct {
	cells []string
	line  int
}

// counter counts what went through.
type counter struct {
	from io.Reader
	n    int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}

func openCSV(file *os.File, size int64) (source, error) {
	look, err := inspect(file)
	if err != nil {
		return nil, err
	}
	if _, err := file.Seek(int64(look.skip), io.SeekStart); err != nil {
		return nil, refuse("读不了这个文件")
	}
	s := &csvSource{file: file, size: size, count: &counter{from: file, n: int64(look.skip)}}
	var text io.Reader = s.count
	if look.gb18030 {
		text = transform.NewReader(text, simplifiedchinese.GB18030.NewDecoder())
	}
	s.rows = csv.NewReader(text)
	s.comma, s.open = look.comma, map[int]string{}
	s.rows.Comma, s.rows.LazyQuotes, s.rows.FieldsPerRecord = look.comma, true, -1
	return s, nil
}

func (s *csvSource) next() ([]string, int, error) {
	if len(s.later) > 0 {
		first := s.later[0]
		s.later = s.later[1:]
		return first.cells, first.line, nil
	}
	cells, err := s.rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, 0, io.EOF
	}
	if err != nil {
		return nil, 0, refuse("文件读到一半读不下去了，请对一对引号，或另存一份再交")
	}
	line, _ := s.rows.FieldPos(0)
	if s.width == 0 {
		s.width = len(cells)
	}
	return s.closeQuote(cells, line), line, nil
}

// closeQuote ends a quote that nobody closed at the end of its line: what it swallowed are lines of their own.
func (s *csvSource) closeQuote(cells []string, line int) []string {
	at := slices.IndexFunc(cells, func(cell string) bool { return strings.Contains(cell, "\n") })
	if at < 0 {
		return cells
	}
	own, swallowed, _ := strings.Cut(cells[at], "\n")
	swallowed = strings.Join(append([]string{swallowed}, cells[at+1:]...), string(s.comma))
	like := func(text string) bool { return strings.Count(text, string(s.comma)) >= s.width-1 }
	if len(cells) == s.width && !slices.ContainsFunc(strings.Split(swallowed, "\n"), like) {
		return cells // somebody wrote two lines into one cell
	}
	s.open[line] = "这一行有引号没有配上，请对一对"
	cells = append(cells[:at:at], own)
	for i, text := range strings.Split(swallowed, "\n") {
		if strings.TrimSpace(text) == "" {
			continue
		}
		rows := csv.NewReader(strings.NewReader(text))
		rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord = s.comma, true, -1
		if inner, err := rows.Read(); err == nil {
			s.later = append(s.later, csvLine{inner, line + 1 + i})
		}
	}
	return cells
}

func (s *csvSource) fault(line int) string { return s.open[line] }

func (s *csvSource) progress() (done, total int64) { return s.count.n, s.size }
func (s *csvSource) Close() error                  { return s.file.Close() }

// look is what a first pass over a text file found.
type look struct {
	skip    int // bytes of the byte order mark
	gb18030 bool
	comma   rune
}

// inspect reads the whole file once to find its encoding. Chinese in UTF-8 is hardly ever valid GB18030 by chance and the
// other way round, so the lines vote: a few broken lines are handed back as failed rows, they do not turn the file.
func inspect(file io.Reader) (look, error) {
	lines := bufio.NewReaderSize(file, 1<<20)
	l := look{comma: ','}
	if mark, err := lines.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		l.skip = 3
		if _, err := lines.Discard(3); err != nil {
			return l, refuse("读不了这个文件")
		}
	}
	var utf, other, lost int
	for n := 0; ; n++ {
		line, err := lines.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return l, refuse("读不了这个文件")
		}
		if n == 0 {
			l.comma = commaOf(line)
		}
		switch {
		case bytes.IndexByte(line, 0) >= 0:
			return l, refuse("这不是表格文件。请交 CSV 或 XLSX")
		case ascii(line):
		case utf8.Valid(line):
			utf++
		case inGB18030(line):
			other++
		default:
			lost++
		}
		if errors.Is(err, io.EOF) {
			break
		}
	}
	switch {
	case l.skip > 0, utf >= other+lost:
		return l, nil
	case lost > other:
		return l, refuse("看不懂这个文件的编码。请另存为“CSV UTF-8”或 XLSX 再交")
	}
	l.gb18030 = true
	return l, nil
}

// commaOf finds what separates the cells of the header.
func commaOf(line []byte) rune {
	best, most := ',', bytes.Count(line, []byte(","))
	for _, sign := range ";\t" {
		if n := bytes.Count(line, []byte(string(sign))); n > most {
			best, most = sign, n
		}
	}
	return best
}

func ascii(line []byte) bool {
	for _, b := range line {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func inGB18030(line []byte) bool {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(line)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

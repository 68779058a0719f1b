package sheet

import (
	"errors"
	"io"
	"strings"
	"unicode"

	"anju/models"
)

// readHeader takes the first row that is not empty as the header and finds the column of each of its cells.
func (f *File) readHeader() error {
	for {
		cells, line, err := f.rows.next()
		if errors.Is(err, io.EOF) {
			return refuse("这个文件是空的")
		}
		if err != nil {
			return err
		}
		if !blank(cells) && !strings.HasPrefix(strings.TrimSpace(cells[0]), models.SheetMark) {
			f.Header, f.line = cells, line
			break
		}
	}
	for len(f.Header) > 0 && strings.TrimSpace(f.Header[len(f.Header)-1]) == "" {
		f.Header = f.Header[:len(f.Header)-1]
	}
	known := map[string]int{}
	for i, c := range f.columns {
		for _, name := range append([]string{c.Key, c.Words}, c.Also...) {
			known[headerWord(name)] = i
		}
	}
	seen := map[int]bool{}
	f.place = make([]int, len(f.Header))
	for i, cell := range f.Header {
		at, ok := known[headerWord(unguard(cell))]
		if !ok {
			f.place[i] = -1
			if word := strings.TrimSpace(cell); word != "" && word != models.ReasonColumn {
				f.Unused = append(f.Unused, word)
			}
			continue
		}
		if seen[at] {
			return refuse("表头里“%s”有两列，请只留一列", f.columns[at].Words)
		}
		seen[at] = true
		f.place[i] = at
	}
	return f.missing(seen)
}

func (f *File) missing(seen map[int]bool) error {
	var lack []string
	for i, c := range f.columns {
		if c.Must && !seen[i] {
			lack = append(lack, c.Words)
		}
	}
	if len(lack) > 0 {
		return refuse("表头不对：第 1 行要有“%s”。可以先取一份空样表，照着填", strings.Join(lack, "”“"))
	}
	return nil
}

// headerWord makes 房屋代码, " 房屋 代码 " and 房屋代码* one word, and Unit_Code and unit_code.
func headerWord(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '*', r == '＊', r == '\ufeff':
			return -1
		case r == '(':
			return '（'
		case r == ')':
			return '）'
		}
		return unicode.ToLower(r)
	}, s)
}

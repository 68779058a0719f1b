package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// formulaLines are the lines of the first sheet that hold a formula (ECMA-376 18.3.1.40: an element f in a cell c). The
// rows come as a stream without them, so the sheet is looked through once more, tag by tag.
func formulaLines(file *os.File) (map[int]bool, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	parts, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, err
	}
	name, err := firstSheet(parts)
	if err != nil {
		return nil, err
	}
	part, err := parts.Open(name)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	lines, cell := map[int]bool{}, ""
	tags := bufio.NewReaderSize(io.LimitReader(part, mostUnzip), 1<<16)
	for {
		tag, err := tags.ReadSlice('<')
		switch {
		case bytes.HasPrefix(tag, []byte("c ")):
			cell = attribute(tag, ` r="`)
		case bytes.HasPrefix(tag, []byte("f>")), bytes.HasPrefix(tag, []byte("f ")), bytes.HasPrefix(tag, []byte("f/")):
			if _, row, err := excelize.CellNameToCoordinates(cell); err == nil {
				lines[row] = true
			}
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return lines, err
		}
	}
}

func attribute(tag []byte, start string) string {
	_, rest, _ := bytes.Cut(tag, []byte(start))
	value, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(value)
}

// firstSheet finds the part of the first sheet: the workbook names it by an id, its relations say where it lies.
func firstSheet(parts *zip.Reader) (string, error) {
	var book struct {
		Sheets []struct {
			ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	for name, into := range map[string]any{"xl/workbook.xml": &book, "xl/_rels/workbook.xml.rels": &relations} {
		part, err := parts.Open(name)
		if err != nil {
			return "", err
		}
		err = xml.NewDecoder(part).Decode(into)
		_ = part.Close()
		if err != nil {
			return "", err
		}
	}
	for _, r := range relations.All {
		if len(book.Sheets) > 0 && r.ID == book.Sheets[0].ID {
			if at, whole := strings.CutPrefix(r.Target, "/"); whole {
				return at, nil
			}
			return path.Join("xl", r.Target), nil
		}
	}
	return "", errors.New("no sheet")
}

package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// formulaLines are the lines of the first sheet that hold a formula (ECMA-376 18.3.1.40: an element f in a cell c). The
// rows come as a stream without them, so the sheet is looked through once more, tag by tag.
func formulaLines(parts *zip.Reader) (map[int]bool, error) {
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
	err = eachTag(part, func(tag []byte) {
		switch {
		case bytes.HasPrefix(tag, []byte("c ")):
			cell = attribute(tag, ` r="`)
		case bytes.HasPrefix(tag, []byte("f>")), bytes.HasPrefix(tag, []byte("f ")), bytes.HasPrefix(tag, []byte("f/")):
			if _, row, err := excelize.CellNameToCoordinates(cell); err == nil {
				lines[row] = true
			}
		}
	})
	return lines, err
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

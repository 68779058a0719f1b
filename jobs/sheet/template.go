package sheet

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"anju/models"
)

// WriteTemplate writes an empty list with its header in Chinese to a file; in a workbook, cells that take words of a list
// offer them.
func WriteTemplate(path string, columns []models.Column) error {
	kind := strings.ToLower(filepath.Ext(path))
	if kind != ".csv" && kind != ".xlsx" {
		_, err := begin(nil, kind)
		return err
	}
	p, err := createPart(path)
	if err != nil {
		return err
	}
	return p.done(Template(p, kind, columns))
}

// Template writes an empty list of a kind (.csv or .xlsx) into w.
func Template(w io.Writer, kind string, columns []models.Column) error {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Words
	}
	out, err := To(w, kind)
	if err != nil {
		return err
	}
	if book, is := out.(*xlsxWriter); is {
		err = book.offer(columns)
	}
	if err = errors.Join(err, out.Write(header)); err != nil {
		out.Discard()
		return err
	}
	return out.Close()
}

const (
	wordSheet = "可选的词"
	lastOffer = 20_000 // the last row whose cells offer words
)

// offer lets the cells under a header offer the words that its column takes. The words stand on a sheet of their own: a
// list in the rule itself holds 255 signs at most. Other words are taken too, the import says what is wrong with them.
func (w *xlsxWriter) offer(columns []models.Column) error {
	if _, err := w.book.NewSheet(wordSheet); err != nil {
		return err
	}
	n := 0
	for i, c := range columns {
		if len(c.Choices) == 0 {
			continue
		}
		n++
		words, err := excelize.ColumnNumberToName(n)
		if err != nil {
			return err
		}
		cells := append([]string{c.Words}, c.Choices...)
		if err := w.book.SetSheetCol(wordSheet, words+"1", &cells); err != nil {
			return err
		}
		under, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(fmt.Sprintf("%s2:%s%d", under, under, lastOffer))
		rule.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$2:$%s$%d", wordSheet, words, words, len(c.Choices)+1))
		rule.ShowErrorMessage = false
		if err := w.book.AddDataValidation("Sheet1", rule); err != nil {
			return err
		}
	}
	return nil
}

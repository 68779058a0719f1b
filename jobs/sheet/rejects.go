package sheet

import (
	"io"
	"path/filepath"
	"strings"

	"anju/models"
)

// Rejects hands failed rows back in a file beside the one they came from: its columns as given, and why, last. The file
// is made with the first row.
type Rejects struct {
	path   string
	header []string
	out    Writer
	begin  func() (Writer, error)
}

// NewRejects prepares the file NAME.errors.csv or NAME.errors.xlsx for the rows of a file.
func NewRejects(from string, header []string) (*Rejects, error) {
	full, err := filepath.Abs(from)
	if err != nil {
		return nil, refuse("找不到这个文件：%s", from)
	}
	ext := ".csv"
	if strings.EqualFold(filepath.Ext(full), ".xlsx") {
		ext = ".xlsx"
	}
	path := strings.TrimSuffix(full, filepath.Ext(full)) + ".errors" + ext
	return &Rejects{path: path, header: header, begin: func() (Writer, error) { return Create(path) }}, nil
}

// RejectsTo prepares the same for a stream, of a kind (.csv or .xlsx).
func RejectsTo(w io.Writer, kind string, header []string) *Rejects {
	return &Rejects{header: header, begin: func() (Writer, error) { return To(w, kind) }}
}

// Add hands back one row.
func (r *Rejects) Add(row models.SheetRow, reason string) error {
	header, at := r.cells(r.header)
	if r.out == nil {
		out, err := r.begin()
		if err != nil {
			return err
		}
		r.out = out
		if err := out.Write(append(header, models.ReasonColumn)); err != nil {
			return err
		}
	}
	cells := make([]string, 0, len(row.Given)+1)
	for i := range r.header {
		if i == at {
			continue
		}
		cell := ""
		if i < len(row.Given) {
			cell = row.Given[i]
		}
		cells = append(cells, unguard(cell))
	}
	cells = append(cells, reason)
	// Cells beyond the header stay beyond it: joined to another they would read as something that nobody wrote.
	for _, cell := range row.Given[min(len(row.Given), len(r.header)):] {
		cells = append(cells, unguard(cell))
	}
	return r.out.Write(cells)
}

// cells are the given columns without the reason of an earlier time, and where that stood (-1: nowhere).
func (r *Rejects) cells(header []string) ([]string, int) {
	for i, word := range header {
		if strings.TrimSpace(word) == models.ReasonColumn {
			return append(append([]string{}, header[:i]...), header[i+1:]...), i
		}
	}
	return append([]string{}, header...), -1
}

// Close finishes the file and answers its absolute path, or "" when no row failed.
func (r *Rejects) Close() (string, error) {
	if r.out == nil {
		return "", nil
	}
	return r.path, r.out.Close()
}

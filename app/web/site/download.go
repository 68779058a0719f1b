package site

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// Spell is how long a whole file may take on its way in or out.
const Spell = 20 * time.Minute

// Download is a file on its way to the browser, written as it is made. Nothing is said before its first byte: until then
// a page can still answer.
type Download struct {
	c          echo.Context
	kind, name string
	Begun      bool
}

// Download makes a file by this name, of a kind (.csv or .xlsx).
func (s *Site) Download(c echo.Context, name, kind string) *Download {
	return &Download{c: c, name: name, kind: kind}
}

var fileTypes = map[string]string{".csv": "text/csv; charset=utf-8", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// Write sends a piece.
func (d *Download) Write(p []byte) (int, error) {
	if !d.Begun {
		d.Begun = true
		h := d.c.Response().Header()
		h.Set("Content-Type", fileTypes[d.kind])
		h.Set("Content-Disposition", `attachment; filename="`+d.name+d.kind+`"`)
		h.Set("Cache-Control", "no-store")
		d.c.Response().WriteHeader(http.StatusOK)
	}
	return d.c.Response().Write(p)
}

// Break ends a file that cannot be finished in the middle, so that nobody takes the part for the whole.
func (d *Download) Break() { panic(http.ErrAbortHandler) }

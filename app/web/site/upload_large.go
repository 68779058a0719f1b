package site

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"

	"anju/jobs/sheet"

	"github.com/labstack/echo/v4"
)

// MostUpload is how many bytes of a form with a file are read at all: what is beyond what the page takes is thrown away, so
// that the browser hears the answer.
const MostUpload = 300 << 20

// Upload is a file that came with a form, in a file of ours without a name; the form's handler closes it.
type Upload struct {
	*os.File
	Size int64
	Over bool // it is larger than the page takes; nothing of it is kept
}

// CheckStream is CheckForm for a form that ReadUpload reads: its token is checked there, before its file is kept. Anything
// else that is sent here is refused as CheckForm does.
func (s *Site) CheckStream(c echo.Context) error {
	if !multi(c.Request()) {
		return s.CheckForm(c)
	}
	if s.foreign(c.Request()) {
		return &forged{}
	}
	return nil
}

func multi(r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind == "multipart/form-data"
}

// ReadUpload reads a form with one file, in the order in which the page has them: the token of the form stands before the
// file, and nothing of a form that is not ours is kept. most is how many bytes the file may have. Upload is nil where no
// file was chosen.
func (s *Site) ReadUpload(c echo.Context, field string, most int64) (Form, *Upload, error) {
	r := c.Request()
	if !multi(r) {
		return Form{}, nil, echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return Form{}, nil, echo.NewHTTPError(http.StatusBadRequest)
	}
	f, up := Form{values: url.Values{}}, (*Upload)(nil)
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && n > maxFields {
			err = echo.NewHTTPError(http.StatusRequestEntityTooLarge)
		}
		if err == nil && part.FormName() == field {
			if up != nil || !s.rightToken(c, f.Get("_csrf")) {
				err = &forged{}
			} else {
				up, err = readFile(part, most)
			}
		} else if err == nil {
			err = f.readPart(part)
		}
		if err != nil {
			return Form{}, nil, errors.Join(tooLarge(err), up.drop())
		}
	}
	if !s.rightToken(c, f.Get("_csrf")) {
		return Form{}, nil, errors.Join(&forged{}, up.drop())
	}
	if up != nil && up.Size == 0 {
		return f, nil, up.drop()
	}
	return f, up, nil
}

func (up *Upload) drop() error {
	if up == nil {
		return nil
	}
	return up.Close()
}

// readPart reads a field as ReadForm does.
func (f Form) readPart(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, maxValue))
	if err != nil {
		return err
	}
	if name := part.FormName(); name != "" && len(name) <= 64 {
		v, _ := readValue(string(value))
		f.values.Add(name, v)
	}
	return nil
}

func readFile(part *multipart.Part, most int64) (*Upload, error) {
	file, err := sheet.Nameless()
	if err != nil {
		return nil, err
	}
	up := &Upload{File: file}
	if up.Size, err = io.Copy(file, io.LimitReader(part, most+1)); err == nil && up.Size > most {
		up.Over = true
		if err = file.Truncate(0); err == nil {
			_, err = io.Copy(io.Discard, part)
		}
	}
	return up, err
}

// tooLarge makes an answer of what the reader of the body says.
func tooLarge(err error) error {
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	return err
}

// RedrawLarge is Redraw for a file that is larger than the page takes: 413, and the sentence at its field.
func (s *Site) RedrawLarge(c echo.Context, p Page, f Form, err error) error {
	return s.redraw(c, p, f, http.StatusRequestEntityTooLarge, err)
}

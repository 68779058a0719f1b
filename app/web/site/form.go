package site

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"anju/models"

	"github.com/labstack/echo/v4"
)

// The sizes of a form; a page of ours stays far below.
const (
	maxFields = 5000 // a home of many people has several fields for each
	maxValue  = 4000 // characters in one field
)

// Form is what somebody typed, kept as typed so that it can be drawn again. The zero Form is empty.
type Form struct{ values url.Values }

// NewForm makes a Form of values that were kept, such as a draft.
func NewForm(values url.Values) Form { return Form{values: values} }

// ReadForm reads the posted fields, never those of the address. The Form is usable beside a fault: the page draws what
// was typed without the signs that cannot be taken.
func ReadForm(c echo.Context) (Form, error) {
	if err := parseForm(c.Request(), takesFile(c)); err != nil {
		return Form{}, err
	}
	posted := c.Request().PostForm
	if len(posted) > maxFields {
		return Form{}, echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	}
	var faults models.Faults
	clean := make(url.Values, len(posted))
	for name, all := range posted {
		if name == "" || len(name) > 64 || strings.ContainsFunc(name, unreadable) || !utf8.ValidString(name) {
			return Form{}, echo.NewHTTPError(http.StatusBadRequest)
		}
		if len(all) > maxFields {
			return Form{}, echo.NewHTTPError(http.StatusRequestEntityTooLarge)
		}
		for _, v := range all {
			v, fault := readValue(v)
			clean[name] = append(clean[name], v)
			if faults == nil || !slices.ContainsFunc(faults, func(f models.Fault) bool { return f.Field == name }) {
				faults.Add(name, fault)
			}
		}
	}
	slices.SortFunc(faults, func(a, b models.Fault) int { return strings.Compare(a.Field, b.Field) })
	return Form{values: clean}, faults.Err()
}

// parseForm parses the body once; what is no form of ours is 415, what is too large 413. Only a route that takes a file
// reads a form in parts.
func parseForm(r *http.Request, file bool) error {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	parts := file && kind == "multipart/form-data"
	if kind != "application/x-www-form-urlencoded" && !parts && r.ContentLength != 0 {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	parse := r.ParseForm
	if parts {
		parse = func() error { return r.ParseMultipartForm(inMemory) }
	}
	if err := parse(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
		}
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	return nil
}

func readValue(v string) (string, string) {
	v = strings.ReplaceAll(strings.ReplaceAll(v, "\r\n", "\n"), "\r", "\n")
	fault := ""
	if !utf8.ValidString(v) || strings.ContainsFunc(v, unreadable) {
		v = strings.Map(func(r rune) rune {
			if r == utf8.RuneError || unreadable(r) {
				return -1
			}
			return r
		}, v)
		fault = "里面有看不见的字符，已经去掉，请再看一眼"
	}
	if utf8.RuneCountInString(v) > maxValue {
		v = string([]rune(v)[:maxValue])
		fault = "写得太长了，后面的没留住，请删短一些"
	}
	return v, fault
}

// unreadable are control characters and the marks that turn the reading direction: with them a name can be made to
// look like another.
func unreadable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// Get is the first value on one line, without spaces around it.
func (f Form) Get(name string) string {
	return strings.TrimSpace(strings.Join(strings.FieldsFunc(f.values.Get(name), func(r rune) bool { return r == '\n' || r == '\t' }), " "))
}

// Text is the first value with its lines kept, for text boxes.
func (f Form) Text(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// Secret is the first value exactly as typed, for passwords.
func (f Form) Secret(name string) string { return f.values.Get(name) }

// Has says whether the field was sent at all, empty or not.
func (f Form) Has(name string) bool { return f.values.Has(name) }

// On says whether a box was ticked.
func (f Form) On(name string) bool { return f.Get(name) != "" }

// All are the values of a field that stands more than once.
func (f Form) All(name string) []string {
	all := make([]string, 0, len(f.values[name]))
	for _, v := range f.values[name] {
		all = append(all, strings.TrimSpace(v))
	}
	return all
}

// Empty says whether nothing was typed.
func (f Form) Empty() bool { return len(f.values) == 0 }

// With is a copy with one field set, to fill in what is known.
func (f Form) With(name, value string) Form {
	next := f.Values()
	next.Set(name, value)
	return Form{values: next}
}

// Values is a copy of all fields, to put a draft away.
func (f Form) Values() url.Values {
	next := make(url.Values, len(f.values)+1)
	for name, all := range f.values {
		next[name] = slices.Clone(all)
	}
	return next
}

// Draft is Values without what must never be kept: passwords, codes, and the marks of the form itself.
func (f Form) Draft() url.Values {
	next := f.Values()
	for name := range next {
		if isSecret(name) || strings.HasPrefix(name, "_") {
			next.Del(name)
		}
	}
	return next
}

// isSecret are the fields that are typed anew each time and never drawn again.
func isSecret(name string) bool {
	switch name {
	case "password", "password2", "new_password", "code", "totp":
		return true
	}
	return false
}

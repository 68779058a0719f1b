package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"anju/static"
	"anju/templates"
)

// Marks that finish replaces once the page is drawn and it is known what is on it.
const (
	spriteMark = template.HTML(`<svg data-sprite=""></svg>`)
	liveMark   = template.HTML(`<script data-live=""></script>`)
)

var (
	symbolTag = regexp.MustCompile(`<symbol id="i-([a-z]+)"[^>]*>.*?</symbol>`)
	symbolUse = []byte(`<use href="#i-`)
	iconNamed = regexp.MustCompile(`template "icon(?:-s)?" "([a-z]+)"`)
)

// parse makes one set of templates for each page, so that two pages may both define "main". Pages below pages/ stand
// in the layout "page", those below print/ in the layout "print".
func (s *Site) parse() error {
	sprite, err := templates.Files.ReadFile("partials/icons.svg")
	if err != nil {
		return err
	}
	s.symbols = map[string]string{}
	for _, m := range symbolTag.FindAllStringSubmatch(string(sprite), -1) {
		s.symbols[m[1]] = m[0]
	}
	s.frame, err = template.New("").Funcs(words()).Option("missingkey=error").ParseFS(templates.Files, "layouts/*.html", "partials/*.html")
	if err != nil {
		return err
	}
	s.sets = map[string]*template.Template{}
	for root, layout := range map[string]string{"pages": "page", "print": "print"} {
		err := fs.WalkDir(templates.Files, root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".html" {
				return err
			}
			src, err := templates.Files.ReadFile(name)
			if err != nil {
				return err
			}
			return s.parsePage(name, layout, string(src))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) parsePage(name, layout, src string) error {
	for _, m := range iconNamed.FindAllStringSubmatch(src, -1) {
		if s.symbols[m[1]] == "" {
			return fmt.Errorf("%s: there is no icon %q", name, m[1])
		}
	}
	set, err := s.frame.Clone()
	if err != nil {
		return err
	}
	if _, err := set.New(name).Parse(src); err != nil {
		return err
	}
	set = set.Lookup(layout)
	if set == nil || set.Lookup("main") == nil {
		return fmt.Errorf("%s: a page defines \"main\"", name)
	}
	// Escaping happens at the first drawing; a page that cannot be escaped must not wait for its first visitor.
	var broken *template.Error
	if err := set.Execute(io.Discard, nil); errors.As(err, &broken) {
		return fmt.Errorf("%s: %w", name, err)
	}
	key := strings.TrimSuffix(strings.TrimPrefix(name, "pages/"), ".html")
	s.sets[key] = set
	return nil
}

// Templates lists every page there is, for the gallery: a template without a page is a leftover.
func (s *Site) Templates() []string {
	names := make([]string, 0, len(s.sets))
	for name := range s.sets {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// finish copies a page, and puts in the symbols that it uses, and the script for live checks when there is any.
func (s *Site) finish(page []byte) []byte {
	var names []string
	for rest := page; ; {
		_, after, found := bytes.Cut(rest, symbolUse)
		if !found {
			break
		}
		var name []byte
		if name, rest, _ = bytes.Cut(after, []byte(`"`)); !slices.Contains(names, string(name)) {
			names = append(names, string(name))
		}
	}
	slices.Sort(names)
	sprite := ""
	if len(names) > 0 {
		var b strings.Builder
		b.WriteString(`<svg width="0" height="0" class="vh" aria-hidden="true">`)
		for _, name := range names {
			if s.symbols[name] == "" {
				s.Log.Error("icon missing", "icon", name)
			}
			b.WriteString(s.symbols[name])
		}
		b.WriteString(`</svg>`)
		sprite = b.String()
	}
	live := ""
	if bytes.Contains(page, []byte(" data-hx-")) {
		live = `<script src="` + static.URL("js/htmx.min.js") + `" defer></script>`
	}
	whole := make([]byte, 0, len(page)+len(sprite)+len(live))
	for _, mark := range []struct{ old, new string }{{string(liveMark), live}, {string(spriteMark), sprite}} { // in the order of the layout
		if before, after, found := bytes.Cut(page, []byte(mark.old)); found {
			whole, page = append(append(whole, before...), mark.new...), after
		}
	}
	return append(whole, page...)
}

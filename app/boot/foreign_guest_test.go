package boot

import (
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"anju/app/web/webtest"
)

// guest is one browser; it follows no redirection.
type guest struct {
	f    *fort
	name string
	jar  webtest.Jar
	code int
	page string
	to   string // where a saved form leads
	mark string // of the forms
	sent url.Values
}

var formMark = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

func (v *guest) send(method, target string, form url.Values) {
	if v.jar == nil {
		v.jar = webtest.Jar{}
	}
	v.sent = form
	rec := v.jar.Send(v.f.site, method, "http://127.0.0.1:8080"+target, form)
	v.code, v.page, v.to = rec.Code, html.UnescapeString(rec.Body.String()), rec.Header().Get("Location")
	if m := formMark.FindStringSubmatch(v.page); m != nil {
		v.mark = m[1]
	}
}

func (v *guest) get(path string) { v.send(http.MethodGet, path, nil) }

// post sends a form with the mark of the forms in this browser.
func (v *guest) post(path string, fields url.Values) {
	form := maps.Clone(fields)
	if form == nil {
		form = url.Values{}
	}
	form.Set("_csrf", v.mark)
	v.send(http.MethodPost, path, form)
}

// goesTo opens where a saved form leads.
func (v *guest) goesTo(path string) string {
	if v.get(path); v.code != http.StatusOK {
		v.f.t.Fatalf("%s: %d", path, v.code)
	}
	return path
}

// typed says whether something was sent along with the form: what one typed comes back.
func (v *guest) typed(words string) bool {
	for _, all := range v.sent {
		for _, value := range all {
			if strings.Contains(value, words) {
				return true
			}
		}
	}
	return false
}

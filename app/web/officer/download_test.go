package officer_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
)

// asked is a form with the token of the page in view, ready to be sent.
func (b *browser) asked(path string, pairs ...string) *http.Request {
	form := url.Values{"_csrf": {b.find(csrf.String())}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, "http://anju.test"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range b.jar {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return r
}

// drain throws away what a form answers with; it counts the lines, and by how much the memory that is held grew at most
// meanwhile: the program stands still while it is measured, so that what is about to be thrown away does not count.
func (b *browser) drain(path string, pairs ...string) (lines int, most int64) {
	b.t.Helper()
	w := &sink{head: http.Header{}, before: int64(inUse())}
	b.handler.ServeHTTP(w, b.asked(path, pairs...))
	if w.code != http.StatusOK {
		b.t.Fatalf("%s answers %d", path, w.code)
	}
	return w.lines, w.most
}

// sink is a browser that keeps nothing.
type sink struct {
	head        http.Header
	code, lines int

	before, most int64
	next         int // how many bytes until it is measured again
}

// measured is after how many bytes a sink looks at the memory again.
const measured = 4 << 20

func (s *sink) Header() http.Header  { return s.head }
func (s *sink) WriteHeader(code int) { s.code = code }
func (s *sink) Write(p []byte) (int, error) {
	if s.next -= len(p); s.next < 0 {
		s.next = measured
		s.most = max(s.most, int64(inUse())-s.before)
	}
	s.lines += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

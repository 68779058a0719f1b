package officer_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
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

// raw is what a form answers with, byte for byte.
func (b *browser) raw(path string, pairs ...string) []byte {
	rec := httptest.NewRecorder()
	b.handler.ServeHTTP(rec, b.asked(path, pairs...))
	return rec.Body.Bytes()
}

// drain throws away what a form answers with; it counts the lines, and by how much the memory grew at most meanwhile.
func (b *browser) drain(path string, pairs ...string) (lines int, most int64) {
	b.t.Helper()
	r := b.asked(path, pairs...)
	w := &sink{head: http.Header{}}
	most = growth(func() { b.handler.ServeHTTP(w, r) })
	if w.code != http.StatusOK {
		b.t.Fatalf("%s answers %d", path, w.code)
	}
	return w.lines, most
}

// sink is a browser that keeps nothing.
type sink struct {
	head        http.Header
	code, lines int
}

func (s *sink) Header() http.Header  { return s.head }
func (s *sink) WriteHeader(code int) { s.code = code }
func (s *sink) Write(p []byte) (int, error) {
	s.lines += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

// growth is by how much the memory grew at most while something ran.
func growth(run func()) int64 {
	before, grown := int64(inUse()), atomic.Int64{}
	over, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for {
			select {
			case <-over:
				return
			case <-time.After(100 * time.Millisecond):
				grown.Store(max(grown.Load(), int64(inUse())-before))
			}
		}
	}()
	run()
	close(over)
	<-watched
	return grown.Load()
}

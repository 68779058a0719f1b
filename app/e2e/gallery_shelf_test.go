package e2e

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"anju/app/web/gallery"
)

// shelf holds every page of the gallery as the server sent it, status and headers too, so that Chromium can look at each
// as often as needed: also at those that follow a form.
type shelf struct {
	*httptest.Server
	samples []gallery.Sample
	pages   map[string]gallery.Answer
	house   *gallery.House
}

func newShelf(t testing.TB) *shelf {
	t.Helper()
	ctx := context.Background()
	h, err := gallery.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "anju.db"), t.TempDir())
	must(t, err)
	t.Cleanup(func() { _ = h.Close() })
	s := &shelf{house: h, samples: h.Samples(), pages: map[string]gallery.Answer{}}
	for _, sample := range s.samples {
		s.pages[sample.Name], err = h.Take(ctx, sample)
		must(t, err)
	}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Server.Close)
	return s
}

const shelfPath = "/gallery/"

// ServeHTTP answers with a page of the shelf; whatever a page asks for is asked of the site.
func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutPrefix(r.URL.Path, shelfPath)
	page, kept := s.pages[name]
	if !ok || !kept {
		s.house.Handler.ServeHTTP(w, r)
		return
	}
	for key, values := range page.Header {
		switch key {
		case "Set-Cookie", "Content-Length", "Refresh":
		default:
			w.Header()[key] = values
		}
	}
	w.WriteHeader(page.Status)
	_, _ = w.Write(page.Body)
}

// weight is how many bytes of a page travel: as they did, gzipped or not.
func weight(t testing.TB, page gallery.Answer) int {
	t.Helper()
	if !page.Packed {
		return len(page.Body)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(page.Body)
	must(t, err)
	must(t, z.Close())
	return b.Len()
}

// travels is how many bytes of a file of the site travel to a browser.
func (s *shelf) travels(t testing.TB, path string) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, s.URL+path, nil)
	must(t, err)
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultTransport.RoundTrip(req) // unpacks nothing that was asked for by hand
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s answers %d", path, res.StatusCode)
	}
	return len(body)
}

package static

import (
	"bytes"
	"compress/gzip"
	"regexp"
	"strings"
	"testing"
)

func TestAFileIsServedUnderTheHashOfItsContentOnly(t *testing.T) {
	for name, kind := range map[string]string{
		"css/app.css": "text/css; charset=utf-8", "js/app.js": "text/javascript; charset=utf-8",
		"js/htmx.min.js": "text/javascript; charset=utf-8", "js/keep.js": "text/javascript; charset=utf-8", "js/htmx.LICENSE": "text/plain; charset=utf-8", "img/favicon.svg": "image/svg+xml",
	} {
		u := URL(name)
		m := regexp.MustCompile(`^/static/([0-9a-f]{8})/(.+)$`).FindStringSubmatch(u)
		if m == nil || m[2] != name {
			t.Fatalf("%s: %q", name, u)
		}
		data, got, ok := Open(m[1], name)
		if !ok || got != kind || len(data) == 0 {
			t.Error(name, got, len(data), ok)
		}
		if _, _, ok := Open("00000000", name); ok {
			t.Error(name, "under a wrong hash: an old page would get a new file")
		}
	}
	if URL("css/none.css") != "" {
		t.Error("a file that is not there has an address")
	}
	for _, bad := range []string{"../embed.go", "css", "", "css/../css/app.css"} {
		if _, _, ok := Open("", bad); ok {
			t.Error(bad)
		}
	}
}

func TestAFirstVisitStaysSmall(t *testing.T) {
	weigh := func(name string) int {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(assets()[name].data)
		_ = z.Close()
		return b.Len()
	}
	if n := weigh("css/app.css") + weigh("js/app.js") + weigh("js/htmx.min.js"); n > 30_000 {
		t.Error(n, "bytes")
	}
	for _, name := range []string{"js/app.js", "js/keep.js"} {
		own := assets()[name].data
		if len(own) > 2048 || strings.Contains(string(own), "eval(") || strings.Contains(string(own), "innerHTML") {
			t.Error(name, "grew or grew dangerous:", len(own))
		}
	}
}

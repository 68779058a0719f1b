package site

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

const smallest = 1400 // one packet: less is not worth packing

// Packed is an answer kept as bytes, plain and gzipped.
type Packed struct {
	Type        string
	Plain, Gzip []byte
}

// Pack makes a Packed of a body that holds nothing about a person.
func Pack(contentType string, body []byte) Packed {
	p := Packed{Type: contentType, Plain: body}
	if len(body) < smallest || strings.HasPrefix(contentType, "image/png") {
		return p
	}
	var b bytes.Buffer
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(&b)
	if _, err := z.Write(body); err == nil && z.Close() == nil && b.Len() < len(body) {
		p.Gzip = b.Bytes()
	}
	return p
}

// packers are used again: to make one takes ten times as long as to pack a page with it.
var packers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// SendPacked answers with kept bytes, gzipped when the browser takes it.
func (s *Site) SendPacked(c echo.Context, status int, p Packed) error {
	h := c.Response().Header()
	body := p.Plain
	if p.Gzip != nil {
		h.Add("Vary", "Accept-Encoding")
		if takesGzip(c.Request()) {
			h.Set("Content-Encoding", "gzip")
			body = p.Gzip
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	return c.Blob(status, p.Type, body)
}

// Send answers with a body. Pages about a person are never gzipped: the length of a packed page that mixes secrets
// with what somebody typed tells about the secrets.
func (s *Site) Send(c echo.Context, status int, contentType string, body []byte) error {
	if c.Response().Header().Get("Cache-Control") == "no-store" || !takesGzip(c.Request()) {
		return s.SendPacked(c, status, Packed{Type: contentType, Plain: body})
	}
	return s.SendPacked(c, status, Pack(contentType, body))
}

func takesGzip(r *http.Request) bool {
	for _, one := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, weighed := strings.Cut(strings.ReplaceAll(one, " ", ""), ";q=")
		if !strings.EqualFold(name, "gzip") {
			continue
		}
		q, err := strconv.ParseFloat(quality, 64)
		return !weighed || err == nil && q > 0
	}
	return false
}

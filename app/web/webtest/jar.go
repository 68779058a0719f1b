// Package webtest is what the tests of the pages share: a browser's cookies, and a street with homes.
package webtest

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"anju/models/workday"
)

// Jar are the cookies of one browser.
type Jar map[string]string

// Send asks for one page, or sends one form to it, and keeps the cookies of the answer.
func (j Jar) Send(site http.Handler, method, target string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return j.ask(site, r)
}

// SendFile sends a form that comes with a file.
func (j Jar) SendFile(site http.Handler, target string, form url.Values, field string, file []byte) *httptest.ResponseRecorder {
	return j.Upload(site, target, form, field, bytes.NewReader(file))
}

// Upload is SendFile for a file that is made as it is sent.
func (j Jar) Upload(site http.Handler, target string, form url.Values, field string, body io.Reader) *httptest.ResponseRecorder {
	read, write := io.Pipe()
	parts := multipart.NewWriter(write)
	go func() {
		var err error
		for name, all := range form {
			for _, value := range all {
				err = errors.Join(err, parts.WriteField(name, value))
			}
		}
		file, made := parts.CreateFormFile(field, "file")
		if err = errors.Join(err, made); err == nil {
			_, err = io.Copy(file, body)
		}
		write.CloseWithError(errors.Join(err, parts.Close()))
	}()
	r := httptest.NewRequest(http.MethodPost, target, read)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	return j.ask(site, r)
}

func (j Jar) ask(site http.Handler, r *http.Request) *httptest.ResponseRecorder {
	for name, value := range j {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if j[c.Name] = c.Value; c.MaxAge < 0 {
			delete(j, c.Name)
		}
	}
	return w
}

// Must ends a test at an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Shanghai is a moment as people there write it, 2026-11-16 10:00.
func Shanghai(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Shanghai)
	if err != nil {
		panic(err)
	}
	return at
}

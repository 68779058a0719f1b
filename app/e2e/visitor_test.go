package e2e

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// visitor is somebody with a plain browser: cookies, forms, no script.
type visitor struct {
	client *http.Client
	base   string
	last   *http.Response
	page   string
}

func newVisitor(base string) *visitor {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &visitor{base: base, client: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// get opens a page.
func (v *visitor) get(path string) error {
	return v.do(http.NewRequest(http.MethodGet, v.base+path, nil))
}

// post sends a form with the hidden fields of the page in view.
func (v *visitor) post(path string, form url.Values) error {
	values := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(v.page, -1) {
		values.Set(m[1], m[2])
	}
	for name, all := range form {
		values[name] = all
	}
	req, err := http.NewRequest(http.MethodPost, v.base+path, strings.NewReader(values.Encode()))
	if err == nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin") // as every browser says it
	}
	return v.do(req, err)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

func (v *visitor) do(req *http.Request, err error) error {
	if err != nil {
		return err
	}
	res, err := v.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	v.last, v.page = res, string(body)
	return err
}

// at is the path that the visitor ended on.
func (v *visitor) at() string { return v.last.Request.URL.Path }

// signIn goes the way of a person: phone, code from the SMS file.
func (v *visitor) signIn(t testing.TB, sms, phone string) {
	t.Helper()
	must(t, v.get("/login"))
	v.signInHere(t, sms, phone)
}

// signInHere goes on from the sign-in page in view, which knows where to lead afterwards.
func (v *visitor) signInHere(t testing.TB, sms, phone string) {
	t.Helper()
	n := len(texts(t, sms))
	must(t, v.post(v.last.Request.URL.RequestURI(), url.Values{"phone": {phone}}))
	if v.last.StatusCode != http.StatusOK {
		t.Fatalf("asking for a code: %d at %s", v.last.StatusCode, v.at())
	}
	must(t, v.post(v.last.Request.URL.RequestURI(), url.Values{"code": {code(t, sms, phone, n)}}))
	if v.last.StatusCode != http.StatusOK {
		t.Fatalf("giving the code: %d at %s", v.last.StatusCode, v.at())
	}
}

package site

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// formToken is a keyed hash of what the form is tied to, under a fresh mask so that no two pages carry the same bytes.
func (s *Site) formToken(c echo.Context) string {
	sum := s.formSum(s.formID(c, true))
	mask := make([]byte, len(sum), 2*len(sum))
	rand.Read(mask)
	for i, m := range mask[:len(sum)] {
		mask = append(mask, m^sum[i])
	}
	return base64.RawURLEncoding.EncodeToString(mask)
}

func (s *Site) formSum(id string) []byte {
	m := hmac.New(sha256.New, s.formKey)
	m.Write([]byte(id))
	return m.Sum(nil)
}

func (s *Site) rightToken(c echo.Context, given string) bool {
	id := s.formID(c, false)
	raw, err := base64.RawURLEncoding.DecodeString(given)
	if id == "" || err != nil || len(raw) != 2*sha256.Size {
		return false
	}
	sum := raw[sha256.Size:]
	for i := range sum {
		sum[i] ^= raw[i]
	}
	return hmac.Equal(sum, s.formSum(id))
}

// CheckForm refuses a form that did not come from a page of ours. Routes call it before anything else reads the form.
func (s *Site) CheckForm(c echo.Context) error {
	r := c.Request()
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	if s.foreign(r) {
		return &forged{}
	}
	f, err := ReadForm(c)
	if f.Empty() && err != nil {
		return err
	}
	if s.rightToken(c, f.Get("_csrf")) {
		return nil
	}
	if s.ours(c) {
		return &forged{typed: f}
	}
	return &forged{}
}

// foreign says whether the browser itself tells that another site sent the form. Old browsers tell nothing.
func (s *Site) foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return true
	}
	origin := r.Header.Get("Origin")
	return origin != "" && origin != "null" && !s.sameHost(r, origin)
}

// ours says whether there is a sign that a page of ours sent the form although its token is wrong: only then is what
// was typed offered again. Cookies are such a sign because browsers do not send them with another site's form.
func (s *Site) ours(c echo.Context) bool {
	r := c.Request()
	return r.Header.Get("Sec-Fetch-Site") == "same-origin" || s.sameHost(r, r.Header.Get("Origin")) || s.formID(c, false) != ""
}

func (s *Site) sameHost(r *http.Request, origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && (u.Host == r.Host || s.host != "" && u.Host == s.host)
}

// forged is a form whose token is missing, wrong or too old; typed is what may be offered again.
type forged struct{ typed Form }

func (*forged) Error() string { return "form without a right token" }

// Pair is a hidden field.
type Pair struct{ Name, Value string }

// Again is the form that sends once more what was typed on a page that had grown too old.
type Again struct {
	Action string
	Hidden []Pair
	Ask    []Field // secrets are typed anew
}

func again(action string, f Form) *Again {
	if f.Empty() || SafeNext(action, "") == "" {
		return nil
	}
	a := &Again{Action: action}
	words := map[string]string{"code": "验证码", "totp": "动态码"}
	for name, all := range f.values {
		if name == "_csrf" {
			continue
		}
		for _, v := range all {
			if !isSecret(name) {
				a.Hidden = append(a.Hidden, Pair{Name: name, Value: v})
				continue
			}
			field := Field{Name: name, ID: "f-" + name, Label: "密码", Type: "password", Auto: "current-password"}
			if word := words[name]; word != "" {
				field.Label, field.Type, field.Mode, field.Auto, field.Class = word, "text", "numeric", "one-time-code", "num"
			}
			a.Ask = append(a.Ask, field)
		}
	}
	slices.SortFunc(a.Hidden, func(x, y Pair) int { return strings.Compare(x.Name+x.Value, y.Name+y.Value) })
	return a
}

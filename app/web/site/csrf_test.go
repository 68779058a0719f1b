package site

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestAFormOfOursIsTakenAndAnyOtherRefused(t *testing.T) {
	s, _, _ := newSite(t, nil)
	c, shown := request("GET", "/c", nil, nil)
	token, again := s.formToken(c), s.formToken(c)
	if token == again {
		t.Error("the same bytes twice: they can be guessed from compressed lengths")
	}
	if n := len(shown.Result().Cookies()); n != 1 {
		t.Fatal(n, "cookies")
	}
	for name, one := range map[string]struct {
		token  string
		from   *httptest.ResponseRecorder
		header [2]string
		ok     bool
	}{
		"own":              {token, shown, [2]string{}, true},
		"other mask":       {again, shown, [2]string{}, true},
		"own origin":       {token, shown, [2]string{"Origin", "http://anju.test"}, true},
		"hidden origin":    {token, shown, [2]string{"Origin", "null"}, true},
		"same origin":      {token, shown, [2]string{"Sec-Fetch-Site", "same-origin"}, true},
		"no token":         {"", shown, [2]string{}, false},
		"cut token":        {token[:40], shown, [2]string{}, false},
		"changed token":    {"A" + token[1:], shown, [2]string{}, strings.HasPrefix(token, "A")},
		"no cookie":        {token, nil, [2]string{}, false},
		"foreign origin":   {token, shown, [2]string{"Origin", "https://evil.example"}, false},
		"foreign fetch":    {token, shown, [2]string{"Sec-Fetch-Site", "cross-site"}, false},
		"neighbour's page": {token, shown, [2]string{"Sec-Fetch-Site", "same-site"}, false},
	} {
		c, _ := request("POST", "http://anju.test/c", url.Values{"_csrf": {one.token}, "short_code": {"1"}}, one.from)
		if one.header[0] != "" {
			c.Request().Header.Set(one.header[0], one.header[1])
		}
		if err := s.CheckForm(c); (err == nil) != one.ok {
			t.Error(name, err)
		}
	}
}

func TestATokenOfOneSessionIsNoneOfAnother(t *testing.T) {
	s, _, _ := newSite(t, nil)
	session := func(secret string) *httptest.ResponseRecorder {
		c, w := request("GET", "/h", nil, nil)
		s.SetSession(c, secret, 0)
		return w
	}
	mine, yours := session("mine"), session("yours")
	c, w := request("GET", "/h", nil, mine)
	token := s.formToken(c)
	if len(w.Result().Cookies()) != 0 {
		t.Error("a session needs no further cookie")
	}
	for from, want := range map[*httptest.ResponseRecorder]bool{mine: true, yours: false} {
		c, _ := request("POST", "/h", url.Values{"_csrf": {token}}, from)
		if err := s.CheckForm(c); (err == nil) != want {
			t.Error(want, err)
		}
	}
}

func TestAnOldPageOffersWhatWasTypedButNeverToAStrangersForm(t *testing.T) {
	s, _, _ := newSite(t, nil)
	typed := url.Values{"_csrf": {"old"}, "name": {`何<以>安`}, "room": {"103"}, "code": {"123456"}, "password": {"hush"}}
	c, w := request("POST", "http://anju.test/login/code?next=%2Fme", typed, nil)
	c.Request().Header.Set("Sec-Fetch-Site", "same-origin")
	s.Problem(s.CheckForm(c), c)
	page := w.Body.String()
	for _, want := range []string{"这一页放得太久了，内容还在，请再点一次", `name="name" value="何&lt;以&gt;安"`, `name="room" value="103"`,
		`action="/login/code?next=%2Fme"`, "再点一次</button>", `id="f-code"`, `name="_csrf"`} {
		if !strings.Contains(page, want) {
			t.Error("missing", want)
		}
	}
	for _, never := range []string{"123456", "hush", `value="old"`} {
		if strings.Contains(page, never) {
			t.Error("drawn again:", never)
		}
	}
	if w.Code != http.StatusForbidden || w.Header().Get("Cache-Control") != "no-store" {
		t.Error(w.Code, w.Header())
	}
	for _, header := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		c, w := request("POST", "http://anju.test/h", typed, nil)
		c.Request().Header.Set(header[0], header[1])
		s.Problem(s.CheckForm(c), c)
		if page := w.Body.String(); w.Code != http.StatusForbidden || strings.Contains(page, "103") || strings.Contains(page, "<form") {
			t.Error(header, "is offered a filled form")
		}
	}
}

func TestWhatIsNoFormIsRefusedAsSuch(t *testing.T) {
	s, _, _ := newSite(t, nil)
	c, w := request("POST", "/c", url.Values{"a": {"b"}}, nil)
	c.Request().Header.Set("Content-Type", "application/json")
	s.Problem(s.CheckForm(c), c)
	if w.Code != http.StatusUnsupportedMediaType {
		t.Error(w.Code)
	}
	c, w = request("POST", "/c", url.Values{"a": {strings.Repeat("x", 1000)}}, nil)
	c.Request().Body = http.MaxBytesReader(w, c.Request().Body, 100)
	s.Problem(s.CheckForm(c), c)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Error(w.Code)
	}
	c, _ = request("POST", "/c", nil, nil)
	c.Request().Header.Del("Content-Type")
	c.Request().ContentLength = 0
	var f *forged
	if err := s.CheckForm(c); !errors.As(err, &f) {
		t.Error("an empty form is", err)
	}
}

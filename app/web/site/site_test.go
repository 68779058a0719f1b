package site

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

var noon = time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC)

// newSite is a site whose clock can be moved and whose log can be read.
func newSite(t *testing.T, change func(*Options)) (*Site, *time.Time, *strings.Builder) {
	t.Helper()
	at := noon
	log := &strings.Builder{}
	o := Options{
		Now:     func() time.Time { return at },
		BaseURL: "http://anju.test",
		Secret:  []byte("0123456789abcdef0123456789abcdef"),
		Log:     slog.New(slog.NewTextHandler(log, nil)),
		Help:    Help{Name: "网格员小陈", Phone: "0500-880 0101"},
	}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s, &at, log
}

// request makes a context as the server would; cookies come from an earlier answer.
func request(method, target string, form url.Values, from *httptest.ResponseRecorder) (echo.Context, *httptest.ResponseRecorder) {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if from != nil {
		for _, ck := range from.Result().Cookies() {
			if ck.MaxAge >= 0 {
				r.AddCookie(ck)
			}
		}
	}
	w := httptest.NewRecorder()
	return echo.New().NewContext(r, w), w
}

func person(c echo.Context) (policy.Actor, error) {
	return policy.Actor{UserID: 7, Name: "周桂芳", PhoneEnd: "0001"}, nil
}

func TestTheProgramDoesNotStartWithoutASecretOrAddress(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"short secret": func(o *Options) { o.Secret = []byte("short") },
		"no clock":     func(o *Options) { o.Now = nil },
		"no host":      func(o *Options) { o.BaseURL = "anju" },
	} {
		o := Options{Now: func() time.Time { return noon }, Secret: make([]byte, 32), Log: slog.Default()}
		change(&o)
		if _, err := New(o); err == nil {
			t.Error(name, "was taken")
		}
	}
}

type missing struct{ Shell }

func (*missing) Template() string { return "landlord/not_there" }

func TestAPageWithoutItsFileIsFoundAtTheStart(t *testing.T) {
	s, _, _ := newSite(t, nil)
	if err := s.Need(&ErrorPage{}, &missing{}); err == nil || !strings.Contains(err.Error(), "landlord/not_there") {
		t.Error(err)
	}
}

func TestNobodyIsLedToAnotherSite(t *testing.T) {
	for _, bad := range []string{"", "//evil.example", "https://evil.example/", `/\evil.example`, "/\t/evil.example", "h", "javascript:alert(1)", "/a\nb", "/%2f/../\\x"} {
		if got := SafeNext(bad, "/"); got != "/" {
			t.Errorf("%q leads to %q", bad, got)
		}
	}
	for _, good := range []string{"/", "/h/u/abc/checkin?room=103", "/me"} {
		if got := SafeNext(good, ""); got != good {
			t.Errorf("%q leads to %q", good, got)
		}
	}
}

func TestCookiesOnHTTPSCannotBePlanted(t *testing.T) {
	s, _, _ := newSite(t, func(o *Options) { o.BaseURL = "https://aj.example.com" })
	c, w := request("GET", "/", nil, nil)
	s.SetSession(c, "secret", time.Hour)
	s.SetDevice(c, "device")
	for _, ck := range w.Result().Cookies() {
		if !strings.HasPrefix(ck.Name, "__Host-anju") || !ck.Secure || !ck.HttpOnly || ck.SameSite != http.SameSiteLaxMode || ck.Path != "/" || ck.Domain != "" {
			t.Errorf("%+v", ck)
		}
	}
	if age := w.Result().Cookies()[1].MaxAge; age != 180*24*3600 {
		t.Error("device lasts", age)
	}
}

func TestAFlashIsReadOnceAndOnlyHere(t *testing.T) {
	s, at, _ := newSite(t, nil)
	c, first := request("POST", "/h", nil, nil)
	if err := s.Redirect(c, "/h", "登记好了：103 房·何以安"); err != nil || first.Code != http.StatusSeeOther {
		t.Fatal(err, first.Code)
	}
	if raw := first.Header().Get("Set-Cookie"); strings.Contains(raw, "何") {
		t.Error("the name stands in the cookie")
	}
	c, second := request("GET", "/h", nil, first)
	if got := s.takeFlash(c); got != "登记好了：103 房·何以安" {
		t.Error(got)
	}
	if ck := second.Result().Cookies(); len(ck) != 1 || ck[0].MaxAge >= 0 {
		t.Error("not taken away")
	}
	*at = at.Add(6 * time.Minute)
	c, _ = request("GET", "/h", nil, first)
	if got := s.takeFlash(c); got != "" {
		t.Error("shown after its time:", got)
	}
	other, _, _ := newSite(t, func(o *Options) { o.Secret = []byte("another secret of thirty-two byte") })
	c, _ = request("GET", "/h", nil, first)
	if got := other.takeFlash(c); got != "" {
		t.Error("opened with another key")
	}
}

func TestAnAddressIsBelievedOnlyFromAProxyOfOurs(t *testing.T) {
	s, _, _ := newSite(t, nil)
	behind, _, _ := newSite(t, func(o *Options) { o.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
	for _, one := range []struct {
		s               *Site
		peer, via, want string
	}{
		{s, "192.0.2.1:9", "198.51.100.7", "192.0.2.1"},
		{behind, "192.0.2.1:9", "198.51.100.7", "192.0.2.1"},
		{behind, "10.1.1.1:9", "198.51.100.7", "198.51.100.7"},
		{behind, "10.1.1.1:9", "203.0.113.5, 198.51.100.7, 10.2.2.2", "198.51.100.7"},
		{behind, "10.1.1.1:9", "nonsense", "10.1.1.1"},
		{behind, "[::ffff:10.1.1.1]:9", "2001:db8::1", "2001:db8::1"},
	} {
		c, _ := request("GET", "/", nil, nil)
		c.Request().RemoteAddr = one.peer
		c.Request().Header.Set("X-Forwarded-For", one.via)
		if got := one.s.Address(c); got != one.want {
			t.Errorf("%s via %s: %s", one.peer, one.via, got)
		}
	}
}

func TestALimitHoldsInAnySpanAndEnds(t *testing.T) {
	l, at := newLimiter(), noon
	limit := Limit{Most: 120, Span: time.Minute}
	passed := 0
	for range 400 {
		if l.take("a", limit, at, true) == 0 {
			passed++
		}
		at = at.Add(100 * time.Millisecond) // 40 s in all
	}
	if passed != 120 {
		t.Error(passed, "in forty seconds")
	}
	if wait := l.take("a", limit, at, true); wait < time.Second || wait > time.Minute {
		t.Error("wait", wait)
	}
	if l.take("b", limit, at, true) != 0 {
		t.Error("another address has to wait as well")
	}
	if l.take("a", limit, at.Add(2*time.Minute), true) != 0 {
		t.Error("never let in again")
	}
	for i := range 60 {
		l.take("flood", limit, at.Add(time.Duration(i)*time.Second), true)
	}
	l.take("z", limit, at.Add(time.Hour), true)
	if len(l.seen) != 1 {
		t.Error(len(l.seen), "addresses are remembered for ever")
	}
}

func TestWhoComesBackWhenHeWasToldIsLetIn(t *testing.T) {
	for _, limit := range []Limit{{Most: 120, Span: time.Minute}, {Most: 10, Span: time.Hour}, {Most: 10, Span: time.Hour, Pause: 10 * time.Minute}} {
		l, at := newLimiter(), noon
		refused := 0
		for i := range 1000 {
			if wait := l.take("a", limit, at, true); wait > 0 {
				refused++
				if limit.Pause > 0 && wait > limit.Pause {
					t.Fatalf("%v: told to wait %s", limit, wait)
				}
				at = at.Add(wait)
				if again := l.take("a", limit, at, true); again > 0 {
					t.Fatalf("%v: waited %s, and is told to wait %s more", limit, wait, again)
				}
			}
			at = at.Add(limit.Span / time.Duration(limit.Most) * time.Duration(i%7) / 4)
		}
		if refused == 0 {
			t.Errorf("%v refuses nobody", limit)
		}
	}
}

package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/static"

	"github.com/labstack/echo/v4"
)

const door = "/d/abcdefghijklmnopqrstuvwxyz"

func routes() []Route {
	say := func(c echo.Context) error { return c.String(200, "said") }
	return []Route{
		{Method: "GET", Path: "/", Action: policy.Public, Handler: say},
		{Method: "GET", Path: "/d/:token", Action: policy.Public, Handler: say, Limit: "door"},
		{Method: "GET", Path: "/h", Action: policy.UnitView, Handler: say},
		{Method: "POST", Path: "/h", Action: policy.UnitView, Handler: say},
		{Method: "GET", Path: "/o/queue", Action: policy.QueueView, Handler: say},
		{Method: "POST", Path: "/hooks/sms/:gateway/:secret", Action: policy.Public, Handler: say, Machine: true},
		{Method: "GET", Path: "/panics", Action: policy.Public, Handler: func(echo.Context) error { panic("broken") }},
		{Method: "GET", Path: "/gone", Action: policy.Public, Handler: func(echo.Context) error { return models.ErrNotFound }},
	}
}

func newServer(t *testing.T, change func(*site.Options)) (*echo.Echo, *strings.Builder) {
	t.Helper()
	log := &strings.Builder{}
	at := time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC)
	o := site.Options{
		Now: func() time.Time { return at }, BaseURL: "https://aj.example.com", Secret: make([]byte, 32), Log: slog.New(slog.NewTextHandler(log, nil)),
	}
	if change != nil {
		change(&o)
	}
	s, err := site.New(o)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(s, routes())
	if err != nil {
		t.Fatal(err)
	}
	return e, log
}

func send(e http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

func TestEveryAnswerCarriesTheGuardHeaders(t *testing.T) {
	e, _ := newServer(t, nil)
	for _, target := range []string{"/", "/none", "/panics", static.URL("css/app.css"), "/h"} {
		h := send(e, "GET", target, "").Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"Referrer-Policy":         "no-referrer", "X-Content-Type-Options": "nosniff", "Strict-Transport-Security": "max-age=31536000",
		} {
			if h.Get(name) != want {
				t.Error(target, name, h.Get(name))
			}
		}
		if len(h.Values("Set-Cookie")) != 0 {
			t.Error(target, "sets a cookie")
		}
	}
}

func TestARequestMeetsPolicyBeforeItsHandler(t *testing.T) {
	e, _ := newServer(t, nil)
	if w := send(e, "GET", "/h", ""); w.Code != 303 || w.Header().Get("Location") != "/login?next=%2Fh" {
		t.Error(w.Code, w.Header())
	}
	if w := send(e, "GET", "/o/queue", ""); w.Header().Get("Location") != "/staff/login?next=%2Fo%2Fqueue" {
		t.Error(w.Header())
	}
	if w := send(e, "POST", "/h", "a=b"); w.Code != 403 {
		t.Error("without a token:", w.Code)
	}
	e, _ = newServer(t, func(o *site.Options) {
		o.Who = func(echo.Context) (policy.Actor, error) { return policy.Actor{UserID: 7}, nil }
	})
	for target, want := range map[string]int{"/h": 200, "/o/queue": 403, "/none": 404, "/gone": 404} {
		if w := send(e, "GET", target, ""); w.Code != want {
			t.Error(target, w.Code)
		}
	}
	if w := send(e, "DELETE", "/h", ""); w.Code != 405 {
		t.Error(w.Code)
	}
	if w := send(e, "HEAD", "/h", ""); w.Code != 200 {
		t.Error(w.Code)
	}
}

func TestARouteWithoutAKnownActionOrLimitDoesNotStart(t *testing.T) {
	s, err := site.New(site.Options{Now: func() time.Time { return time.Time{} }, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	say := func(c echo.Context) error { return nil }
	for _, r := range []Route{
		{Method: "GET", Path: "/x", Handler: say},
		{Method: "GET", Path: "/x", Action: "no.such", Handler: say},
		{Method: "GET", Path: "/x", Action: policy.Public, Handler: say, Limit: "no-such"},
		{Method: "GET", Path: "/x", Action: policy.Public},
	} {
		if _, err := New(s, []Route{r}); err == nil {
			t.Errorf("%+v was taken", r)
		}
	}
}

func TestTheLogNeverHoldsTheSecretOfADoor(t *testing.T) {
	e, log := newServer(t, nil)
	send(e, "GET", door+"?phone=19900000001", "")
	send(e, "GET", door+"/none/19900000001", "")
	send(e, "POST", "/hooks/sms/kannel/topsecret", "{}", "Content-Type", "application/json")
	send(e, "GET", "/panics", "")
	for _, never := range []string{"abcdefghijklmnop", "19900000001", "topsecret", "192.0.2.1"} {
		if strings.Contains(log.String(), never) {
			t.Error("logged:", never)
		}
	}
	for _, want := range []string{"route=/d/:token", "route=/hooks/sms/:gateway/:secret", "status=200", "status=500", "panic: broken"} {
		if !strings.Contains(log.String(), want) {
			t.Error("not logged:", want)
		}
	}
	if t.Failed() {
		t.Log(log)
	}
}

// TestWhoLeavesBeforeTheAnswerLeavesNoFault: else whoever looks after the server is called for it. A driver has words of its own for a
// statement that was broken off.
func TestWhoLeavesBeforeTheAnswerLeavesNoFault(t *testing.T) {
	for _, left := range []bool{true, false} {
		e, log := newServer(t, nil)
		ctx, leave := context.WithCancel(t.Context())
		e.GET("/o/slow", func(c echo.Context) error {
			if left {
				leave()
				<-c.Request().Context().Done()
			}
			return errors.New("interrupted (9)")
		})
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/o/slow", nil).WithContext(ctx))
		leave()
		if logged := strings.Contains(log.String(), "interrupted"); logged == left {
			t.Errorf("left %v: %q", left, log)
		}
	}
}

func TestADoorIsLimitedByAddress(t *testing.T) {
	e, _ := newServer(t, nil)
	for range 120 {
		if w := send(e, "GET", door, "", "X-Forwarded-For", "198.51.100.9"); w.Code != 200 {
			t.Fatal(w.Code)
		}
	}
	w := send(e, "GET", door, "", "X-Forwarded-For", "198.51.100.10")
	if w.Code != 429 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "点得太快了，等 2 分钟") {
		t.Error(w.Code, w.Header())
	}
	if w := send(e, "GET", "/", ""); w.Code != 200 {
		t.Error("the front page is closed too")
	}
}

func TestABodyTooLargeIsRefusedEvenIfItsLengthIsNotTold(t *testing.T) {
	e, _ := newServer(t, nil)
	if w := send(e, "POST", "/h", "a="+strings.Repeat("x", bodyLimit)); w.Code != 413 {
		t.Error(w.Code)
	}
	r := httptest.NewRequest("POST", "/h", struct{ *strings.Reader }{strings.NewReader("a=" + strings.Repeat("x", bodyLimit))})
	r.ContentLength = -1
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	if w.Code != 413 {
		t.Error(w.Code)
	}
}

func TestFilesAreKeptForEverAndPacked(t *testing.T) {
	e, _ := newServer(t, nil)
	w := send(e, "GET", static.URL("css/app.css"), "", "Accept-Encoding", "gzip, br")
	if w.Code != 200 || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > 9000 {
		t.Error(w.Code, w.Header(), w.Body.Len())
	}
	if w := send(e, "GET", static.URL("css/app.css"), "", "Accept-Encoding", "gzip;q=0"); w.Header().Get("Content-Encoding") != "" {
		t.Error("packed for a browser that refuses it")
	}
	for _, bad := range []string{"/static/00000000/css/app.css", "/static/x/..%2fembed.go", "/static/"} {
		if w := send(e, "GET", bad, ""); w.Code != 404 {
			t.Error(bad, w.Code)
		}
	}
}

func TestTheServerFinishesWhatItBegan(t *testing.T) {
	begun := make(chan struct{})
	e := echo.New()
	e.GET("/", func(c echo.Context) error {
		close(begun)
		time.Sleep(50 * time.Millisecond)
		return c.String(200, "whole")
	})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, Server(e, slog.New(slog.DiscardHandler)), ln) }()
	go func() { <-begun; stop() }()
	res, err := http.Get("http://" + ln.Addr().String() + "/")
	if err != nil || res.StatusCode != 200 {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

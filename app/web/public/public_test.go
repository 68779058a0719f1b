package public_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"anju/app/web"
	"anju/app/web/public"
	"anju/app/web/site"
	"anju/app/web/webtest"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

const right = "370281460" // the sample of the plate

func serve(t *testing.T) http.Handler {
	t.Helper()
	at := time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC)
	s, err := site.New(site.Options{
		Now: func() time.Time { return at }, BaseURL: "http://anju.test", Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
		Help: site.Help{Name: "网格员小陈", Phone: "0500-880 0101"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Need(public.Pages()...); err != nil {
		t.Fatal(err)
	}
	d := &public.Desk{Site: s, FindDoor: func(_ context.Context, _ policy.Actor, code string) (registry.Door, error) {
		if code == right {
			return registry.Door{What: registry.DoorPublic, Unit: models.Unit{DoorToken: "abcdefghijklmnopqrstuvwxyz"}}, nil
		}
		return registry.Door{What: registry.DoorUnknown}, nil
	}}
	get := func(path string, h echo.HandlerFunc) web.Route {
		return web.Route{Method: "GET", Path: path, Action: policy.Public, Handler: h}
	}
	e, err := web.New(s, []web.Route{
		get("/", d.ShowHome),
		get("/c", d.ShowCode),
		{Method: "POST", Path: "/c", Action: policy.Public, Handler: d.TakeCode},
		get("/settings", d.ShowSettings),
		{Method: "POST", Path: "/settings", Action: policy.Public, Handler: d.TakeSettings},
		get("/help", d.ShowHelp),
		get("/rights", d.ShowRights),
		get("/rights.print", d.PrintRights),
		get("/privacy", d.ShowPrivacy),
		get("/a11y", d.ShowA11y),
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

type browser struct {
	t   *testing.T
	h   http.Handler
	jar webtest.Jar
}

func (b *browser) send(method, target string, form url.Values) *httptest.ResponseRecorder {
	return b.jar.Send(b.h, method, target, form)
}

func (b *browser) token(page string) string {
	b.t.Helper()
	m := regexp.MustCompile(`name="_csrf" value="([^"]+)"`).FindStringSubmatch(b.send("GET", page, nil).Body.String())
	if m == nil {
		b.t.Fatal(page, "has no form")
	}
	return m[1]
}

func TestPublicPagesAreDrawnInPlainWordsAndSetNoCookie(t *testing.T) {
	b := &browser{t, serve(t), webtest.Jar{}}
	for _, path := range []string{"/", "/help", "/rights", "/rights.print", "/privacy", "/a11y"} {
		w := b.send("GET", path, nil)
		page := w.Body.String()
		if w.Code != 200 || len(w.Result().Cookies()) != 0 || w.Header().Get("Cache-Control") != "no-cache" {
			t.Error(path, w.Code, w.Header())
		}
		if strings.Count(page, "<h1") != 1 || !strings.Contains(page, `lang="zh-CN"`) {
			t.Error(path, "has no single h1")
		}
		text := regexp.MustCompile(`(?s)<head>.*</head>|<[^>]*>`).ReplaceAllString(page, "\n")
		if m := regexp.MustCompile(`系统|异常|非法|流动人口|暂住|点击|[一-龥][,:;?!]|[,:;?!][一-龥]`).FindString(text); m != "" {
			t.Error(path, "says", m)
		}
		if regexp.MustCompile(` style=|<style| on[a-z]+=|ZgotmplZ|<no value>`).MatchString(page) {
			t.Error(path, "carries what the browser blocks")
		}
	}
}

func TestTheTwelveRightsAreShortAndSayWhereTheyStand(t *testing.T) {
	page := (&browser{t, serve(t), webtest.Jar{}}).send("GET", "/rights", nil).Body.String()
	cards := regexp.MustCompile(`(?s)<section class="card law".*?<p class="mt">(.*?)</p>.*?依据：(.*?)</p>.*?tel:(\d+)`).FindAllStringSubmatch(page, -1)
	if len(cards) != 12 {
		t.Fatal(len(cards), "cards")
	}
	for _, c := range cards {
		if n := utf8.RuneCountInString(c[1]); n > 120 || n < 20 || !strings.Contains(c[2], "条") {
			t.Error(n, c[1], c[2])
		}
	}
	if !strings.Contains(page, "待运营单位审定") {
		t.Error("the review is not said to be open")
	}
}

func TestTheNumberOfAPlateLeadsToItsPage(t *testing.T) {
	b := &browser{t, serve(t), webtest.Jar{}}
	for typed, want := range map[string]string{
		"":             "请输房屋编号，在门牌码下面。",
		"3702 8146":    "现在是 8 位",
		"3702 8146 1":  "编号最后一位对不上，请照着门牌再输一遍。",
		"3702 8164 00": "现在是 10 位",
		"123456782":    "再输一遍",
	} {
		w := b.send("POST", "/c", url.Values{"_csrf": {b.token("/c")}, "short_code": {typed}})
		page := w.Body.String()
		if w.Code != 422 || !strings.Contains(page, want) || !strings.Contains(page, `id="f-short_code-error"`) || !strings.Contains(page, `value="`+typed+`"`) {
			t.Error(typed, w.Code, page)
		}
	}
	for _, typed := range []string{right, " 3702 8146 0 ", "３７０２－８１４６－０"} {
		w := b.send("POST", "/c", url.Values{"_csrf": {b.token("/c")}, "short_code": {typed}})
		if w.Code != 303 || w.Header().Get("Location") != "/d/abcdefghijklmnopqrstuvwxyz?via=code" {
			t.Error(typed, w.Code, w.Header())
		}
	}
	if w := b.send("GET", "/c?short_code="+right, nil); w.Code != 303 {
		t.Error("the box on the page 没有这一页:", w.Code)
	}
}

func TestNobodyWalksThroughTheNumbers(t *testing.T) {
	b := &browser{t, serve(t), webtest.Jar{}}
	token := b.token("/c")
	for i := range 12 {
		w := b.send("POST", "/c", url.Values{"_csrf": {token}, "short_code": {"370281461"}})
		if want := map[bool]int{true: 422, false: 429}[i < 10]; w.Code != want {
			t.Error(i, w.Code)
		} else if want == 429 && (w.Header().Get("Retry-After") != "600" || !strings.Contains(w.Body.String(), "试得太多了，请过 10 分钟再试，或打 0500-880 0101。")) {
			t.Error(w.Header(), w.Body)
		}
	}
	if w := b.send("POST", "/c", url.Values{"_csrf": {token}, "short_code": {right}}); w.Code != 429 {
		t.Error("a right number tells that it is right:", w.Code)
	}
}

func TestLargeTextIsKeptAndConfirmed(t *testing.T) {
	b := &browser{t, serve(t), webtest.Jar{}}
	if w := b.send("POST", "/settings", url.Values{"_csrf": {b.token("/settings")}, "size": {"huge"}}); w.Code != 422 || !strings.Contains(w.Body.String(), `id="f-size-error"`) {
		t.Error(w.Code)
	}
	if w := b.send("POST", "/settings", url.Values{"size": {"big"}}); w.Code != 403 {
		t.Error("without a token:", w.Code)
	}
	if w := b.send("POST", "/settings", url.Values{"_csrf": {b.token("/settings")}, "size": {"big"}}); w.Code != 303 {
		t.Fatal(w.Code)
	}
	page := b.send("GET", "/settings", nil).Body.String()
	if !strings.Contains(page, `<html lang="zh-CN" class="big">`) || !strings.Contains(page, "改好了：用大字。") || !strings.Contains(page, `value="big" checked`) {
		t.Error(page)
	}
	if again := b.send("GET", "/settings", nil).Body.String(); strings.Contains(again, "改好了") {
		t.Error("said twice")
	}
	b.send("POST", "/settings", url.Values{"_csrf": {b.token("/settings")}, "size": {"standard"}})
	if page := b.send("GET", "/", nil).Body.String(); strings.Contains(page, `class="big"`) {
		t.Error("cannot be taken back")
	}
}

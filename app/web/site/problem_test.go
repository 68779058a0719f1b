package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

func TestEachProblemHasItsStatusAndWords(t *testing.T) {
	for _, one := range []struct {
		err    error
		status int
		words  string
	}{
		{models.FaultAt("phone", "少 1 位，请补成 11 位"), 422, "少 1 位"},
		{fmt.Errorf("check in: %w", models.FaultAt("phone", "少 1 位")), 422, "少 1 位"},
		{models.Refuse(models.Forbidden, ""), 403, "这一页不归您看"},
		{models.Refuse(models.Forbidden, "这处房子归柳岸 01 网格"), 403, "这处房子归柳岸 01 网格"},
		{models.ErrNotFound, 404, "没有这一页"},
		{models.Refuse(models.Conflict, "网格员刚改过这条。看一下最新内容再改"), 409, "网格员刚改过这条"},
		{models.Refuse(models.Conflict, ""), 409, "别人刚改过这一条"},
		{&models.Error{Kind: models.TooMany, RetryAfter: 42500 * time.Millisecond}, 429, "点得太快了，等 1 分钟"},
		{&models.Error{Kind: models.TooMany, RetryAfter: 40*time.Minute + time.Second}, 429, "点得太快了，等 41 分钟"},
		{models.Refuse(models.Unavailable, "正在维护，6:00 恢复"), 503, "正在维护，6:00 恢复"},
		{echo.ErrNotFound, 404, "没有这一页"},
		{echo.ErrMethodNotAllowed, 405, "首页"},
		{echo.NewHTTPError(413), 413, "内容太多了"},
		{echo.NewHTTPError(415), 415, "收不了"},
		{echo.NewHTTPError(418), 400, "请返回上一页"},
		{context.DeadlineExceeded, 503, "正在维护"},
		{errors.New("disk full"), 500, "您填的内容没有丢，请按返回再点一次"},
	} {
		s, _, log := newSite(t, nil)
		c, w := request("GET", "/h/u/abc", nil, nil)
		s.SetNumber(c, "1234 5678 9012")
		s.Problem(one.err, c)
		page := w.Body.String()
		if w.Code != one.status || !strings.Contains(page, one.words) {
			t.Errorf("%v: %d without %q", one.err, w.Code, one.words)
		}
		if strings.Contains(page, "disk full") || regexp.MustCompile(`系统|异常|非法|\b[45]\d\d\b`).MatchString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page[strings.Index(page, "<main"):], "")) {
			t.Errorf("%v: jargon on the page", one.err)
		}
		if !strings.Contains(page, `href="tel:05008800101"`) || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%v: nobody to call, or kept", one.err)
		}
		if logged := strings.Contains(log.String(), "disk full"); logged != (one.status == 500) {
			t.Errorf("%v: log %q", one.err, log)
		}
		if one.status == 500 && (!strings.Contains(page, "1234 5678 9012") || !strings.Contains(log.String(), "1234 5678 9012")) {
			t.Error("the number is not on both sides")
		}
		if one.status == 429 && !slices.Contains([]string{"43", "2401"}, w.Header().Get("Retry-After")) {
			t.Error("Retry-After", w.Header().Get("Retry-After"))
		}
		if one.status == 404 && !strings.Contains(page, `name="short_code"`) {
			t.Error("no box for the number")
		}
	}
}

func TestAStrangerSignsInAndComesBackWithWhatWasTyped(t *testing.T) {
	unsigned := models.Refuse(models.Unsigned, "请先登录")
	var kept Form
	s, _, _ := newSite(t, func(o *Options) {
		o.KeepDraft = func(_ echo.Context, f Form) (string, error) {
			kept = f
			return "/h/u/abc/checkin?draft=xyz", nil
		}
	})
	for target, want := range map[string]string{
		"/h/u/abc?room=103": "/login?next=%2Fh%2Fu%2Fabc%3Froom%3D103",
		"/me":               "/login?next=%2Fme",
		"/o/queue":          "/staff/login?next=%2Fo%2Fqueue",
		"/a":                "/staff/login?next=%2Fa",
		"/about":            "/login?next=%2Fabout",
		"//evil.example/":   "/login",
	} {
		c, w := request("GET", target, nil, nil)
		c.Request().URL, _ = url.ParseRequestURI(target)
		c.Request().RequestURI = target
		s.Problem(unsigned, c)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("%s: %d %s", target, w.Code, w.Header().Get("Location"))
		}
	}
	c, w := request("POST", "/h/u/abc/checkin", url.Values{"name": {"何以安"}, "_csrf": {"x"}, "code": {"123456"}}, nil)
	s.Problem(unsigned, c)
	if w.Header().Get("Location") != "/login?next=%2Fh%2Fu%2Fabc%2Fcheckin%3Fdraft%3Dxyz" || kept.Get("name") != "何以安" {
		t.Error(w.Header(), kept)
	}
	if d := kept.Draft(); d.Has("code") || d.Has("_csrf") || d.Get("name") == "" {
		t.Error("the draft keeps", d)
	}
	c, w = request("POST", "/h/check", nil, nil)
	c.Request().Header.Set("HX-Request", "true")
	s.Problem(unsigned, c)
	if w.Code != http.StatusNoContent || !strings.HasPrefix(w.Header().Get("HX-Redirect"), "/login") {
		t.Error("a live check draws the sign-in into the form:", w.Code, w.Header())
	}
}

func TestAFailingRegisterStillGivesAPage(t *testing.T) {
	asked := 0
	s, _, _ := newSite(t, func(o *Options) {
		o.Who = func(echo.Context) (policy.Actor, error) {
			asked++
			return policy.Actor{UserID: 9}, errors.New("database gone")
		}
	})
	c, w := request("GET", "/h", nil, nil)
	_, err := s.Ask(c)
	s.Problem(err, c)
	if w.Code != 500 || asked != 1 || s.Actor(c).SignedIn() {
		t.Error(w.Code, asked, "times asked")
	}
}

func TestABrokenHelpLineStillGivesWords(t *testing.T) {
	s, _, _ := newSite(t, func(o *Options) {
		o.HelpFor = func(echo.Context, policy.Actor) Help { panic("broken") }
	})
	c, w := request("GET", "/h", nil, nil)
	s.Problem(errors.New("x"), c)
	if w.Code != 500 || !strings.Contains(w.Body.String(), "请按返回再点一次") {
		t.Error(w.Code, w.Body)
	}
}

func TestAnAnswerUnderWayIsNotOverwritten(t *testing.T) {
	s, _, log := newSite(t, nil)
	c, w := request("GET", "/", nil, nil)
	_ = c.String(200, "half")
	s.Problem(errors.New("broken pipe"), c)
	if w.Body.String() != "half" || !strings.Contains(log.String(), "broken pipe") {
		t.Error(w.Body, log)
	}
}

// TestAColleagueIsNotToldToReadAPlate: staff come by their lists; the box for a 房屋编号 and 地址可能输错了 help nobody at a desk.
func TestAColleagueIsNotToldToReadAPlate(t *testing.T) {
	s, _, _ := newSite(t, func(o *Options) {
		o.Who = func(echo.Context) (policy.Actor, error) { return policy.Actor{UserID: 9, Staff: true}, nil }
	})
	for route, back := range map[string]string{"/o/items/:ref": "/o/queue", "/a/areas/:ref": "/a/areas", "/o/nowhere": "/o"} {
		c, w := request("GET", strings.Replace(route, ":ref", "abc", 1), nil, nil)
		c.SetPath(route)
		s.Problem(models.ErrNotFound, c)
		page := w.Body.String()
		if w.Code != 404 || strings.Contains(page, `name="short_code"`) || strings.Contains(page, "输错") || !strings.Contains(page, `href="`+back+`">`) {
			t.Errorf("%s: %d %s", route, w.Code, page[strings.Index(page, "<main"):])
		}
	}
}

package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"anju/models"

	"github.com/labstack/echo/v4"
)

// ErrorPage says what happened, what to do and whom to call.
type ErrorPage struct {
	Shell
	Status  int
	What    string
	Do      string
	AskCode bool // offer the box for a 房屋编号
	Say     bool // the number of the request helps the one who is called
	Home    Link
	Again   *Again
}

// Template names the page.
func (*ErrorPage) Template() string { return "common/error" }

// The words of each answer (UX 2.4).
var problems = map[int]ErrorPage{
	400: {What: "这一页没看懂", Do: "请返回上一页，再点一次。"},
	403: {What: "这一页不归您看", Do: "要办别的事，请从首页进去。"},
	404: {What: "没有这一页", Do: "地址可能输错了，也可能已经换了。", AskCode: true},
	405: {What: "这一页不能这样打开", Do: "请从首页进去，再点一次。"},
	409: {What: "别人刚改过这一条", Do: "请返回看一下最新内容，再改。"},
	413: {What: "内容太多了，收不下", Do: "请按返回，删短一些再交。"},
	415: {What: "这样的内容收不了", Do: "请打开页面，在页面上填写。"},
	422: {What: "有地方要改", Do: "请按返回，改好再交。"},
	429: {What: "点得太快了", Do: "过一会儿再点，内容不会丢。"},
	500: {What: "没办成，出了点问题", Do: "您填的内容没有丢，请按返回再点一次。", Say: true},
	503: {What: "正在维护", Do: "请过一会儿再来。"},
}

const answerLimit = 5 * time.Second

// Problem is the only place where an error becomes a status and words. What is not a refusal of ours is logged, with
// the number that the person reads on the page.
func (s *Site) Problem(err error, c echo.Context) {
	if c.Response().Committed {
		s.Log.ErrorContext(Ctx(c), "error after the answer began", "number", s.Number(c), "route", c.Path(), "error", err)
		return
	}
	if errors.Is(err, context.Canceled) && Ctx(c).Err() != nil {
		c.Response().WriteHeader(http.StatusServiceUnavailable) // nobody is there to read it
		return
	}
	// The time limit of the request ended with its handler; what is drawn and put away here has a short one of its own.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(Ctx(c)), answerLimit)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	if models.IsKind(err, models.Unsigned) {
		if err = s.toSignIn(c); err == nil {
			return
		}
	}
	p := s.problem(c, err)
	if e := s.drawProblem(c, p); e != nil {
		s.Log.ErrorContext(Ctx(c), "error page not drawn", "number", s.Number(c), "error", e)
		if !c.Response().Committed {
			_ = c.String(http.StatusInternalServerError, "没办成，出了点问题。请按返回再点一次，还不行就打 12345。")
		}
	}
}

// drawProblem survives what broke the page before: the error page asks for the help line and the head as well.
func (s *Site) drawProblem(c echo.Context, p *ErrorPage) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return s.Render(c, p.Status, p)
}

// status maps the error; 500 is what was not expected.
func status(err error) int {
	if e := models.AsError(err); e != nil {
		switch e.Kind {
		case models.Invalid:
			return http.StatusUnprocessableEntity
		case models.Forbidden, models.Unsigned:
			return http.StatusForbidden
		case models.NotFound:
			return http.StatusNotFound
		case models.Conflict:
			return http.StatusConflict
		case models.TooMany:
			return http.StatusTooManyRequests
		case models.Unavailable:
			return http.StatusServiceUnavailable
		}
	}
	var h *echo.HTTPError
	var f *forged
	switch {
	case errors.As(err, &f):
		return http.StatusForbidden
	case errors.As(err, &h):
		return h.Code
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func (s *Site) problem(c echo.Context, err error) *ErrorPage {
	code := status(err)
	p, known := problems[code]
	if !known {
		if code < 500 {
			p, code = problems[400], http.StatusBadRequest
		} else {
			p, code = problems[500], http.StatusInternalServerError
		}
	}
	p.Status = code
	if code == http.StatusInternalServerError || code == http.StatusServiceUnavailable && models.AsError(err) == nil {
		s.Log.ErrorContext(Ctx(c), "request failed", "number", s.Number(c), "method", c.Request().Method, "route", c.Path(), "error", err)
	}
	if e := models.AsError(err); e != nil {
		if e.Message != "" && e.Message != models.ErrNotFound.Message { // what is not there is told in one way, whatever it is
			p.What, p.Do, p.AskCode = e.Message, own(code, p.Do), false
		}
		for _, f := range e.Faults {
			p.Faults = append(p.Faults, models.Fault{Message: f.Message})
		}
		if e.Kind == models.TooMany {
			c.Response().Header().Set("Retry-After", strconv.Itoa(max(seconds(e.RetryAfter), 1)))
			if e.Message == "" {
				p.What += "，等 " + e.Wait()
			}
		}
		if e.Kind == models.Unavailable {
			c.Response().Header().Set("Retry-After", strconv.Itoa(max(seconds(e.RetryAfter), 60)))
		}
	}
	var f *forged
	look := ""
	if errors.As(err, &f) {
		p.What, p.Do = "这一页放得太久了", "请从首页进去，再填一次。"
		if look = lookFirst(c, f.typed); look != "" {
			p.What, p.Do = "这一页放得太久了，刚才点的没有办", "请打开那一页，看清楚再点一次。"
		} else if p.Again = again(c.Request().URL.RequestURI(), f.typed); p.Again != nil {
			p.What, p.Do = "这一页放得太久了，内容还在，请再点一次", ""
		}
	}
	p.Title = p.What
	if s.place(c, &p); look != "" {
		p.Home = Link{look, "打开那一页"}
	}
	return &p
}

// own keeps the usual advice only where it fits any message of a refusal.
func own(code int, advice string) string {
	switch code {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusConflict, http.StatusForbidden:
		return "" // the message itself says what to do
	}
	return advice
}

// place gives the error page the head of where it happened.
func (s *Site) place(c echo.Context, p *ErrorPage) {
	switch part, _, _ := strings.Cut(strings.TrimPrefix(c.Request().URL.Path, "/"), "/"); part {
	case "h":
		p.Audience, p.Home = Landlord, Link{"/h", "回首页"}
	case "o", "staff":
		p.Audience, p.Home = Officer, Link{"/o", "回首页"}
	case "a":
		p.Audience, p.Home = Admin, Link{"/a", "回首页"}
	case "me":
		p.Audience, p.Home = Tenant, Link{"/me", "回我的登记"}
	default:
		p.Home = Link{"/", "回首页"}
	}
	a := s.Actor(c)
	staffPart := p.Audience == Officer || p.Audience == Admin
	if p.Audience != "" && (!a.SignedIn() || a.Staff != staffPart) {
		p.Audience, p.Home = Public, Link{"/", "回首页"} // a page of others: the way back is not there
	}
	if p.Audience != Officer && p.Audience != Admin {
		return
	}
	if back := StaffBack(c.Request().Method, c.Path(), c.Param, p.Status); back.Href != "" {
		p.Home = back
	}
	if p.AskCode { // they come by their lists, not by a plate
		p.Do, p.AskCode = "可能已经办完，或者不在您管的范围里。请从列表里再找。", false
	}
}

// ShowAgain offers once more what somebody posted before signing in.
func (s *Site) ShowAgain(c echo.Context, action string, f Form) error {
	p := &ErrorPage{Status: http.StatusOK, What: "您刚才填的还在", Do: "点一下就接着办。", Home: Link{"/", "回首页"}, Again: again(action, f)}
	p.Title = p.What
	return s.Render(c, p.Status, p)
}

// keepPosted answers where what a stranger posted is offered again: on the page to look at first, or put away.
func (s *Site) keepPosted(c echo.Context) (next string, err error) {
	f, err := ReadForm(c)
	if err != nil && f.Empty() {
		return "", err
	}
	if look := lookFirst(c, f); look != "" {
		return look, nil
	}
	return s.KeepDraft(c, f)
}

// toSignIn leads a stranger to the sign-in and back. What was posted is put away first, so that nothing is typed twice.
func (s *Site) toSignIn(c echo.Context) error {
	r := c.Request()
	next := r.URL.RequestURI()
	if r.Method == http.MethodPost {
		next = r.URL.Path
		if s.KeepDraft != nil || looksFirst(c) {
			var err error
			if next, err = s.keepPosted(c); err != nil {
				return err
			}
		}
	} else if look := lookFirst(c, Form{}); look != "" {
		next = look
	}
	door := "/login"
	if p := r.URL.Path; p == "/o" || p == "/a" || strings.HasPrefix(p, "/o/") || strings.HasPrefix(p, "/a/") {
		door = "/staff/login"
	}
	if next = SafeNext(next, ""); next != "" {
		door += "?next=" + url.QueryEscape(next)
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	if r.Header.Get("HX-Request") == "true" {
		h.Set("HX-Redirect", door)
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, door)
}

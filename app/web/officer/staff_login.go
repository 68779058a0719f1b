package officer

import (
	"net/http"
	"net/url"
	"strings"

	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// StaffLogin asks for login and password.
type StaffLogin struct {
	site.Shell
	Next string // where the person wanted to go
}

// Template names the page.
func (*StaffLogin) Template() string { return "officer/staff_login" }

func newLogin(next string) *StaffLogin {
	return &StaffLogin{Shell: site.Shell{Title: "工作人员登录", Back: site.Link{Href: "/", Word: "返回首页"}, NoHelp: true}, Next: staffNext(next)}
}

// staffNext keeps a target among the pages of staff.
func staffNext(next string) string {
	next = site.SafeNext(next, "")
	if strings.HasPrefix(next, "/o") || strings.HasPrefix(next, "/a") || strings.HasPrefix(next, "/d/") {
		return next
	}
	return ""
}

// ShowLogin is GET /staff/login.
func (d *Desk) ShowLogin(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, newLogin(c.QueryParam("next")))
}

// TakeLogin is POST /staff/login: the password opens nothing yet.
func (d *Desk) TakeLogin(c echo.Context) error {
	f, err := site.ReadForm(c)
	p := newLogin(f.Get("next"))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	pending, err := d.Registry.StaffPassword(site.Ctx(c), d.Site.Actor(c), f.Get("login"), f.Secret("password"))
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "password", err)
	}
	d.Site.SetPending(c, pending)
	return d.Site.Redirect(c, totpAddress(p.Next), "")
}

func totpAddress(next string) string {
	if next == "" {
		return "/staff/login/totp"
	}
	return "/staff/login/totp?next=" + url.QueryEscape(next)
}

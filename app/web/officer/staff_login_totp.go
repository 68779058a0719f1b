package officer

import (
	"net/http"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// shiftAge is how long the cookie of a visit shift lasts, as long as its row; at a desk it goes with the browser.
const shiftAge = 10 * time.Hour

// StaffTOTP asks for the code of the authenticator.
type StaffTOTP struct {
	site.Shell
	Next string
}

// Template names the page.
func (*StaffTOTP) Template() string { return "officer/staff_login_totp" }

func newTOTP(next string) *StaffTOTP {
	return &StaffTOTP{Shell: site.Shell{Title: "输动态码", Back: site.Link{Href: "/staff/login", Word: "重新输密码"}, NoHelp: true}, Next: staffNext(next)}
}

// ShowTOTP is GET /staff/login/totp.
func (d *Desk) ShowTOTP(c echo.Context) error {
	if err := d.Registry.Pending(site.Ctx(c), d.Site.Pending(c)); err != nil {
		return d.tooLate(c, c.QueryParam("next"), err)
	}
	return d.Site.Render(c, http.StatusOK, newTOTP(c.QueryParam("next")))
}

// tooLate leads back to the password with a word why.
func (d *Desk) tooLate(c echo.Context, next string, err error) error {
	if !models.IsKind(err, models.Unsigned) {
		return err
	}
	d.Site.SetPending(c, "")
	p := newLogin(next)
	p.Faults = []models.Fault{{Field: "login", Message: models.AsError(err).Message}}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeTOTP is POST /staff/login/totp.
func (d *Desk) TakeTOTP(c echo.Context) error {
	f, err := site.ReadForm(c)
	p := newTOTP(f.Get("next"))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if f.Get("totp") == "" {
		return d.Site.Redraw(c, p, f, models.FaultAt("totp", "请填手机上显示的 6 位数字"))
	}
	device := d.Site.KnownDevice(c)
	secret, err := d.Registry.StaffTOTP(site.Ctx(c), d.Site.Actor(c), d.Site.Pending(c), f.Get("totp"), f.On("shift"), device)
	if models.IsKind(err, models.Unsigned) {
		return d.tooLate(c, p.Next, err)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	age := time.Duration(0)
	if f.On("shift") {
		age = shiftAge
	} else {
		device = "" // a desk is not enrolled
	}
	d.Site.SetPending(c, "")
	if _, err := d.Site.Begin(c, d.Registry, secret, device, age); err != nil {
		return err
	}
	return d.land(c, p.Next)
}

// land leads to the page that was asked for, or to the first one that is open to the person.
func (d *Desk) land(c echo.Context, next string) error {
	switch {
	case next != "":
		return d.Site.Redirect(c, next, "")
	case d.may(c, policy.QueueView):
		return d.Site.Redirect(c, "/o/queue", "")
	case d.may(c, policy.StatsView):
		return d.Site.Redirect(c, "/o/stats", "")
	case d.may(c, policy.StaffManage):
		return d.Site.Redirect(c, "/a", "")
	}
	// Nothing is open to him: a session would only lead from one refusal to the next.
	return d.signOut(c, "您名下现在没有在岗的职责，可能到期了，或者交给别人了。请找管理员加上，再来登录。")
}

// TakeLogout is POST /staff/logout.
func (d *Desk) TakeLogout(c echo.Context) error { return d.signOut(c, "已经退出。") }

func (d *Desk) signOut(c echo.Context, words string) error {
	if secret := d.Site.Session(c); secret != "" {
		if err := d.Registry.SignOut(site.Ctx(c), d.Site.Actor(c), secret); err != nil {
			return err
		}
	}
	d.Site.ClearSession(c)
	return d.Site.Redirect(c, "/staff/login", words)
}

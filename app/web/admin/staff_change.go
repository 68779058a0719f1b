package admin

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// The errands on one account; each has its page that asks once more.
const (
	Disable  = "disable"
	Enable   = "enable"
	NewTOTP  = "totp"
	Password = "password"
)

// Change asks once more before an account is changed, and says what it means for the person.
type Change struct {
	site.Shell
	Ref, Do, Name, Login   string
	Meaning, Button, Class string
	Ask                    bool // the code is asked again
	ours                   bool // the visitor's own account
}

// Template names the page.
func (*Change) Template() string { return "admin/staff_change" }

// changes are the words of each errand: title, what it means, button, its class.
var changes = map[string][4]string{
	Disable:  {"停用账号", "停用以后，他马上退出，也登不进来。以前办的事还留着。以后可以恢复。", "停用这个账号", "btn bad"},
	Enable:   {"恢复账号", "恢复以后，他用原来的密码和动态码登录。", "恢复这个账号", "btn"},
	NewTOTP:  {"换动态码", "手机丢了、换了，才换。换了以后，旧的动态码和恢复码都不能用，他马上退出。请本人在旁边，当场扫码。", "换新的动态码", "btn bad"},
	Password: {"换密码", "换了以后，旧密码不能用，他马上退出。新密码当面告诉本人。", "换成新密码", "btn"},
}

// ShowChange is GET /a/users/:ref/{do}.
func (d *Desk) ShowChange(do string) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.change(c, do)
		if err != nil {
			return err
		}
		return d.Site.Render(c, http.StatusOK, p)
	}
}

func (d *Desk) change(c echo.Context, do string) (*Change, error) {
	user, err := d.Read.UserByRef(site.Ctx(c), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	if !user.Staff {
		return nil, models.ErrNotFound
	}
	words := changes[do]
	return &Change{Shell: task(words[0], toUsers), Ref: user.Ref, Do: do, Name: user.Name,
		Login: user.Login, Meaning: words[1], Button: words[2], Class: words[3], Ask: !d.Site.Actor(c).Fresh, ours: user.ID == d.Site.Actor(c).UserID}, nil
}

// TakeChange is POST /a/users/:ref/{do}.
func (d *Desk) TakeChange(do string) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.change(c, do)
		if err != nil {
			return err
		}
		f, err := site.ReadForm(c)
		if err == nil {
			err = d.Site.Again(c, d.Registry, &p.Ask, f)
		}
		if err != nil {
			return d.Site.RedrawWait(c, p, f, "totp", err)
		}
		return d.doChange(c, p, f)
	}
}

func (d *Desk) doChange(c echo.Context, p *Change, f site.Form) error {
	ctx, who, at := site.Ctx(c), d.Site.Actor(c), d.Site.At(c)
	var err error
	words := ""
	switch p.Do {
	case Disable:
		words, err = "停用了："+p.Name+"。他已经退出，登不进来。", d.Registry.DisableStaff(ctx, who, p.Ref, at)
	case Enable:
		words, err = "恢复了："+p.Name+"。他可以用原来的密码登录。", d.Registry.EnableStaff(ctx, who, p.Ref, at)
	case Password:
		words, err = "换好了："+p.Name+"的密码。请当面告诉本人。", d.Registry.SetPassword(ctx, who, p.Ref, f.Secret("password"), at)
	case NewTOTP:
		secret, codes, err := d.Registry.ResetTOTP(ctx, who, p.Ref, at)
		if err != nil {
			return d.Site.Redraw(c, p, f, err)
		}
		return d.showSecret(c, "换好了", p.Login, secret, codes)
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if p.ours {
		d.Site.ClearSession(c) // his own sessions ended as well
		return d.Site.Redirect(c, "/staff/login", "换好了，请用新密码登录。")
	}
	return d.Site.Redirect(c, "/a/users", words)
}

package admin

import (
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Users are the staff accounts, and the form for one more.
type Users struct {
	site.Shell
	List  []UserRow
	Roles []site.Choice
	Areas []site.Choice
}

// UserRow is one account with its role in words.
type UserRow struct {
	store.StaffRow
	Post string
}

// Added shows what the new person needs, once: the secret for the authenticator and the recovery codes.
type Added struct {
	site.Shell
	Login, Secret, QR string
	Side              int
	Codes             []string
}

// Template names the page.
func (*Users) Template() string { return "admin/staff_list" }

// Template names the page.
func (*Added) Template() string { return "admin/staff_add" }

// ShowUsers is GET /a/users.
func (d *Desk) ShowUsers(c echo.Context) error {
	p, err := d.users(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) users(c echo.Context) (*Users, error) {
	p := &Users{Shell: sheet("工作人员", "users"), Roles: []site.Choice{}, Areas: []site.Choice{{Value: "", Label: "不管区域（只有管理员）"}}}
	rows, err := d.Read.ListStaff(site.Ctx(c), everything)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		p.List = append(p.List, UserRow{StaffRow: row, Post: postOf(row.Role)})
	}
	for _, r := range registry.StaffRoles {
		p.Roles = append(p.Roles, site.Choice{Value: r[0], Label: r[1]})
	}
	areas, err := d.Read.ListAreas(site.Ctx(c), everything, "")
	for _, a := range areas {
		p.Areas = append(p.Areas, site.Choice{Value: a.Code, Label: models.LevelNames[a.Level] + "·" + a.Name})
	}
	return p, err
}

func postOf(role policy.Role) string {
	for _, r := range registry.StaffRoles {
		if r[0] == string(role) {
			return r[1]
		}
	}
	return "没有职责"
}

// TakeUser is POST /a/users. The answer is the page itself, not a way to it: what it shows is kept nowhere. Loading it
// again sends the form again, which is refused because the login is taken.
func (d *Desk) TakeUser(c echo.Context) error {
	p, err := d.users(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	form := registry.StaffForm{Login: f.Get("login"), Name: f.Get("name"), Title: f.Get("title"), Password: f.Secret("password"),
		Role: f.Get("role"), AreaCode: f.Get("area_code")}
	secret, codes, err := d.Registry.AddStaff(site.Ctx(c), d.Site.Actor(c), form, d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	added := &Added{Shell: site.Shell{Title: "加好了", Audience: site.Admin, Wide: true, Back: site.Link{Href: "/a/users", Word: "回人员列表"}},
		Login: form.Login, Secret: secret, Codes: codes}
	if added.QR, added.Side, err = qrPath(otpAddress(form.Login, secret)); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, added)
}

// SwitchUser is POST /a/users/switch: 停用 ends every session of the account at once, 恢复 lets it sign in again.
func (d *Desk) SwitchUser(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	act, words := d.Registry.DisableStaff, "停用了，他马上就登不进来。"
	if f.Get("do") == "on" {
		act, words = d.Registry.EnableStaff, "恢复了，他可以用原来的密码登录。"
	}
	if err := act(site.Ctx(c), d.Site.Actor(c), f.Get("login"), d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, "/a/users", words)
}

// otpAddress is what an authenticator reads from the code.
func otpAddress(login, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {"安居名册"}}
	return "otpauth://totp/" + url.PathEscape("安居名册:"+login) + "?" + q.Encode()
}

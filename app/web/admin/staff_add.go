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
	Ask   bool // the code is asked again
}

// UserRow is one account with its role in words.
type UserRow struct {
	store.StaffRow
	Post         string
	First, Yours bool // the account's first line; the visitor's own account
}

// Added shows what the new person needs, once: the secret for the authenticator and the recovery codes.
type Added struct {
	site.Shell
	Done, Login, Secret, QR string
	Side                    int
	Codes                   []string
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
	p := &Users{Shell: sheet("工作人员", "users"), Roles: []site.Choice{}, Areas: []site.Choice{{Value: "", Label: "不管区域（只有管理员）"}},
		Ask: !d.Site.Actor(c).Fresh}
	rows, err := d.Read.ListStaff(site.Ctx(c), everything)
	if err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	for _, row := range rows {
		p.List = append(p.List, UserRow{StaffRow: row, Post: postOf(row.Role), First: !seen[row.ID], Yours: row.ID == d.Site.Actor(c).UserID})
		seen[row.ID] = true
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
	if err == nil {
		err = d.Site.Again(c, d.Registry, &p.Ask, f)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	form := registry.StaffForm{Login: f.Get("login"), Name: f.Get("name"), Title: f.Get("title"), Password: f.Secret("password"),
		Role: f.Get("role"), AreaCode: f.Get("area_code")}
	secret, codes, err := d.Registry.AddStaff(site.Ctx(c), d.Site.Actor(c), form, d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.showSecret(c, "加好了", form.Login, secret, codes)
}

var toUsers = site.Link{Href: "/a/users", Word: "回人员列表"}

// showSecret shows a new authenticator and its recovery codes, once.
func (d *Desk) showSecret(c echo.Context, done, login, secret string, codes []string) error {
	p := &Added{Shell: task(done, toUsers), Done: done, Login: login, Secret: secret, Codes: codes}
	var err error
	if p.QR, p.Side, err = qrPath(otpAddress(login, secret)); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// otpAddress is what an authenticator reads from the code.
func otpAddress(login, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {"安居名册"}}
	return "otpauth://totp/" + url.PathEscape("安居名册:"+login) + "?" + q.Encode()
}

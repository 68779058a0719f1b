package public

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// SignInDoc asks a tenant, the first time on a device, for the last four characters of his document: a phone number may
// have had another owner (RULES 49).
type SignInDoc struct {
	site.Shell
	Next string
}

// Template names the page.
func (*SignInDoc) Template() string { return "common/sign_in_doc" }

func newSignInDoc(next string) *SignInDoc {
	return &SignInDoc{Shell: site.Shell{Title: "再核对一下是您本人", Audience: site.Tenant, Back: back}, Next: site.SafeNext(next, "/me")}
}

// ShowSignInDoc is GET /login/doc.
func (d *Desk) ShowSignInDoc(c echo.Context) error {
	p := newSignInDoc(c.QueryParam("next"))
	if d.Site.Actor(c).DocOK {
		return d.Site.Redirect(c, p.Next, "")
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSignInDoc is POST /login/doc.
func (d *Desk) TakeSignInDoc(c echo.Context) error {
	f, err := site.ReadForm(c)
	p := newSignInDoc(f.Get("next"))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	device := d.Site.Device(c)
	if device == "" {
		device = token.NewSecret(32)
	}
	secret := d.Site.Session(c)
	err = d.Registry.ShowDoc(site.Ctx(c), d.Site.Actor(c), secret, device, f.Get("last4"))
	if err == nil {
		d.Site.SetDevice(c, device)
		return d.Site.Redirect(c, p.Next, "")
	}
	if who, e := d.Registry.Who(site.Ctx(c), secret); e == nil && !who.SignedIn() {
		d.Site.ClearSession(c) // too many wrong answers ended the session
		return d.Site.Redirect(c, "/login", "试得太多了。请重新登录，或打网格员的电话。")
	}
	return d.Site.Redraw(c, p, f, err)
}

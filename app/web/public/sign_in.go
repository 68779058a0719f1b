package public

import (
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// signInForm names the drafts of signing in: they keep the phone, so that it never stands in an address.
const signInForm = "login"

// SignIn asks for the phone.
type SignIn struct {
	site.Shell
	Next string // where the person wanted to go
	Code string // address of the page for the code, when one is on its way already
}

// Template names the page.
func (*SignIn) Template() string { return "common/sign_in" }

func newSignIn(next string) *SignIn {
	return &SignIn{Shell: site.Shell{Title: "登录", Back: back}, Next: site.SafeNext(next, "")}
}

// ShowSignIn is GET /login.
func (d *Desk) ShowSignIn(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, newSignIn(c.QueryParam("next")))
}

// TakeSignIn is POST /login: it sends the code. The answer is the same whether or not anybody knows the phone.
func (d *Desk) TakeSignIn(c echo.Context) error {
	f, err := site.ReadForm(c)
	p := newSignIn(f.Get("next"))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	draft := func() (string, error) {
		kept := url.Values{"phone": {f.Get("phone")}, "next": {p.Next}}
		return d.Registry.KeepDraft(site.Ctx(c), policy.Actor{}, signInForm, "", kept.Encode(), d.Site.At(c))
	}
	err = d.Registry.SendCode(site.Ctx(c), d.Site.Actor(c), f.Get("phone"))
	if models.IsKind(err, models.TooMany) {
		ref, e := draft()
		if e != nil {
			return e
		}
		p.Code = codeAddress(ref)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "phone", err)
	}
	ref, err := draft()
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, codeAddress(ref), "")
}

func codeAddress(draft string) string { return "/login/code?d=" + url.QueryEscape(draft) }

package public

import (
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// SignInCode asks for the code of the newest text.
type SignInCode struct {
	site.Shell
	End   string // last four digits of the phone that was typed
	Draft string
}

// Template names the page.
func (*SignInCode) Template() string { return "common/sign_in_code" }

// kept is what the phone page put away.
type kept struct{ ref, phone, next string }

func (d *Desk) kept(c echo.Context) (kept, error) {
	ref := c.QueryParam("d")
	body, err := d.Registry.Draft(site.Ctx(c), policy.Actor{}, signInForm, ref, d.Site.At(c))
	if err != nil {
		return kept{}, err
	}
	v, err := url.ParseQuery(body)
	return kept{ref: ref, phone: v.Get("phone"), next: v.Get("next")}, err
}

func newSignInCode(k kept) *SignInCode {
	return &SignInCode{
		Shell: site.Shell{Title: "输验证码", Back: site.Link{Href: "/login", Word: "换一个手机号"}},
		End:   phone.Last4(phone.Normalise(k.phone)), Draft: k.ref,
	}
}

// stale sends somebody whose phone is no longer kept back to the first page, with a word why.
func (d *Desk) stale(c echo.Context, err error) error {
	if !models.IsKind(err, models.NotFound) {
		return err
	}
	p := newSignIn("")
	p.Faults = []models.Fault{{Field: "phone", Message: "这一页放得太久了，请再填一次手机号"}}
	return d.Site.Render(c, http.StatusOK, p)
}

// ShowSignInCode is GET /login/code.
func (d *Desk) ShowSignInCode(c echo.Context) error {
	k, err := d.kept(c)
	if err != nil {
		return d.stale(c, err)
	}
	return d.Site.Render(c, http.StatusOK, newSignInCode(k))
}

// TakeSignInCode is POST /login/code: the code, or another code with resend.
func (d *Desk) TakeSignInCode(c echo.Context) error {
	k, err := d.kept(c)
	if err != nil {
		return d.stale(c, err)
	}
	p := newSignInCode(k)
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	ctx, who := site.Ctx(c), d.Site.Actor(c)
	if f.On("resend") {
		if err := d.Registry.SendCode(ctx, who, k.phone); err != nil {
			return d.Site.RedrawWait(c, p, f, "code", err)
		}
		return d.Site.Redirect(c, codeAddress(k.ref), "又发了一条，请看最新的短信。")
	}
	if f.Get("code") == "" {
		return d.Site.Redraw(c, p, f, models.FaultAt("code", "请填短信里的 6 位数字"))
	}
	secret, err := d.Registry.SignIn(ctx, who, k.phone, f.Get("code"), d.Site.Device(c))
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if _, err := d.Site.Begin(c, d.Registry, secret, d.Site.KnownDevice(c), site.PersonAge); err != nil {
		return err
	}
	if err := d.Registry.DropDraft(ctx, policy.Actor{}, signInForm, k.ref); err != nil {
		return err
	}
	return d.land(c, k.next)
}

// land leads to the page that was asked for, or to what the person has here: his homes, his own stays, or the front page.
func (d *Desk) land(c echo.Context, next string) error {
	if next = site.SafeNext(next, ""); next != "" && next != "/" {
		return d.Site.Redirect(c, next, "")
	}
	ctx, who, at := site.Ctx(c), d.Site.Actor(c), workday.At(d.Site.At(c))
	units, err := d.Read.ListUnits(ctx, policy.ScopeOf(who, policy.UnitView, at), 0, 1)
	if err != nil {
		return err
	}
	claims, err := d.Read.ListUnits(ctx, policy.ScopeOf(who, policy.UnitClaim, at), 0, 1)
	if err != nil {
		return err
	}
	if len(units)+len(claims) > 0 {
		return d.Site.Redirect(c, "/h", "")
	}
	stays, err := d.Read.ListEntries(ctx, policy.ScopeOf(who, policy.StaySelf, at), 1)
	if err != nil {
		return err
	}
	if len(stays) > 0 {
		return d.Site.Redirect(c, "/me", "")
	}
	return d.Site.Redirect(c, "/", "登录好了。这个手机号名下还没有房子，也没有登记。请选一件要办的事。")
}

package tenant

import (
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// DoorCode asks for the code that went to the phone typed at the door.
type DoorCode struct {
	site.Shell
	Action string
	End    string // last four digits of that phone
	Button string
}

// Template names the page.
func (*DoorCode) Template() string { return "tenant/door_code" }

func newDoorCode(door registry.Door, action, number, button string, back site.Link) *DoorCode {
	return &DoorCode{Shell: site.Shell{Title: "输验证码", Back: back, Help: helpAt(door)}, Action: action, End: phone.Last4(phone.Normalise(number)), Button: button}
}

// takeCode reads the page for the code: it signs the person in, sends another code, or draws the page again. When it has
// answered itself, handled is true.
func (d *Desk) takeCode(c echo.Context, p *DoorCode, number string) (who policy.Actor, handled bool, err error) {
	f, err := site.ReadForm(c)
	if err != nil {
		return who, true, d.Site.Redraw(c, p, f, err)
	}
	ctx := site.Ctx(c)
	if f.On("resend") {
		if err := d.Registry.SendCode(ctx, d.Site.Actor(c), number); err != nil {
			return who, true, d.Site.RedrawWait(c, p, f, "code", err)
		}
		return who, true, d.Site.Redirect(c, p.Action, "又发了一条，请看最新的短信。")
	}
	if f.Get("code") == "" {
		return who, true, d.Site.Redraw(c, p, f, models.FaultAt("code", "请填短信里的 6 位数字"))
	}
	secret, err := d.Registry.SignIn(ctx, d.Site.Actor(c), number, f.Get("code"), d.Site.Device(c))
	if err != nil {
		return who, true, d.Site.Redraw(c, p, f, err)
	}
	who, err = d.Site.Begin(c, d.Registry, secret, d.Site.KnownDevice(c), site.PersonAge)
	return who, err != nil, err
}

// doorDraft is the phone kept for the page of the code.
func (d *Desk) doorDraft(c echo.Context, door registry.Door) (number, errand, ref string, err error) {
	ref = c.QueryParam("d")
	body, err := d.Registry.Draft(site.Ctx(c), policy.Actor{}, doorForm, ref, d.Site.At(c))
	if err != nil {
		return "", "", "", err
	}
	v, err := url.ParseQuery(body)
	if _, known := doorErrands[v.Get("to")]; err != nil || !known || v.Get("door") != door.Unit.Ref {
		return "", "", "", models.ErrNotFound
	}
	return v.Get("phone"), v.Get("to"), ref, nil
}

func (d *Desk) doorCodePage(c echo.Context, door registry.Door) (p *DoorCode, number, errand, ref string, err error) {
	number, errand, ref, err = d.doorDraft(c, door)
	if err != nil {
		return nil, "", "", "", err
	}
	back := site.Link{Href: doorPath(door) + "/" + errand, Word: "换一个手机号"}
	return newDoorCode(door, doorPath(door)+"/code?d="+url.QueryEscape(ref), number, "下一步", back), number, errand, ref, nil
}

// ShowDoorCode is GET /d/{token}/code.
func (d *Desk) ShowDoorCode(c echo.Context, door registry.Door) error {
	p, _, _, _, err := d.doorCodePage(c, door)
	if models.IsKind(err, models.NotFound) {
		return d.Site.Redirect(c, doorPath(door), "")
	}
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeDoorCode is POST /d/{token}/code.
func (d *Desk) TakeDoorCode(c echo.Context, door registry.Door) error {
	p, number, errand, ref, err := d.doorCodePage(c, door)
	if models.IsKind(err, models.NotFound) {
		return d.Site.Redirect(c, doorPath(door), "")
	}
	if err != nil {
		return err
	}
	if _, handled, err := d.takeCode(c, p, number); handled {
		return err
	}
	if err := d.Registry.DropDraft(site.Ctx(c), policy.Actor{}, doorForm, ref); err != nil {
		return err
	}
	return d.Site.Redirect(c, doorPath(door)+"/"+errand, "")
}

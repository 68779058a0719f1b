package public

import (
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

const codeField = "short_code"

// Code is the box for a 房屋编号, for those who cannot scan.
type Code struct{ site.Shell }

// Template names the page.
func (*Code) Template() string { return "common/code" }

func newCode() *Code { return &Code{Shell: site.Shell{Title: "输房屋编号", Back: back}} }

// ShowCode is GET /c; with ?short_code=… it opens the plate at once, for the box on the page 没有这一页.
func (d *Desk) ShowCode(c echo.Context) error {
	if typed := c.QueryParam(codeField); typed != "" && len(typed) < 100 {
		return d.open(c, site.Form{}.With(codeField, typed))
	}
	return d.Site.Render(c, http.StatusOK, newCode())
}

// TakeCode is POST /c.
func (d *Desk) TakeCode(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, newCode(), f, err)
	}
	return d.open(c, f)
}

// open leads to the page of the plate. Wrong numbers are counted for each address, so that nobody walks through them.
func (d *Desk) open(c echo.Context, f site.Form) error {
	if err := d.Site.Full(codeField, d.Site.LimitKey(c)); err != nil {
		return d.tired(err)
	}
	code := token.NormaliseShortCode(f.Get(codeField))
	fault := codeFault(code)
	if fault == "" {
		to, err := d.codeLeads(c, code)
		switch {
		case err == nil && to != "":
			return d.Site.Redirect(c, to, "")
		case err == nil, models.IsKind(err, models.NotFound), models.IsKind(err, models.Invalid):
			fault = "没有查到这个编号，请照着门牌再输一遍。"
		default:
			return err
		}
	}
	if code != "" {
		if err := d.Site.Take(codeField, d.Site.LimitKey(c)); err != nil {
			return d.tired(err)
		}
	}
	return d.Site.Redraw(c, newCode(), f, models.FaultAt(codeField, fault))
}

// codeLeads is the page that a right number opens, "" where there is none. Typed is not scanned: for everybody it is weaker
// evidence of being at the door, and staff in charge of the home never see the plate's token in the address, which is what
// shows that a visit began at the door.
func (d *Desk) codeLeads(c echo.Context, code string) (string, error) {
	who := d.Site.Actor(c)
	if !who.Staff {
		who = policy.Actor{}
	}
	door, err := d.FindDoor(site.Ctx(c), who, code)
	switch {
	case err != nil:
		return "", err
	case door.What == registry.DoorOfficer:
		return "/o/u/" + door.Unit.Ref, nil
	case door.Answers(), door.What == registry.DoorClosed:
		return "/d/" + door.Unit.DoorToken + "?via=" + models.ViaCode, nil
	}
	return "", nil
}

func codeFault(code string) string {
	switch {
	case code == "":
		return "请输房屋编号，在门牌码下面。"
	case len(code) != 9:
		return fmt.Sprintf("房屋编号是 9 位数字，现在是 %d 位。请照着门牌再输一遍。", len(code))
	case !token.ValidShortCode(code):
		return "编号最后一位对不上，请照着门牌再输一遍。"
	}
	return ""
}

func (d *Desk) tired(err error) error {
	if e := models.AsError(err); e != nil {
		phone := d.Site.Help.Phone
		if phone == "" {
			phone = "12345"
		}
		return models.TooManyFor(e.RetryAfter, "试得太多了，请过 %s再试，或打 "+phone+"。")
	}
	return err
}

package officer

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// Whole is a kind of number that is shown whole for a minute.
type Whole int

// The kinds.
const (
	WholeID    Whole = iota // the document of a person, GET /o/reveal/:stay
	StayPhone               // the phone of a person, GET /o/phone/:stay
	OwnerPhone              // the phone of the landlord of a home, GET /o/u/:ref/phone
	LeftPhone               // the phone that somebody left with a request, GET /o/reports/:ref/phone
)

// Reveal asks why a whole number is needed, and shows it once; a phone can be dialled from there.
type Reveal struct {
	site.Shell
	Action      string
	Head        string // 看电话
	Word        string // what kind of number it is
	Name, Place string
	Known       string // drawn by masked while not shown
	Reasons     []site.Choice
	Ask         bool   // the code is asked again
	Dials       bool   // it is a phone
	Unread      bool   // whose number it is reads nowhere of the look
	Number      string // the whole number, on the answer to the form only
	Reason      string
	verb        func(ctx context.Context, who policy.Actor, ref, reason string, at time.Time) (string, error)
	ref         string
}

// Template names the page.
func (*Reveal) Template() string { return "officer/stay_reveal" }

// ShowReveal asks for the reason.
func (d *Desk) ShowReveal(of Whole) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.reveal(c, of)
		if err != nil {
			return err
		}
		return d.Site.Render(c, http.StatusOK, p)
	}
}

// reveal builds the page. Somebody who came from a task goes back to it.
func (d *Desk) reveal(c echo.Context, of Whole) (*Reveal, error) {
	p := &Reveal{Ask: !d.Site.Actor(c).Fresh, Head: "看电话", Word: "手机号", Dials: of != WholeID}
	for _, reason := range registry.RevealReasons {
		p.Reasons = append(p.Reasons, site.Choice{Value: reason, Label: reason})
	}
	if of == LeftPhone {
		return p, d.leftPhone(c, p)
	}
	var unitRef string
	var err error
	if of == OwnerPhone {
		unitRef, err = d.ownerPhone(c, p)
	} else {
		unitRef, err = d.stayNumber(c, p, of)
	}
	if err != nil {
		return nil, err
	}
	back := site.Link{Href: "/o/u/" + unitRef, Word: "回这处房屋"}
	if item := c.QueryParam("item"); token.ValidRef(item) {
		p.Action += "?item=" + item
		back = site.Link{Href: "/o/items/" + item, Word: "回这一件"}
	}
	p.Shell = task(p.Head, back)
	return p, nil
}

// onAWalk refuses a visit shift after the record was found, so that it tells nobody what there is elsewhere.
func (d *Desk) onAWalk(c echo.Context) error {
	if d.Site.Actor(c).Shift {
		return models.Refuse(models.Forbidden, "走访班次里只看遮住的内容。要看全号，请在办公室重新登录")
	}
	return nil
}

func (d *Desk) stayNumber(c echo.Context, p *Reveal, of Whole) (unitRef string, err error) {
	e, err := d.Read.Entry(site.Ctx(c), d.scope(c, policy.RosterView), c.Param("stay"))
	if err != nil {
		return "", err
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
	if err != nil {
		return "", err
	}
	if err := d.onAWalk(c); err != nil {
		return "", err
	}
	why := "看电话"
	p.ref, p.Name, p.Place, p.Action, p.verb = e.Stay.Ref, e.Tenant.Name, place(unit.Address, e.Room.No), "/o/phone/"+e.Stay.Ref, d.Registry.RevealPhone
	if of == WholeID {
		why, p.Head, p.Word, p.Known = "查看证件号", "看完整证件号", "证件号码", e.Tenant.DocNo
		p.Action, p.verb = "/o/reveal/"+e.Stay.Ref, d.Registry.RevealID
	} else if p.Known, err = d.Read.PhoneOf(site.Ctx(c), e); err != nil {
		return "", err
	} else if p.Known == "" && e.Stay.GuardPhone != "" {
		p.Known, p.Word = e.Stay.GuardPhone, "监护人"+e.Stay.Guardian+"的手机号"
	}
	// The page names the person before any number is shown: that is a look, too.
	_, err = d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), unit.Ref, why, d.Site.At(c))
	return unit.Ref, err
}

func (d *Desk) ownerPhone(c echo.Context, p *Reveal) (unitRef string, err error) {
	unit, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.RosterView), c.Param("ref"))
	if err != nil {
		return "", err
	}
	if err := d.onAWalk(c); err != nil {
		return "", err
	}
	var owner models.User
	if unit.OwnerID != 0 {
		if owner, err = d.Read.User(site.Ctx(c), unit.OwnerID); err != nil {
			return "", err
		}
	}
	p.ref, p.Name, p.Place, p.Known = unit.Ref, cmp.Or(mask.Name(owner.Name), "户主"), unit.Address, owner.Phone
	p.Action, p.verb, p.Word = "/o/u/"+unit.Ref+"/phone", d.Registry.RevealOwnerPhone, "户主手机号"
	return unit.Ref, nil
}

func (d *Desk) leftPhone(c echo.Context, p *Reveal) error {
	q, err := d.Registry.HearRequest(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return err
	}
	if err := d.onAWalk(c); err != nil {
		return err
	}
	r, err := d.report(c, q)
	at := "/o/reports/" + q.Ref
	p.Shell = task(p.Head, site.Link{Href: at, Word: "回这一条"})
	p.ref, p.Name, p.Place, p.Known, p.Word, p.Unread = q.Ref, r.Kind, r.Where, q.Contact, "留的电话", q.StayID == 0
	p.Action, p.verb = at+"/phone", d.Registry.RevealContact
	return err
}

// TakeReveal shows the number on this one answer, which the browser does not keep and which leads away by itself after a
// minute.
func (d *Desk) TakeReveal(of Whole) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.reveal(c, of)
		if err != nil {
			return err
		}
		f, err := site.ReadForm(c)
		if err != nil {
			return d.Site.Redraw(c, p, f, err)
		}
		if p.Ask && f.Get("reason") != "" {
			if f.Get("totp") == "" {
				return d.Site.Redraw(c, p, f, models.FaultAt("totp", "请再输一次动态码"))
			}
			if err := d.Site.Refresh(c, d.Registry, f.Get("totp")); err != nil {
				return d.Site.RedrawWait(c, p, f, "totp", err)
			}
			p.Ask = false
		}
		who := d.Site.Actor(c)
		if p.Ask {
			return d.Site.Redraw(c, p, f, models.FaultAt("reason", "请选查看原因，会写进记录"))
		}
		number, err := p.verb(site.Ctx(c), who, p.ref, f.Get("reason"), d.Site.At(c))
		if err != nil {
			return d.Site.Redraw(c, p, f, err)
		}
		p.Number, p.Reason = number, f.Get("reason")
		c.Response().Header().Set("Refresh", "60; url="+p.Back.Href)
		return d.Site.Render(c, http.StatusOK, p)
	}
}

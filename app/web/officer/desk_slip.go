package officer

import (
	"cmp"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// DeskSlip is one check-in at the counter, in the order of the paper: a stack of slips is keyed one after another, by keyboard
// alone, without scripts.
type DeskSlip struct {
	site.Shell
	D                             string // of the draft; nothing is kept under it before the form is sent
	Spoken                        bool
	Place                         string // of the home kept from the slip before
	DocKept, PhoneKept, GuardKept string // last four of what is kept in the draft and not drawn
	Open                          bool   // the part for children
	at                            string // the field that waits for the next key
}

// Template names the page.
func (*DeskSlip) Template() string { return "officer/desk_slip" }

// At says whether a field is the one that waits for the next key.
func (p *DeskSlip) At(field string) bool { return p.at == field }

// Kept is the hint of a number that lies in the draft.
func (*DeskSlip) Kept(last4, otherwise string) string {
	if last4 == "" {
		return otherwise
	}
	return "已记下尾号 " + last4 + "。不改就空着"
}

// HomeHint says which home the number of the slip before is.
func (p *DeskSlip) HomeHint() string {
	if p.Place == "" {
		return "门牌上 9 位数字"
	}
	return p.Place + "。换一处就改"
}

// DocTypes are the kinds of document.
func (*DeskSlip) DocTypes() []site.Choice {
	var all []site.Choice
	for _, t := range idcard.Types() {
		all = append(all, site.Choice{Value: t.Code, Label: t.Name})
	}
	return all
}

// newDeskSlip draws a draft. read says that all of it could be read, so that a fault at a number is not in its digits.
func newDeskSlip(ref string, one slipDraft, faults []models.Fault, read bool) *DeskSlip {
	p := &DeskSlip{Shell: task("录签字单", toDesk), D: cmp.Or(ref, token.NewRef()), Spoken: one.Spoken, at: "slip"}
	if one.Spoken {
		p.Title, p.at = "入住登记", "room"
	}
	p.Typed, p.Faults = site.Form{}, faults
	for name, value := range map[string]string{"slip": one.Slip, "home": one.Home, "room": one.Form.Room, "name": one.Form.Name, "doc_type": one.Form.DocType,
		"moved_in": one.MovedIn, "lease_end": one.LeaseEnd, "guardian_name": one.Form.Guardian} {
		p.Typed = p.Typed.With(name, value)
	}
	if one.Form.NoPhone {
		p.Typed = p.Typed.With("phone", noPhone[0])
	}
	if one.Form.DocType == "" {
		p.Typed = p.Typed.With("doc_type", "111")
	}
	// A number is drawn again only where its digits are wrong and to be mended.
	for name, number := range map[string]*string{"doc_no": &p.DocKept, "phone": &p.PhoneKept, "guardian_phone": &p.GuardKept} {
		whole := map[string]string{"doc_no": one.Form.DocNo, "phone": one.Form.Phone, "guardian_phone": one.Form.GuardPhone}[name]
		if p.Fault(name) != "" && !read {
			p.Typed = p.Typed.With(name, whole)
		} else {
			*number = idcard.Last4(whole)
		}
	}
	if len(faults) > 0 {
		p.at = faults[0].Field
	}
	p.Open = one.Form.Guardian != "" || p.Fault("guardian_name") != "" || p.Fault("guardian_phone") != ""
	return p
}

// ShowSlip is GET /o/desk/slips; ?u= keeps the home of the slip before, ?spoken=1 is for a landlord who stands there, ?d= opens
// a draft again.
func (d *Desk) ShowSlip(c echo.Context) error {
	one := slipDraft{Spoken: c.QueryParam("spoken") != ""}
	ref, place := c.QueryParam("d"), ""
	if ref != "" {
		var err error
		if one, err = d.loadSlip(c, ref); err != nil {
			return err
		}
		if one.Done != "" {
			return d.Site.Redirect(c, one.Next, "")
		}
	} else if home := c.QueryParam("u"); home != "" {
		unit, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.DeskServe), home)
		if err != nil {
			return err
		}
		one.Home, place = token.GroupShortCode(unit.ShortCode), unit.Address
	}
	p := newDeskSlip(ref, one, nil, true)
	p.Place = place
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSlip is POST /o/desk/slips: what was keyed is kept whatever is wrong with it, and read back when nothing is.
func (d *Desk) TakeSlip(c echo.Context) error {
	f, typedErr := site.ReadForm(c)
	var old slipDraft
	ref := f.Get("d")
	if ref != "" {
		var err error
		if old, err = d.loadSlip(c, ref); err != nil && !models.IsKind(err, models.NotFound) {
			return err
		}
		if old.Done != "" {
			return d.Site.Redirect(c, old.Next, "")
		}
	}
	one := readSlip(f, old)
	unit, _, err := d.judgeSlip(c, &one)
	if err == nil {
		err = typedErr
	}
	e := models.AsError(err)
	if err != nil && e == nil {
		return err
	}
	if ref, err = d.keepSlip(c, ref, one); err != nil {
		return err
	}
	if e != nil {
		p := newDeskSlip(ref, one, e.Faults, false)
		p.Place = unit.Address
		return d.Site.Redraw(c, p, p.Typed, e)
	}
	return d.Site.Redirect(c, "/o/desk/slips/check?d="+ref, "")
}

package officer

import (
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/mask"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// DeskCheck reads a slip back before it is saved. It never carries a whole number.
type DeskCheck struct {
	site.Shell
	D          string
	Spoken     bool
	Rows       []site.Row
	Doc, Phone string // the last four
	unit       models.Unit
	one        slipDraft
}

// Template names the page.
func (*DeskCheck) Template() string { return "officer/desk_slip_check" }

func (d *Desk) newDeskCheck(c echo.Context, ref string) (*DeskCheck, error) {
	one, err := d.loadSlip(c, ref)
	if err != nil {
		return nil, err
	}
	p := &DeskCheck{Shell: task("念一遍", site.Link{Href: "/o/desk/slips?d=" + ref, Word: "回去改"}), D: ref, Spoken: one.Spoken, one: one}
	if one.Done != "" {
		return p, nil
	}
	unit, facts, err := d.judgeSlip(c, &p.one)
	if err != nil {
		return p, err
	}
	p.unit, p.Doc, p.Phone = unit, idcard.Last4(facts.Tenant.DocNo), idcard.Last4(facts.Tenant.Phone)
	owner := models.User{}
	if unit.OwnerID != 0 {
		if owner, err = d.Read.User(site.Ctx(c), unit.OwnerID); err != nil {
			return p, err
		}
	}
	p.Rows = []site.Row{{Word: "住在", Value: unit.Address + " " + facts.Room.No + " 房"}, {Word: "户主", Value: mask.Name(owner.Name)},
		{Word: "姓名", Value: facts.Tenant.Name}, {Word: "证件", Value: idcard.TypeName(facts.Tenant.DocType)}}
	if born := facts.Tenant.Birth; !born.IsZero() {
		p.Rows = append(p.Rows, site.Row{Word: "生日", Value: born.ChineseFull(), More: facts.Tenant.Sex})
	}
	p.Rows = append(p.Rows, site.Row{Word: "入住", Value: facts.MovedIn.ChineseFull()})
	if !facts.LeaseEnd.IsZero() {
		p.Rows = append(p.Rows, site.Row{Word: "租到", Value: facts.LeaseEnd.ChineseFull()})
	}
	if facts.Guardian != "" {
		p.Rows = append(p.Rows, site.Row{Word: "监护人", Value: facts.Guardian})
	}
	return p, nil
}

// ShowSlipCheck is GET /o/desk/slips/check?d=.
func (d *Desk) ShowSlipCheck(c echo.Context) error {
	p, err := d.newDeskCheck(c, c.QueryParam("d"))
	if err == nil && p.one.Done != "" {
		return d.Site.Redirect(c, p.one.Next, "")
	}
	if e := models.AsError(err); e != nil && e.Kind == models.Invalid { // the slip was used meanwhile, or the day is over
		return d.Site.Redirect(c, p.Back.Href, "")
	}
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSlipCheck is POST to the same address: it saves the slip and lays the next one ready.
func (d *Desk) TakeSlipCheck(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := d.newDeskCheck(c, f.Get("d"))
	if err == nil && p.one.Done != "" { // a second Enter
		return d.Site.Redirect(c, p.one.Next, p.one.Done)
	}
	if err == nil {
		said := registry.Will{Slip: p.one.Slip}
		if p.Spoken {
			said = will(f)
		}
		_, err = d.Registry.DeskCheckIn(site.Ctx(c), d.Site.Actor(c), p.unit.Ref, p.one.Form, said, f.Once(), d.Site.At(c))
	}
	if e := models.AsError(err); p != nil && e != nil && e.Kind == models.Invalid {
		if p.Spoken && len(e.Faults) > 0 && (e.Faults[0].Field == "code" || e.Faults[0].Field == "slip") {
			return d.Site.Redraw(c, p, f, e)
		}
		form := newDeskSlip(p.D, p.one, e.Faults, p.unit.ID != 0)
		return d.Site.Redraw(c, form, form.Typed, e)
	}
	if err != nil {
		return err
	}
	return d.saved(c, p)
}

// saved forgets what was keyed and says what was saved.
func (d *Desk) saved(c echo.Context, p *DeskCheck) error {
	done := slipDraft{Next: "/o/desk/slips?u=" + p.unit.Ref, Done: fmt.Sprintf("登记好了：%s %s 房 %s。", p.unit.Address, p.one.Form.Room, p.one.Form.Name)}
	if p.Spoken {
		done.Next = "/o/desk/u/" + p.unit.Ref
	} else {
		n, err := d.keyedToday(c)
		if err != nil {
			return err
		}
		done.Done = fmt.Sprintf("今天第 %d 张存好了：%s %s 房 %s。", n, p.unit.Address, p.one.Form.Room, p.one.Form.Name)
	}
	if _, err := d.keepSlip(c, p.D, done); err != nil {
		return err
	}
	return d.Site.Redirect(c, done.Next, done.Done)
}

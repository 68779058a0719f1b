package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// MeAccess is 谁看过我, all of it: role, time and reason, never a name.
type MeAccess struct {
	site.Shell
	Homes []accessHome
	Any   bool // somebody saw a whole number
}

type accessHome struct {
	Ref, Address, Room string
	Views              []meView
	Amended            []string // what an officer put right
}

// meView is one look by staff.
type meView struct {
	At                 workday.Moment
	Role, What, Reason string
	Number             string // which number was seen whole; "" = none
}

// Template names the page.
func (*MeAccess) Template() string { return "tenant/me_access" }

const mostViews = 200

var roleWords = map[string]string{
	string(policy.Officer): "社区民警", string(policy.Auxiliary): "网格员", string(policy.Supervisor): "督导员", string(policy.ChildWorker): "儿童主任",
}

// views are the looks at a stay or at the roster it stands on, newest first: also those after moving out, because the
// roster that staff see lists former tenants.
func (d *Desk) views(c echo.Context, e store.Entry) ([]meView, error) {
	rows, err := d.Read.Views(site.Ctx(c), e.Stay.UnitID, e.Stay.ID, e.Stay.CreatedAt, mostViews)
	if err != nil {
		return nil, err
	}
	views := make([]meView, 0, len(rows))
	for _, row := range rows {
		v := meView{At: row.At, Role: roleWords[row.Role], What: "看了名册", Reason: row.Reason}
		if v.Role == "" {
			v.Role = "工作人员"
		}
		switch row.What {
		case models.ViewFullID:
			v.What, v.Number = "看了完整证件号", "完整证件号"
		case models.ViewPhone:
			v.What, v.Number = "看了手机号", "手机号"
		case models.ViewHeads:
			v.What = "看了这家有几个人，没看是谁"
		case models.ViewFound:
			v.What = "找人时看到了您的姓名、住处和号码末四位"
		case models.ViewMissed:
			v.What = "看了这间没收到短信"
		}
		views = append(views, v)
	}
	return views, nil
}

// amended says what an officer put right of the person on this roster, newest first.
func (d *Desk) amended(c echo.Context, e store.Entry) (lines []string, err error) {
	all, err := d.Read.Amendments(site.Ctx(c), e.Tenant.ID)
	for _, a := range all {
		lines = append(lines, site.AmendWords(a))
	}
	return lines, err
}

// ShowMeAccess is GET /me/access.
func (d *Desk) ShowMeAccess(c echo.Context) error {
	all, handled, err := d.own(c)
	if handled {
		return err
	}
	p := &MeAccess{Shell: onMe("谁看过我")}
	for _, e := range all {
		unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
		if err != nil {
			return err
		}
		views, err := d.views(c, e)
		if err != nil {
			return err
		}
		for _, v := range views {
			p.Any = p.Any || v.Number != ""
		}
		amended, err := d.amended(c, e)
		if err != nil {
			return err
		}
		p.Homes = append(p.Homes, accessHome{Ref: e.Stay.Ref, Address: unit.Address, Room: e.Room.No, Views: views, Amended: amended})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

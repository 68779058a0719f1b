package officer

import (
	"cmp"
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Reports are the things that people asked of the grid, open ones first.
type Reports struct {
	site.Shell
	List []Report
	Only string // of which kind they are, in words; "" = all
}

// Report is one request.
type Report struct {
	Ref, No, Kind, Body string
	Where, Due, Answer  string
	Late, Open          bool
	Contact             string // drawn by masked
}

// Template names the page.
func (*Reports) Template() string { return "officer/request_list" }

const mostReports = 50

// ShowReports is GET /o/reports.
func (d *Desk) ShowReports(c echo.Context) error {
	var kinds []string
	if c.QueryParam("kind") == store.RequestDispute {
		kinds = []string{store.RequestDispute}
	}
	rows, err := d.requests(c, kinds...)
	if err != nil {
		return err
	}
	p := &Reports{Shell: sheet("反映和求助", "queue")}
	p.Back = toQueue
	if len(kinds) > 0 {
		p.Only = "有异议的登记"
	}
	for _, q := range rows {
		r, err := d.report(c, q)
		if err != nil {
			return err
		}
		if q.StayID != 0 {
			r.Body = "" // reading what a tenant wrote is a look that he sees: it is on the page of its own
		}
		p.List = append(p.List, r)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// requests are those that the visitor may read: what was sent 只给民警 only where he is an officer, whatever else he is
// elsewhere. kinds keep some, none of them all.
func (d *Desk) requests(c echo.Context, kinds ...string) ([]store.Request, error) {
	rows, err := d.Read.ListRequests(site.Ctx(c), d.scope(c, policy.RequestAnswer), []string{"grid"}, mostReports, kinds...)
	if err != nil {
		return nil, err
	}
	police, err := d.Read.ListRequests(site.Ctx(c), d.policeScope(c), []string{"police"}, mostReports, kinds...)
	rows = append(rows, police...)
	slices.SortStableFunc(rows, func(a, b store.Request) int {
		if open := cmp.Compare(min(a.AnsweredAt, 1), min(b.AnsweredAt, 1)); open != 0 {
			return open
		}
		if a.AnsweredAt.IsZero() && a.DueAt != b.DueAt {
			return cmp.Compare(a.DueAt, b.DueAt) // what is overdue stands first
		}
		return cmp.Compare(b.ID, a.ID)
	})
	return rows, err
}

// policeScope is where the visitor answers as an officer.
func (d *Desk) policeScope(c echo.Context) policy.Scope {
	return policy.ScopeOf(d.Site.Actor(c).Only(policy.Officer), policy.RequestAnswer, d.Site.Moment(c))
}

var requestKinds = map[string]string{
	"report": "反映问题", "legal_aid": "法律求助", "correct": "更正信息", "dispute": "说不是我", "not_my_tenant": "户主说不是房客", "declared_again": "同一人换号再登", "sms": "短信回信", registry.RequestGrade: "户主说房屋等级不对",
}

func (d *Desk) report(c echo.Context, q store.Request) (Report, error) {
	r := Report{Ref: q.Ref, No: q.No, Kind: requestKinds[q.Kind], Body: mask.Text(q.Body), Answer: mask.Text(q.Answer), Open: q.AnsweredAt.IsZero(), Contact: q.Contact}
	if r.Kind == "" {
		r.Kind = "请求"
	}
	if q.Topic != "" {
		r.Kind += "：" + q.Topic
	}
	if !q.DueAt.IsZero() && r.Open {
		r.Due, r.Late = (q.DueAt-1000).Day().Chinese()+"前回", q.DueAt <= d.Site.Moment(c)
		if r.Late {
			r.Due = "已超期，该在 " + r.Due
		}
	}
	if !r.Open {
		r.Due = q.AnsweredAt.Day().Chinese() + "回了"
	}
	if q.UnitID == 0 {
		return r, nil
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), q.UnitID)
	r.Where = unit.Address
	return r, err
}

package officer

import (
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Answer is one request with the box for what was done.
type Answer struct {
	site.Shell
	R       Report
	Whose   string // whose entry it is about, "" where it is about none that the visitor sees
	Room    string
	Home    string // address of the home's page, at the card of that person
	Calls   bool   // he may ask for the phone that was left
	Correct string // address of the page on which the entry is put right, "" where the visitor may not
}

// Template names the page.
func (*Answer) Template() string { return "officer/request_answer" }

// ShowAnswer is GET /o/reports/:ref.
func (d *Desk) ShowAnswer(c echo.Context) error {
	p, err := d.answer(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeAnswer is POST /o/reports/:ref.
func (d *Desk) TakeAnswer(c echo.Context) error {
	p, err := d.answer(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Registry.AnswerRequest(site.Ctx(c), d.Site.Actor(c), p.R.Ref, f.Text("answer"), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/reports", "回好了。")
}

// answer finds a request that the visitor may read; a tenant sees that what he wrote was read.
func (d *Desk) answer(c echo.Context) (*Answer, error) {
	q, err := d.Registry.HearRequest(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	r, err := d.report(c, q)
	if err != nil {
		return nil, err
	}
	p := &Answer{Shell: task("回一句", site.Link{Href: "/o/reports", Word: "回列表"}), R: r, Calls: d.mayLook(c).phone}
	return p, d.concerned(c, p, q)
}

// onEntry are the requests that are about an entry as it stands; who asks for help or reports somebody is not named here.
var onEntry = []string{registry.RequestDispute, registry.RequestCorrect, "not_my_tenant", "declared_again"}

// concerned names whose entry a request is about: 说不是我 cannot be settled by who does not know of whom it was said.
func (d *Desk) concerned(c echo.Context, p *Answer, q store.Request) error {
	if q.StayID == 0 || !slices.Contains(onEntry, q.Kind) || !d.may(c, policy.RosterView) {
		return nil
	}
	e, err := d.Read.EntryByID(site.Ctx(c), q.StayID)
	if err != nil {
		return err
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), e.Stay.UnitID)
	if err != nil {
		return err
	}
	if _, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.RosterView), unit.Ref); err != nil {
		if models.IsKind(err, models.NotFound) {
			return nil
		}
		return err
	}
	p.Whose, p.Room, p.Home = e.Tenant.Name, e.Room.No, "/o/u/"+unit.Ref+"#p"+e.Stay.Ref
	if d.may(c, policy.StayCorrect) && q.AnsweredAt.IsZero() {
		p.Correct = "/o/stays/" + e.Stay.Ref + "/correct"
	}
	return nil
}

package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Answer is one request with the box for what was done.
type Answer struct {
	site.Shell
	R Report
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

// answer finds the request among those that the visitor may read.
func (d *Desk) answer(c echo.Context) (*Answer, error) {
	rows, err := d.requests(c)
	if err != nil {
		return nil, err
	}
	for _, q := range rows {
		if q.Ref == c.Param("ref") {
			if err := d.lookFor(c, q); err != nil {
				return nil, err
			}
			r, err := d.report(c, q)
			return &Answer{Shell: task("回一句", site.Link{Href: "/o/reports", Word: "回列表"}), R: r}, err
		}
	}
	return nil, models.ErrNotFound
}

// lookFor records that somebody read what a tenant wrote: he sees it under 谁看过我.
func (d *Desk) lookFor(c echo.Context, q store.Request) error {
	if q.StayID == 0 {
		return nil
	}
	unit, err := d.Read.UnitByID(site.Ctx(c), q.UnitID)
	if err != nil {
		return err
	}
	_, err = d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), unit.Ref, "处理求助", d.Site.At(c))
	return err
}

package officer

import (
	"net/http"

	"anju/app/web/site"

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

// answer finds a request that the visitor may read; a tenant sees that what he wrote was read.
func (d *Desk) answer(c echo.Context) (*Answer, error) {
	q, err := d.Registry.HearRequest(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	r, err := d.report(c, q)
	return &Answer{Shell: task("回一句", site.Link{Href: "/o/reports", Word: "回列表"}), R: r}, err
}

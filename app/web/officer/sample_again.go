package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// SampleAgain is one sample with its number, and whether it comes out again as it was drawn.
type SampleAgain struct {
	site.Shell
	Draw         SampleLine
	Kept         bool // what it was drawn from is kept
	Done         bool // it was drawn again just now
	Same         bool
	From         int // homes of the kept list
	Missing, New int
	Gone, Come   []string // addresses, for who may know which homes are drawn
}

// Template names the page.
func (*SampleAgain) Template() string { return "officer/sample_again" }

// ShowSampleAgain is GET /o/samples/:ref/again.
func (d *Desk) ShowSampleAgain(c echo.Context) error {
	p, err := d.sampleAgain(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSampleAgain is POST /o/samples/:ref/again. Nothing is changed: the answer is the page with what came out.
func (d *Desk) TakeSampleAgain(c echo.Context) error {
	p, err := d.sampleAgain(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	var draw registry.Redraw
	draw, err = d.Registry.RedrawSample(site.Ctx(c), d.Site.Actor(c), p.Draw.Ref, f.Once(), d.Site.At(c))
	if models.IsKind(err, models.Conflict) { // the page says why
		return d.Site.Render(c, http.StatusConflict, p)
	}
	if err != nil {
		return err
	}
	p.Done, p.Same, p.From, p.Missing, p.New, p.Gone, p.Come = true, draw.Same(), draw.From, draw.Missing, draw.New, draw.Gone, draw.Come
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) sampleAgain(c echo.Context) (*SampleAgain, error) {
	s, err := d.Read.Sample(site.Ctx(c), d.scope(c, policy.SampleView), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	p := &SampleAgain{Shell: task("重抽一遍核对", site.Link{Href: "/o/samples", Word: "回抽查"}), Draw: sampleLine(s)}
	from, _, err := d.Read.SamplePool(site.Ctx(c), s.ID)
	p.Kept = len(from) > 0
	return p, err
}

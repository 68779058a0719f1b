package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// SampleCheck is one home of a sample: the address and how many people the roster has, never who they are. Whoever checks
// it may work in another grid.
type SampleCheck struct {
	site.Shell
	Ref, Address, Grid, Kind string
	Field                    bool // 顺查: people are counted first
	Listed                   int  // people of the roster
	Done                     bool
	Barred                   int // he visited it within so many days and may not check it; 0 = he may
}

// Template names the page.
func (*SampleCheck) Template() string { return "officer/sample_check" }

// ShowSampleCheck is GET /o/samples/items/:ref.
func (d *Desk) ShowSampleCheck(c echo.Context) error {
	p, err := d.sampleCheck(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSampleCheck is POST /o/samples/items/:ref: people, agreed, fields, right.
func (d *Desk) TakeSampleCheck(c echo.Context) error {
	p, err := d.sampleCheck(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Registry.CheckSample(site.Ctx(c), d.Site.Actor(c), p.Ref, registry.CheckForm{People: f.Get("people"), Agreed: f.Get("agreed"),
			Fields: f.Get("fields"), Right: f.Get("right")}, d.Site.At(c))
	}
	if models.IsKind(err, models.Conflict) { // he was there meanwhile, or sent it twice: the page says it, with the way on
		if p, err = d.sampleCheck(c); err != nil {
			return err
		}
		return d.Site.Render(c, http.StatusConflict, p)
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/samples", "记好了："+p.Address+"。")
}

func (d *Desk) sampleCheck(c echo.Context) (*SampleCheck, error) {
	row, listed, barred, err := d.Registry.SampleItem(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p := &SampleCheck{Shell: task("抽查一户", site.Link{Href: "/o/samples", Word: "回抽查"}), Ref: row.Ref, Address: row.Address, Grid: row.GridName,
		Kind: sampleWord(row.Kind), Field: row.Kind == models.SampleField, Listed: listed, Done: !row.CheckedAt.IsZero()}
	if barred {
		p.Barred = d.Registry.Limits().ApartDays
	}
	return p, nil
}

package officer

import (
	"net/http"

	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// DeskSlips are sheets of 签字单 on paper, four to an A4 page.
type DeskSlips struct {
	site.Shell
	Community string
	Slips     []string
}

// Template names the page.
func (*DeskSlips) Template() string { return "print/desk_slips" }

// TakeSlips is POST /o/desk/slips.print: it makes the numbers and leads to the sheets.
func (d *Desk) TakeSlips(c echo.Context) error {
	p, err := d.deskFront(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	batch := ""
	if err == nil {
		batch, err = d.Registry.PrintSlips(site.Ctx(c), d.Site.Actor(c), f.Get("desk"), f.Get("sheets"), f.Once(), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/desk/slips.print?b="+batch, "")
}

// ShowSlips is GET /o/desk/slips.print?b=.
func (d *Desk) ShowSlips(c echo.Context) error {
	desk, slips, err := d.Registry.SlipBatch(site.Ctx(c), d.Site.Actor(c), c.QueryParam("b"), d.Site.At(c))
	if err != nil {
		return err
	}
	p := &DeskSlips{Shell: task("打印签字单", toDesk), Community: desk.Name}
	for _, s := range slips {
		p.Slips = append(p.Slips, s.No)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

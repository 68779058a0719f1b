package officer

import (
	"net/http"

	"anju/app/web/plate"
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// VisitSlips are the slips for doors that nobody opened: when somebody came and what can be done by oneself. No name
// stands on them, neither of who lives there nor of who came.
type VisitSlips struct {
	site.Shell
	On    workday.Day
	Slips []VisitSlip
}

// VisitSlip is one of them.
type VisitSlip struct {
	plate.Plate
	Address string
	At      string // the time of the visit, "" = written by hand
}

// Template names the page.
func (*VisitSlips) Template() string { return "print/visit_slips" }

// ShowVisitSlip is GET /o/u/:ref/slip.
func (d *Desk) ShowVisitSlip(c echo.Context) error {
	u, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.VisitRecord), c.Param("ref"))
	if err != nil {
		return err
	}
	p := &VisitSlips{Shell: task("到访单", site.Link{Href: "/o/u/" + u.Ref, Word: "回这处房屋"}), On: d.Site.Moment(c).Day()}
	slip, err := d.slip(c, u)
	if err != nil {
		return err
	}
	visits, err := d.Read.Visits(site.Ctx(c), d.scope(c, policy.VisitRecord), u.ID, 1)
	if err != nil {
		return err
	}
	if len(visits) == 1 && visits[0].At.Day() == p.On && visits[0].Result == models.VisitNobody {
		slip.At = visits[0].At.Time().In(workday.Shanghai).Format("15:04")
	}
	p.Slips = []VisitSlip{slip}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) slip(c echo.Context, u models.Unit) (VisitSlip, error) {
	line, err := d.Read.Above(site.Ctx(c), u)
	if err != nil {
		return VisitSlip{}, err
	}
	sheet, err := plate.Sheet(u, line, d.Site.BaseURL)
	return VisitSlip{Plate: sheet, Address: u.Address}, err
}

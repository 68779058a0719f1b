package officer

import (
	"net/http"

	"anju/app/web/plate"
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// UnitPlate is the A6 plate of a home on paper, printed by staff.
type UnitPlate struct {
	site.Shell
	Address string
	Plate   plate.Plate
}

// Template names the page.
func (*UnitPlate) Template() string { return "print/unit_plate" }

// ShowUnitPlate is GET /o/u/:ref/plate. A home that nobody accepted yet has no plate.
func (d *Desk) ShowUnitPlate(c echo.Context) error {
	u, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.DoorPlate), c.Param("ref"))
	if err != nil {
		return err
	}
	if !u.DoorOpen() || u.Delisted() {
		return models.Refuse(models.Conflict, "核实通过以后，才有门牌码")
	}
	line, err := d.Read.Above(site.Ctx(c), u)
	if err != nil {
		return err
	}
	p := &UnitPlate{Shell: task("打印门牌码", site.Link{Href: "/o/u/" + u.Ref, Word: "回这处房屋"}), Address: u.Address}
	if p.Plate, err = plate.Sheet(u, line, d.Site.BaseURL); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

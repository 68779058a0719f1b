package tenant

import (
	"net/http"

	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// StayDispute asks once more before 不是我 is put down.
type StayDispute struct {
	site.Shell
	Action, Address, Room string
}

// Template names the page.
func (*StayDispute) Template() string { return "tenant/stay_dispute" }

// ShowStayDispute is GET /me/stays/{ref}/not-me.
func (d *Desk) ShowStayDispute(c echo.Context) error {
	e, unit, handled, err := d.ownStay(c, c.Param("ref"))
	if handled {
		return err
	}
	return d.Site.Render(c, http.StatusOK, &StayDispute{Shell: onMe("不是我"), Action: "/me/stays/" + e.Stay.Ref + "/not-me", Address: unit.Address, Room: e.Room.No})
}

// TakeStayDispute is POST /me/stays/{ref}/not-me.
func (d *Desk) TakeStayDispute(c echo.Context) error {
	e, _, handled, err := d.ownStay(c, c.Param("ref"))
	if handled {
		return err
	}
	filed, err := d.Registry.DisputeStay(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, "/me", "记下了“不是我”。"+filed.Due.Chinese()+"前，网格员核对后给您答复。查询号 "+filed.No+"。")
}

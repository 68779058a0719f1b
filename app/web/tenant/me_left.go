package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// leaving finds the own stay that may be checked out.
func (d *Desk) leaving(c echo.Context) (*StayLeft, []store.Entry, bool, error) {
	e, unit, handled, err := d.ownStay(c, c.Param("ref"))
	if handled {
		return nil, nil, true, err
	}
	if e.Stay.State == models.StayLeaving || e.Stay.Over(d.Site.Moment(c).Day()) {
		return nil, nil, true, d.Site.Redirect(c, "/me", "")
	}
	one := []store.Entry{e}
	return d.newStayLeft(c, onMe("我已搬走"), "/me/stays/"+e.Stay.Ref+"/left", unit.Address, one), one, false, nil
}

// ShowMeLeft is GET /me/stays/{ref}/left.
func (d *Desk) ShowMeLeft(c echo.Context) error {
	p, _, handled, err := d.leaving(c)
	if handled {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeMeLeft is POST /me/stays/{ref}/left.
func (d *Desk) TakeMeLeft(c echo.Context) error {
	p, one, handled, err := d.leaving(c)
	if handled {
		return err
	}
	f, err := site.ReadForm(c)
	return d.checkOut(c, p, one, f, err, "/me")
}

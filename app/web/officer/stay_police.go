package officer

import (
	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// TakePolice is POST /o/items/:ref/police: the foreigner of this task registered at the police station.
func (d *Desk) TakePolice(c echo.Context) error {
	p, err := d.item(c, policy.StayPolice)
	if err != nil {
		return err
	}
	row, err := d.Read.FlagByRef(site.Ctx(c), d.scope(c, policy.StayPolice), p.Ref)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		day := registry.DayForm{Choice: f.Get("police"), Y: f.Get("police_y"), M: f.Get("police_m"), D: f.Get("police_d")}
		err = d.Registry.RecordPolice(site.Ctx(c), d.Site.Actor(c), row.StayRef, day, d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/items/"+p.Ref, "记下了，这一件办好了。")
}

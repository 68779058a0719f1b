package officer

import (
	"context"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// tap runs an errand once however often its form is sent, and leads to the same page each time. words are said when it is
// done; draw draws the page again with what was wrong, nil where the form has no fields.
func (d *Desk) tap(c echo.Context, f site.Form, leads, words string, draw func(error) error, errand func(context.Context) error) error {
	err := errand(registry.Tapped(site.Ctx(c), f.Once(), leads))
	if err == nil {
		return d.Site.Redirect(c, leads, words)
	}
	if models.IsKind(err, models.Conflict) || models.IsKind(err, models.NotFound) { // the first tap was faster
		if led, e := d.tapped(c, f); led || e != nil {
			return e
		}
	}
	if draw == nil {
		return err
	}
	return draw(err)
}

// tapped answers the second tap on a button as the first was answered: what the page was about may look otherwise by now.
func (d *Desk) tapped(c echo.Context, f site.Form) (bool, error) {
	led, err := d.Registry.TapLed(site.Ctx(c), d.Site.Actor(c), f.Once())
	if err != nil || led == "" {
		return false, err
	}
	return true, d.Site.Redirect(c, led, "已经办好了，不用再点。")
}

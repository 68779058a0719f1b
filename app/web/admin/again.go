package admin

import (
	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// again takes the authenticator's code once more where the last one was given too long ago: a desk that was left alone
// gives out no accounts. ask is whether the page asks for it; once given, it does not ask again.
func (d *Desk) again(c echo.Context, ask *bool, f site.Form) error {
	if !*ask {
		return nil
	}
	if f.Get("totp") == "" {
		return models.FaultAt("totp", "请再输一次动态码")
	}
	if err := d.Site.Refresh(c, d.Registry, f.Get("totp")); err != nil {
		return err
	}
	*ask = false
	return nil
}

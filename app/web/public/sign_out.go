package public

import (
	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// TakeSignOut is POST /logout.
func (d *Desk) TakeSignOut(c echo.Context) error {
	if secret := d.Site.Session(c); secret != "" {
		if err := d.Registry.SignOut(site.Ctx(c), d.Site.Actor(c), secret); err != nil {
			return err
		}
	}
	d.Site.ClearSession(c)
	return d.Site.Redirect(c, "/", "已经退出。")
}

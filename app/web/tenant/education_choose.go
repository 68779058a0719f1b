package tenant

import (
	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// TakeEducation is POST /me/texts: whether this number wants texts about the law. The landlord's own page has the same
// form, and its answer goes back there.
func (d *Desk) TakeEducation(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	wants := f.Get("lessons") == "on"
	if err := d.Registry.ChooseEducation(site.Ctx(c), d.Site.Actor(c), wants, d.Site.At(c)); err != nil {
		return err
	}
	words := "记下了，不再给您发普法短信。"
	if wants {
		words = "记下了，普法短信照发。"
	}
	back := "/me"
	if f.Get("from") == "h" {
		back = "/h/me"
	}
	return d.Site.Redirect(c, back, words)
}

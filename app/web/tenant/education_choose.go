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
	return d.Site.Redirect(c, backOf(f), words)
}

func backOf(f site.Form) string {
	if f.Get("from") == "h" {
		return "/h/me"
	}
	return "/me"
}

// TakeDuty is POST /me/duties: whether this number hears of its duties by text or reads of them here.
func (d *Desk) TakeDuty(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	onPage := f.Get("duties") == "page"
	if err := d.Registry.ChooseDuty(site.Ctx(c), d.Site.Actor(c), onPage, d.Site.At(c)); err != nil {
		return err
	}
	words := "记下了，登记提醒照发短信。"
	if onPage {
		words = "记下了，登记提醒不发短信，请常来看看。"
	}
	return d.Site.Redirect(c, backOf(f), words)
}

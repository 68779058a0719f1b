package officer

import (
	"context"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// TakeAccept is POST /o/u/:ref/accept: rev is the home as it stood on the page.
func (d *Desk) TakeAccept(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	u, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.UnitAccept), c.Param("ref"))
	if err != nil {
		return err
	}
	return d.tap(c, f, "/o/u/"+c.Param("ref"), acceptWords(u), nil, func(ctx context.Context) error {
		return d.Registry.AcceptUnit(ctx, d.Site.Actor(c), c.Param("ref"), seen(f), d.Site.At(c))
	})
}

// acceptWords tell what an officer did who accepts a home, and what becomes of the plate at its door.
func acceptWords(u models.Unit) string {
	switch {
	case u.State == models.UnitAccepted: // a second tap
		return "核实通过了。"
	case u.PlateAddress != "" && models.PlainAddress(u.PlateAddress) != models.PlainAddress(u.Address):
		return "核实通过了。地址是新的，门上的门牌写的还是旧地址，请打一张新的换上。"
	case u.Rectifying(): // its plate was good all the while
		return "核实通过了，整改结束。门牌码照用，不用换。"
	}
	return "核实通过了。门牌码现在可以用。"
}

// TakeHung is POST /o/u/:ref/hung with the address that stands on it: the plate with the new address hangs at the door.
func (d *Desk) TakeHung(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if err := d.Registry.HangPlate(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), f.Get("address"), d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, "/o/u/"+c.Param("ref"), "记下了：门上的门牌是新地址。")
}

// TakeHand is POST /o/u/:ref/owner: phone and owner say whose home it is; he claims it at his next sign-in.
func (d *Desk) TakeHand(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Registry.HandUnit(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), f.Get("phone"), f.Get("owner"), d.Site.At(c))
	}
	if err != nil {
		p, e := d.home(c)
		if e != nil {
			return e
		}
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/u/"+c.Param("ref"), "填好了。房东用这个手机号登录，认了才看得到名册。")
}

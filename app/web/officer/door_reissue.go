package officer

import (
	"context"
	"net/http"

	"anju/app/web/site"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// Door asks before the plate of a home is revoked.
type Door struct {
	site.Shell
	Ref, Address, ShortCode string
}

// Template names the page.
func (*Door) Template() string { return "officer/door_reissue" }

// ShowDoor is GET /o/u/:ref/door: what a new plate does, and what is to be done then.
func (d *Desk) ShowDoor(c echo.Context) error {
	u, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.DoorReissue), c.Param("ref"))
	if err != nil {
		return err
	}
	if err := u.CheckPlate(); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, &Door{Shell: task("换新门牌码", site.Link{Href: "/o/u/" + u.Ref, Word: "回这处房屋"}), Ref: u.Ref, Address: u.Address, ShortCode: u.ShortCode})
}

// TakeDoor is POST /o/u/:ref/door: the old plate answers 门牌已更换 from now on. Without sure it asks first.
func (d *Desk) TakeDoor(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if !f.On("sure") {
		return d.ShowDoor(c)
	}
	return d.tap(c, f, "/o/u/"+c.Param("ref"), "换了新门牌码。旧的扫不出来了，请打印新的，今天贴上。", nil, func(ctx context.Context) error {
		return d.Registry.ReissueDoor(ctx, d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	})
}

package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// DoorUnknown is the one answer for a code that is malformed, was never issued, or stands on a home that nobody has
// accepted yet: the same bytes for all.
type DoorUnknown struct{ site.Shell }

// Template names the page.
func (*DoorUnknown) Template() string { return "tenant/door_unknown" }

// DoorOld says that the plate has been replaced.
type DoorOld struct{ site.Shell }

// Template names the page.
func (*DoorOld) Template() string { return "tenant/door_old" }

// DoorClosed is the answer of a home that is off the market: its code is no forgery, and nothing is done there now.
type DoorClosed struct{ site.Shell }

// Template names the page.
func (*DoorClosed) Template() string { return "tenant/door_closed" }

// noDoor answers with a page that holds no byte about the visitor or about what was asked.
func (d *Desk) noDoor(c echo.Context, what string) error {
	shell := site.Shell{Title: "这张码没有登记过", Who: "扫码公开页", NoHelp: true, Big: d.Site.Big(c), Help: d.Site.Help}
	var page site.Page = &DoorUnknown{Shell: shell}
	switch what {
	case registry.DoorOld:
		shell.Title = "门牌已更换"
		page = &DoorOld{Shell: shell}
	case registry.DoorClosed:
		shell.Title = "这块门牌停用了"
		page = &DoorClosed{Shell: shell}
	}
	body, err := d.Site.Bytes(page)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return d.Site.Send(c, http.StatusNotFound, htmlType, body)
}

// AtDoor is what every page behind a plate asks first: is this the plate of a home? It looks as a stranger would, so
// that nobody learns here whose home it is.
func (d *Desk) AtDoor(h func(echo.Context, registry.Door) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		door := registry.Door{What: registry.DoorUnknown}
		if plate := c.Param("token"); token.ValidDoor(plate) {
			var err error
			if door, err = d.Registry.OpenDoor(site.Ctx(c), policy.Actor{}, plate, d.Site.At(c)); err != nil {
				return err
			}
		}
		if !door.Answers() {
			return d.noDoor(c, door.What)
		}
		return h(c, door)
	}
}

// atDoor is the head of a page behind a plate; help is the grid worker of that home.
func atDoor(door registry.Door, title string) site.Shell {
	return site.Shell{Title: title, Back: site.Link{Href: doorPath(door), Word: "返回门牌页"}, Help: helpAt(door)}
}

func helpAt(door registry.Door) site.Help {
	calls := callsOf(door.Line)
	if len(calls) == 0 {
		return site.Help{}
	}
	near := calls[len(calls)-1] // the worker stands after the post
	if near.What == "网格员" {
		near.Name = near.What + near.Name
	}
	return site.Help{Name: near.Name, Phone: near.Phone}
}

func doorPath(door registry.Door) string { return "/d/" + door.Unit.DoorToken }

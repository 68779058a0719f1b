package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

func declareCode(door registry.Door, now declaring) *DoorCode {
	back := site.Link{Href: declarePath(door, "/check", now.ref), Word: "返回核对"}
	return newDoorCode(door, declarePath(door, "/code", now.ref), now.facts.Tenant.Phone, "提交登记", back)
}

// ShowStayDeclareCode is GET /d/{token}/register/code.
func (d *Desk) ShowStayDeclareCode(c echo.Context, door registry.Door) error {
	now, handled, err := d.declaring(c, door)
	if handled {
		return err
	}
	return d.Site.Render(c, http.StatusOK, declareCode(door, now))
}

// TakeStayDeclareCode is POST /d/{token}/register/code: the phone is proved, so the stay may be entered.
func (d *Desk) TakeStayDeclareCode(c echo.Context, door registry.Door) error {
	now, handled, err := d.declaring(c, door)
	if handled {
		return err
	}
	who, handled, err := d.takeCode(c, declareCode(door, now), now.facts.Tenant.Phone)
	if handled {
		return err
	}
	return d.declare(c, door, who, now)
}

package public

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// Settings is the choice of text size.
type Settings struct {
	site.Shell
	Size string // standard or big
}

// Template names the page.
func (*Settings) Template() string { return "common/settings" }

func (d *Desk) newSettings(c echo.Context) *Settings {
	p := &Settings{Shell: site.Shell{Title: "大字版设置", Back: back}, Size: "standard"}
	if d.Site.Big(c) {
		p.Size = "big"
	}
	return p
}

// ShowSettings is GET /settings.
func (d *Desk) ShowSettings(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, d.newSettings(c))
}

// TakeSettings is POST /settings.
func (d *Desk) TakeSettings(c echo.Context) error {
	f, err := site.ReadForm(c)
	if size := f.Get("size"); err == nil && size != "standard" && size != "big" {
		err = models.FaultAt("size", "请选一种字号")
	}
	if err != nil {
		return d.Site.Redraw(c, d.newSettings(c), f, err)
	}
	big := f.Get("size") == "big"
	d.Site.SetBig(c, big)
	said := "改好了：用标准字号。"
	if big {
		said = "改好了：用大字。"
	}
	return d.Site.Redirect(c, "/settings", said)
}

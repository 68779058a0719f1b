package public

import (
	"net/http"

	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// HelpPage is whom to call, and the questions that come most.
type HelpPage struct {
	site.Shell
	Calls []site.Help
}

// Template names the page.
func (*HelpPage) Template() string { return "common/help" }

var hotlines = []site.Help{
	{Name: "政务服务热线", Phone: "12345"},
	{Name: "法律援助热线", Phone: "12348"},
	{Name: "报警", Phone: "110"},
	{Name: "火警", Phone: "119"},
	{Name: "急救", Phone: "120"},
}

// ShowHelp is GET /help.
func (d *Desk) ShowHelp(c echo.Context) error {
	p := &HelpPage{Shell: site.Shell{Title: "帮助", Back: back, NoHelp: true}}
	near := d.Site.Help
	if d.Site.HelpFor != nil {
		if h := d.Site.HelpFor(c, d.Site.Actor(c)); h.Phone != "" {
			near = h
		}
	}
	if near.Phone != "" && near.Phone != hotlines[0].Phone {
		p.Calls = append(p.Calls, near)
	}
	p.Calls = append(p.Calls, hotlines...)
	return d.Site.Render(c, http.StatusOK, p)
}

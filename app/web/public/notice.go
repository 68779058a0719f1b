package public

import (
	"net/http"

	"anju/app/web/site"

	"github.com/labstack/echo/v4"
)

// Privacy says what is done with personal data.
type Privacy struct {
	site.Shell
	Notice Notice
}

// Template names the page.
func (*Privacy) Template() string { return "common/privacy" }

// ShowPrivacy is GET /privacy.
func (d *Desk) ShowPrivacy(c echo.Context) error {
	p := &Privacy{Shell: site.Shell{Title: "个人信息怎么用", Back: back}}
	if d.Notice != nil {
		p.Notice = d.Notice()
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// A11y says what works for whom, and what does not yet.
type A11y struct{ site.Shell }

// Template names the page.
func (*A11y) Template() string { return "common/a11y" }

// ShowA11y is GET /a11y.
func (d *Desk) ShowA11y(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, &A11y{Shell: site.Shell{Title: "无障碍说明", Back: back, NoHelp: true}})
}

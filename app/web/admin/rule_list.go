package admin

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/profile"

	"github.com/labstack/echo/v4"
)

// Rules are the limits by which the register goes, each with the law it comes from and the day of the last check. They are
// a file of the program, or the operator's own; nothing is changed here.
type Rules struct {
	site.Shell
	Place, Checked, Mark string
	Groups               []RuleGroup
	Unsure               int
	Year                 int
	This, Next           bool // the holidays of the year, and of the next one, are known
	Soon                 bool // the next year's are out by now
}

// RuleGroup is limits that belong together.
type RuleGroup struct {
	Name   string
	Limits []profile.Limit
}

// Template names the page.
func (*Rules) Template() string { return "admin/rule_list" }

// ShowRules is GET /a/rules.
func (d *Desk) ShowRules(c echo.Context) error {
	year, month, _ := d.Site.Moment(c).Day().Date()
	now := d.Registry.Rules.Profile()
	p := &Rules{Shell: sheet("规定和期限", "rules"), Place: now.Name, Checked: now.LastChecked(), Mark: now.Mark, Year: year,
		This: now.Calendar.HasYear(year), Next: now.Calendar.HasYear(year + 1), Soon: month == 12}
	p.Back = site.Link{Href: "/a", Word: "回管理"}
	for _, l := range now.Words() {
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != l.Group {
			p.Groups = append(p.Groups, RuleGroup{Name: l.Group})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Limits = append(g.Limits, l)
		if l.Unsure {
			p.Unsure++
		}
	}
	return d.Site.Render(c, http.StatusOK, p)
}

package admin

import (
	"context"
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/profile"

	"github.com/labstack/echo/v4"
)

// Rules are the limits by which the register goes, each with the law it comes from, the day of the last check, and who changed
// it last.
type Rules struct {
	site.Shell
	Place, Checked, Mark string
	Waiting              []RuleShown // another number waits for a second administrator
	Groups               []RuleGroup
	Unsure, Own          int
	Unfit                []string // numbers that were approved and fit no more
	Year                 int
	This, Next           bool // the holidays of the year, and of the next one, are known
	Soon                 bool // the next year's are out by now
}

// RuleGroup is limits that belong together.
type RuleGroup struct {
	Name   string
	Limits []RuleShown
}

// RuleShown is a limit with its last change: the one that is in force, or one that waits.
type RuleShown struct {
	profile.Limit
	Change     *models.LimitChange
	By, Judged string // who proposed the change, and who judged it
}

// To is the number of the change with its unit.
func (r RuleShown) To() string { return profile.ValueWords(r.Change.Name, r.Change.Value) }

// From is the number that it changed.
func (r RuleShown) From() string { return profile.ValueWords(r.Change.Name, r.Change.Was) }

// Word is what became of the change.
func (r RuleShown) Word() string { return models.LimitStates[r.Change.State] }

// Template names the page.
func (*Rules) Template() string { return "admin/rule_list" }

// shownRules gives changes the names of who made and judged them.
func (d *Desk) shownRules(ctx context.Context, now *profile.Profile, changes []models.LimitChange) ([]RuleShown, error) {
	var ids []int64
	for _, c := range changes {
		ids = append(ids, c.MadeBy, c.JudgedBy)
	}
	names, err := d.Read.NamesOf(ctx, ids)
	all := make([]RuleShown, 0, len(changes))
	for _, c := range changes {
		limit, _ := now.Limit(c.Name)
		all = append(all, RuleShown{Limit: limit, Change: &c, By: names[c.MadeBy], Judged: names[c.JudgedBy]})
	}
	return all, err
}

var toRules = site.Link{Href: "/a/rules", Word: "回规定和期限"}

// ShowRules is GET /a/rules.
func (d *Desk) ShowRules(c echo.Context) error {
	if err := d.Registry.ReadRules(site.Ctx(c)); err != nil {
		return err
	}
	year, month, _ := d.Site.Moment(c).Day().Date()
	now := d.Registry.Rules.Profile()
	p := &Rules{Shell: sheet("规定和期限", "rules"), Place: now.Name, Checked: now.LastChecked(), Mark: now.Mark, Unfit: now.Unfit, Year: year,
		This: now.Calendar.HasYear(year), Next: now.Calendar.HasYear(year + 1), Soon: month == 12}
	p.Back = site.Link{Href: "/a", Word: "回管理"}
	changes, err := d.Read.LimitChanges(site.Ctx(c), now.Key)
	if err != nil {
		return err
	}
	shown, err := d.shownRules(site.Ctx(c), now, changes)
	if err != nil {
		return err
	}
	last := map[string]RuleShown{} // the newest that was approved, also one that took a number back
	for _, s := range shown {
		switch s.Change.State {
		case models.LimitWaiting:
			p.Waiting = append(p.Waiting, s)
		case models.LimitApproved:
			last[s.Change.Name] = s
		}
	}
	for _, l := range now.Words() {
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != l.Group {
			p.Groups = append(p.Groups, RuleGroup{Name: l.Group})
		}
		g := &p.Groups[len(p.Groups)-1]
		s := last[l.Name]
		s.Limit = l
		g.Limits = append(g.Limits, s)
		if l.Unsure {
			p.Unsure++
		}
		if l.Own {
			p.Own++
		}
	}
	return d.Site.Render(c, http.StatusOK, p)
}

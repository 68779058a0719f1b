package admin

import (
	"net/http"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/profile"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// RuleChange is one limit: its number, what was changed before, and either a form for another one or the change that waits.
type RuleChange struct {
	site.Shell
	Limit   profile.Limit
	Now     string // the number as it is typed
	Unit    string
	Own     *models.LimitChange // that is in force
	Waiting *RuleShown
	Mine    bool // who looks proposed it
	Moved   int  // open deadlines that it would move
	Erases  bool // what is kept for a shorter time is gone in the next night
	Past    []RuleShown
	Alone   bool // nobody is there who could approve
	Ask     bool
}

// Template names the page.
func (*RuleChange) Template() string { return "admin/rule_change" }

// erasing is the group of limits that say how long something is kept.
const erasing = "保存"

func (d *Desk) ruleChange(c echo.Context) (*RuleChange, error) {
	ctx := site.Ctx(c)
	if err := d.Registry.ReadRules(ctx); err != nil {
		return nil, err
	}
	now := d.Registry.Rules.Profile()
	limit, known := now.Limit(c.Param("name"))
	if !known {
		return nil, models.ErrNotFound
	}
	p := &RuleChange{Shell: task("改规定的数", toRules), Limit: limit, Now: profile.TypedValue(limit.Name, now.Numbers[limit.Name].Value),
		Unit: profile.UnitWords(limit.Name), Own: now.Own[limit.Name].Change, Erases: limit.Group == erasing, Ask: !d.Site.Actor(c).Fresh}
	changes, err := d.Read.LimitChanges(ctx, now.Key)
	if err != nil {
		return nil, err
	}
	changes = slices.DeleteFunc(changes, func(c models.LimitChange) bool { return c.Name != limit.Name })
	if p.Past, err = d.shownRules(ctx, now, changes); err != nil {
		return nil, err
	}
	slices.Reverse(p.Past)
	if len(p.Past) > 0 && p.Past[0].Change.State == models.LimitWaiting {
		p.Waiting, p.Past = &p.Past[0], p.Past[1:]
		p.Mine = p.Waiting.Change.MadeBy == d.Site.Actor(c).UserID
		if p.Moved, err = d.Registry.LimitMoves(ctx, d.Site.Actor(c), *p.Waiting.Change, d.Site.At(c)); err != nil {
			return nil, err
		}
	}
	admins, err := d.Read.AdminsAt(ctx, d.Site.Moment(c))
	p.Alone = admins < 2
	return p, err
}

// ShowRuleChange is GET /a/rules/:name.
func (d *Desk) ShowRuleChange(c echo.Context) error {
	p, err := d.ruleChange(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeRuleChange is POST /a/rules/:name: value, source, doc_no, doc_date and reason; with back only reason.
func (d *Desk) TakeRuleChange(c echo.Context) error {
	p, err := d.ruleChange(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if err = d.Site.Again(c, d.Registry, &p.Ask, f); err == nil {
		form := registry.LimitForm{Name: p.Limit.Name, Back: f.On("back"), Value: f.Get("value"), Source: f.Get("source"), DocNo: f.Get("doc_no"),
			DocDate: f.Get("doc_date"), Reason: f.Get("reason")}
		err = d.Registry.ProposeLimit(site.Ctx(c), d.Site.Actor(c), form, f.Once(), d.Site.At(c))
	}
	if models.IsKind(err, models.Conflict) {
		return d.Site.RedrawChanged(c, p, f, "现在等批准的在上面。", err)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	return d.Site.Redirect(c, "/a/rules/"+p.Limit.Name, "提好了。另一位管理员批准以后才算数。")
}

// limitDone say what became of a change after each step.
var limitDone = map[string]string{models.LimitApprove: "批准了，马上算数。十分钟里全部房屋照新的重新判。", models.LimitRefuse: "没有批准，照旧。", models.LimitWithdraw: "撤回了，照旧。"}

// TakeRuleStep is POST /a/rules/:name/:version: step and, for a refusal, answer.
func (d *Desk) TakeRuleStep(c echo.Context) error {
	p, err := d.ruleChange(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	version, err := strconv.Atoi(c.Param("version"))
	if err != nil {
		return models.ErrNotFound
	}
	if err = d.Site.Again(c, d.Registry, &p.Ask, f); err == nil {
		err = d.Registry.StepLimit(site.Ctx(c), d.Site.Actor(c), p.Limit.Name, version, f.Get("step"), f.Get("answer"), d.Site.At(c))
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	return d.Site.Redirect(c, "/a/rules/"+p.Limit.Name, limitDone[f.Get("step")])
}

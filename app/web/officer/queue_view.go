package officer

import (
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

const perPage = 20

// Queue is the list of what is to be looked at in one's grids, the longest due first.
type Queue struct {
	site.Shell
	Head     string // 李警官·青禾 03、04 网格
	Visits   int    // flags that he goes to look at today
	Homes    int    // the homes of these
	Made     int    // homes that he visited today
	Most     int    // homes that he can visit in a day
	Today    []QueueItem
	Ticks    bool // some of the items can be ticked
	Chips    []Chip
	Rest     Chips  // those behind the fold
	Flag     string // chosen chip
	Grid     string // ref
	Level    string // 1, 2 or 3
	Due      string // of dueChoices
	Q        string // a part of the address, as it was typed
	Grids    []site.Choice
	Levels   []site.Choice
	Filter   string // the filters in words, for the closed box on a phone
	Total    int
	Order    string // in which they stand
	Items    []QueueItem
	Ignored  bool // the address had a filter that nobody knows
	Narrowed bool
	Timeless bool   // the chosen kind has no limit: the choice of one was left out
	Timed    bool   // a limit is chosen, so what has none has no chip
	Apart    bool   // reports and what the police sent back have no chip, for their pages know none of the conditions
	Returns  bool   // he may see what the police sent back
	More     bool   // not the first page
	After    string // place in the list where this page begins, as the address has it
	First    string
	Next     string
	day      registry.VisitDay
	Taken    []Taken     // posts that came from somebody else lately
	Drafts   []site.Link // of visits, that came with them
	Finds    bool        // he may look for people
	Alarm    bool        // may see and send emergencies
}

// Chip is one kind of item with its count.
type Chip struct {
	Href, Word, Icon string
	N                int
	On               bool
}

// Chips are chips with what they count together.
type Chips []Chip

// Sum is how many items they hold.
func (c Chips) Sum() (n int) {
	for _, chip := range c {
		n += chip.N
	}
	return n
}

// mostChips is how many kinds stand in the open: more fill the first screen of a phone before any task.
const mostChips = 6

// fold leaves in the open all, the chosen kind and the first that hold something; the rest is behind a line.
func (p *Queue) fold() {
	var open []Chip
	for i, chip := range p.Chips {
		if i == 0 || chip.On || chip.N > 0 && len(open) < mostChips {
			open = append(open, chip)
		} else {
			p.Rest = append(p.Rest, chip)
		}
	}
	p.Chips = open
}

// QueueItem is one line: where and why, never who.
type QueueItem struct {
	Tag         site.Tag
	Due         string
	Late        bool
	Place, Href string
	Why, Under  string
	Do, DoHref  string
	Also, Aim   string
	Wait        string // why nobody goes there today
	Tick        string // ref of the flag, where its landlord can be texted
	Untick      bool   // nothing was ticked, and this is the first box
}

// Template names the page.
func (*Queue) Template() string { return "officer/queue_view" }

// ShowQueue is GET /o/queue.
func (d *Desk) ShowQueue(c echo.Context) error {
	p, err := d.queue(c)
	if err != nil {
		return err
	}
	return d.showPlaces(c, p, p.Finds)
}

// queue is the list that the address asks for.
func (d *Desk) queue(c echo.Context) (*Queue, error) {
	p := &Queue{Shell: sheet("待办核实", "queue"), Alarm: d.may(c, policy.AlarmCount), Finds: d.may(c, policy.PersonFind)}
	grids, err := d.Read.ListAreas(site.Ctx(c), d.scope(c, policy.QueueView), models.LevelGrid)
	if err != nil {
		return nil, err
	}
	var grid models.Area
	if ref := c.QueryParam("grid"); ref != "" { // where it ended, its successor
		if grid, err = d.Read.AreaByRef(site.Ctx(c), ref); err != nil && !models.IsKind(err, models.NotFound) {
			return nil, err
		}
	}
	f := p.read(c, d, grids, grid.Ref)
	if p.day, err = d.Registry.PlanDay(site.Ctx(c), d.Site.Actor(c), f.grid.ID, d.Site.At(c)); err != nil {
		return nil, err
	}
	p.Visits, p.Homes, p.Made, p.Most, p.TabDot = len(p.day.Today), p.day.Homes, p.day.Made, d.Registry.Limits().VisitsADay, len(p.day.Today)
	if err = d.count(c, p, f); err != nil {
		return nil, err
	}
	d.head(c, p, grids)
	if err = d.taken(c, p); err != nil {
		return nil, err
	}
	if waits(f.flag) {
		err = d.listWaiting(c, p, f)
	} else {
		err = d.listFlags(c, p, f)
	}
	if err != nil {
		return nil, err
	}
	p.Narrowed = f.flag != "" || f.level > 1 || f.grid.ID != 0 || f.due != "" || f.words != ""
	if p.More = f.after.ID != 0; p.More {
		p.After = c.QueryParam("after")
	}
	return p, nil
}

// count draws the chips, and the number on the tab: the flags that are the visitor's own turn.
func (d *Desk) count(c echo.Context, p *Queue, f filters) error {
	scope := narrow(d.scope(c, policy.QueueView), f.grid)
	byRule, err := d.Read.ListFlagCounts(site.Ctx(c), scope, f.flags(p.day.Turn, d.Site.Moment(c).Day()))
	if err != nil {
		return err
	}
	all := 0
	chips := []Chip{{Href: p.address("", ""), Word: "全部", On: f.flag == ""}}
	for _, rule := range models.Rules {
		n := byRule[rule.Code]
		all += n
		if n == 0 && f.flag != rule.Code {
			continue // a row of zeros hides what is there; who may not see a rule sees no chip of it either (RULES 11)
		}
		tag, err := site.NewTag(rule.Tag, rule.Words)
		if err != nil {
			return err
		}
		chips = append(chips, Chip{Href: p.address(rule.Code, ""), Word: rule.Words, Icon: tag.Icon, N: n, On: f.flag == rule.Code})
	}
	chips[0].N = all
	p.Chips = chips
	if d.may(c, policy.UnitView) { // for a child worker nothing of this waits
		if err := d.countWaiting(c, p, f, scope); err != nil {
			return err
		}
	}
	for _, chip := range p.Chips {
		if chip.On {
			p.Total = chip.N
		}
	}
	p.fold()
	return nil
}

// countWaiting draws the chips of what waits without a flag. None of it has a limit, so none falls under a choice of one;
// reports have pages of their own, which know nothing of a place or a limit. What has no chip is named on the page.
func (d *Desk) countWaiting(c echo.Context, p *Queue, f filters, scope policy.Scope) error {
	p.Timed, p.Apart, p.Returns = f.due != "", f.due != "" || f.words != "", d.may(c, policy.HandoverView)
	if p.Timed {
		return nil
	}
	wait, err := d.Read.ListWaitingCounts(site.Ctx(c), scope, d.declaredBefore(c), narrow(d.policeScope(c), f.grid), f.words)
	if err != nil {
		return err
	}
	p.Chips = append(p.Chips,
		Chip{p.address("declared", ""), "自主申报", "info", int(wait.Declared), f.flag == "declared"},
		Chip{p.address(store.WaitGrid, ""), "待划网格", "home", int(wait.Grid), f.flag == store.WaitGrid},
		Chip{p.address(store.WaitAccept, ""), "等核实", "check", int(wait.Accept), f.flag == store.WaitAccept},
		Chip{p.address(store.WaitMended, ""), "退回、整改后再交", "check", int(wait.Mended), f.flag == store.WaitMended},
		Chip{p.address(store.WaitReturn, ""), "退回、整改没改", "clock", int(wait.Returned), f.flag == store.WaitReturn},
		Chip{p.address(store.WaitOwner, ""), "房东没对上", "user", int(wait.Owner), f.flag == store.WaitOwner},
		Chip{p.address(store.WaitPlate, ""), "换门牌", "print", int(wait.Plates), f.flag == store.WaitPlate})
	if p.Apart {
		return nil
	}
	p.Chips = append(p.Chips, Chip{"/o/reports?kind=" + store.RequestDispute, "有异议", "alert", int(wait.Disputes), false},
		Chip{"/o/reports", "反映", "bell", int(wait.Requests), false})
	if p.Returns {
		n, err := d.Read.CountReturned(site.Ctx(c), narrow(d.scope(c, policy.HandoverView), f.grid))
		if err != nil {
			return err
		}
		p.Chips = append(p.Chips, Chip{"/o/handover", "派出所退回", "send", n, false})
	}
	return nil
}

// narrow keeps the part of a scope that lies in one grid, and all else that the scope says.
func narrow(scope policy.Scope, grid models.Area) policy.Scope {
	scope.Grid = grid.ID
	return scope
}

func (d *Desk) head(c echo.Context, p *Queue, grids []models.Area) {
	p.Head = d.Site.Actor(c).Name
	if len(grids) > 3 {
		p.Head += "·" + strconv.Itoa(len(grids)) + " 个网格"
		return
	}
	var names []string
	for _, g := range grids {
		names = append(names, g.Name)
	}
	if len(names) > 0 {
		p.Head += "·" + strings.Join(names, "、")
	}
}

package officer

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Item is one flag: why it stands, what happened since, who is on the roster, and how to close it.
type Item struct {
	site.Shell
	Ref, UnitRef string
	Tag          site.Tag
	Place, Under string
	Why, Due     string
	Late, Open   bool
	Closed       string // 陈网格员 已在 11 月 20 日 10:12 办结：已核实一致
	Steps        []Step
	People       []Person
	Results      []site.Choice
	Double       bool // one person in two homes: both can be compared
	Walk         bool // closing it was refused: a visit comes first
	Foreign      bool // the registration at the police station can be put down here
	Calls        bool // phones may be asked for
	CallOwner    bool // the landlord's, who left one
}

// Step is one line of a timeline.
type Step struct{ When, What, Note string }

// Template names the page.
func (*Item) Template() string { return "officer/flag_show" }

// ShowItem is GET /o/items/:ref.
func (d *Desk) ShowItem(c echo.Context) error {
	p, err := d.item(c, policy.QueueView)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// item builds the page; a flag outside the areas of the visitor is not there.
func (d *Desk) item(c echo.Context, act policy.Action) (*Item, error) {
	row, err := d.Read.FlagByRef(site.Ctx(c), d.scope(c, act), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	view, err := d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), row.UnitRef, "看待办", d.Site.At(c))
	if err != nil {
		return nil, err
	}
	tag, err := flagTag(row.Rule)
	if err != nil {
		return nil, err
	}
	p := &Item{Shell: task(place(row.Address, row.RoomNo), toQueue), Ref: row.Ref, UnitRef: row.UnitRef, Tag: tag, Place: place(row.Address, row.RoomNo),
		Under: under(row.GridName, view.Owner.Name), Why: row.Evidence + "。", Open: row.Open()}
	p.Due, p.Late = dueWords(row.Flag, d.Registry.Limits(), d.Site.Moment(c).Day())
	if p.Steps, err = d.timeline(c, row, p); err != nil {
		return nil, err
	}
	looks := d.mayLook(c)
	p.Calls, p.CallOwner = looks.phone, looks.phone && view.Owner.Phone != ""
	p.People = d.roster(view, d.Site.Moment(c), looks).people(false)
	for i := range p.People {
		p.People[i].Item = row.Ref
	}
	if err := d.unreached(c, view, p.People); err != nil {
		return nil, err
	}
	rule, _ := models.RuleOf(row.Rule)
	p.Double = rule.Compares && row.Open() && d.may(c, policy.StayCompare)
	p.Foreign = row.Rule == "B03" && row.Open() && d.may(c, policy.StayPolice)
	for _, r := range registry.CloseResults {
		p.Results = append(p.Results, site.Choice{Value: r[0], Label: r[1]})
	}
	return p, nil
}

// mayLook says which whole numbers the visitor may ask for at all.
type mayLook struct{ doc, phone bool }

func (d *Desk) mayLook(c echo.Context) mayLook {
	if d.Site.Actor(c).Shift {
		return mayLook{}
	}
	return mayLook{doc: d.may(c, policy.StayReveal), phone: d.may(c, policy.PhoneReveal)}
}

// timeline tells what happened since the fact began: texts, visits, the end.
func (d *Desk) timeline(c echo.Context, row store.FlagRow, p *Item) ([]Step, error) {
	steps := []Step{{When: row.LastDay().Chinese(), What: "期限最后一天"}, {When: row.RaisedAt.Chinese(), What: "开始提示：" + p.Tag.Word}}
	visits, err := d.Read.Visits(site.Ctx(c), d.scope(c, policy.QueueView), row.UnitID, 30)
	if err != nil {
		return nil, err
	}
	ids := []int64{row.ResolvedBy}
	for _, v := range visits {
		ids = append(ids, v.UserID)
	}
	names, err := d.Read.NamesOf(site.Ctx(c), ids)
	if err != nil {
		return nil, err
	}
	past, err := d.reminded(c, row)
	if err != nil {
		return nil, err
	}
	for _, v := range visits {
		if v.At >= row.RaisedAt || v.FlagID == row.ID {
			past = append(past, datedStep{v.At, visitStep(v, names[v.UserID])})
		}
	}
	slices.SortStableFunc(past, func(a, b datedStep) int { return cmp.Compare(a.at, b.at) })
	for _, one := range past {
		steps = append(steps, one.step)
	}
	if !row.Open() {
		p.Closed = "事情办好了，" + row.ResolvedAt.Chinese() + " 自己消的：" + mask.Note(row.Resolution)
		if by := names[row.ResolvedBy]; by != "" {
			p.Closed = by + " 已在 " + row.ResolvedAt.Chinese() + " 办结：" + mask.Note(row.Resolution)
		}
		steps = append(steps, Step{When: row.ResolvedAt.Chinese(), What: "办结：" + mask.Note(row.Resolution)})
	}
	return steps, nil
}

// datedStep is a step with its moment, to be put in order.
type datedStep struct {
	at   workday.Moment
	step Step
}

// reminded are the texts about a flag since it was raised, those that leave later too.
func (d *Desk) reminded(c echo.Context, row store.FlagRow) (past []datedStep, err error) {
	notices, err := d.Read.HomeNotices(site.Ctx(c), row.UnitID, sentShown)
	for _, n := range notices {
		if n.CreatedAt < row.RaisedAt || n.StayID != 0 && n.StayID != row.StayID || !slices.Contains(models.TextsOf(row.Rule), n.Kind) {
			continue
		}
		at, note := n.SentAt, sentNote(n)
		if at.IsZero() {
			at = n.CreatedAt
		}
		if leaves := d.Registry.RemindersLeave(d.Site.At(c)); n.State == models.NoticeQueued && leaves > d.Site.Moment(c) {
			note += "，" + leaves.Chinese() + " 发"
		}
		past = append(past, datedStep{at, Step{When: at.Chinese(), What: noticeWord(n.Kind), Note: note}})
	}
	return past, err
}

func visitStep(v models.Visit, name string) Step {
	what := "走访：" + models.VisitWord(v.Result)
	if v.Result == models.VisitDesk {
		what = models.VisitWord(v.Result)
	}
	note := mask.Note(v.Note)
	if fire := v.FireWords(); fire != "" {
		note = fire + "。" + note
	}
	return Step{When: v.At.Chinese(), What: strings.TrimSpace(what + " " + name), Note: note}
}

// TakeClose is POST /o/items/:ref/close.
func (d *Desk) TakeClose(c echo.Context) error {
	p, err := d.item(c, policy.FlagClose)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	redraw := func(err error) error { return d.Site.Redraw(c, p, f, err) }
	if err != nil {
		return redraw(err)
	}
	return d.tap(c, f, "/o/queue", "办结了：“"+p.Place+"”这一件。", redraw, func(ctx context.Context) error {
		err := d.Registry.CloseFlag(ctx, d.Site.Actor(c), p.Ref, registry.CloseForm{Result: f.Get("result"), Note: f.Text("note")}, d.Site.At(c))
		p.Walk = f.Get("result") == registry.CloseMatch && models.IsKind(err, models.Invalid)
		return err
	})
}

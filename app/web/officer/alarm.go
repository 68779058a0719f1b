package officer

import (
	"fmt"
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Alarm warns everybody in an area of an emergency: what, where, a look at whom it reaches, one confirmation.
type Alarm struct {
	site.Shell
	Kinds, Areas []site.Choice
	Kind, Area   string
	May          bool // else the list alone
	Ahead        *registry.AlarmOutlook
	Facts        []site.Row
	Ask          bool
	Earlier      string // 10:02 小李已经发过
	Seen         string // ref of that one
	List         []AlarmLine
}

// AlarmLine is one that went out before.
type AlarmLine struct {
	store.CampaignRow
	Word string
}

// Template names the page.
func (*Alarm) Template() string { return "officer/alarm" }

// alarmNames are the words for the emergencies.
var alarmNames = map[string]string{"A01": "台风", "A02": "燃气泄漏", "A03": "火灾", "A04": "洪水、积水"}

const alarmsShown = 20

// ShowAlarm is GET /o/alarm; with ?kind and ?area it shows what would go out.
func (d *Desk) ShowAlarm(c echo.Context) error {
	p, err := d.alarm(c, c.QueryParam("kind"), c.QueryParam("area"))
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) alarm(c echo.Context, kind, area string) (*Alarm, error) {
	who, ctx := d.Site.Actor(c), site.Ctx(c)
	p := &Alarm{Shell: task("发紧急通知", toQueue), Kind: kind, Area: area, May: d.may(c, policy.AlarmSend) && !who.Shift, Ask: !who.Fresh}
	for _, k := range d.Registry.Texts.AlarmKinds() {
		p.Kinds = append(p.Kinds, site.Choice{Value: k, Label: alarmNames[k]})
	}
	var err error
	if p.Areas, err = d.areaChoices(c, policy.AlarmSend); err != nil {
		return nil, err
	}
	rows, err := d.Read.ListAlarms(ctx, d.scope(c, policy.AlarmCount), alarmsShown)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		p.List = append(p.List, AlarmLine{row, alarmNames[row.Kind]})
	}
	if !p.May || kind == "" && area == "" {
		return p, nil
	}
	ahead, err := d.Registry.LookAheadAlarm(ctx, who, kind, area, d.Site.At(c))
	if models.IsKind(err, models.NotFound) {
		p.Faults = []models.Fault{{Field: "kind", Message: "请选出了什么事，再选通知哪个范围"}}
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	p.look(ahead, d.Cost(ahead.Segments*ahead.Numbers))
	return p, nil
}

func (p *Alarm) look(o registry.AlarmOutlook, yuan float64) {
	p.Ahead = &o
	p.Facts = []site.Row{{Word: "通知", Value: o.Area.Name}, {Word: "收到短信的", Value: thousands(o.Numbers) + " 个号码", Num: true},
		{Word: "在册", Value: fmt.Sprintf("%s 处房屋，%s 人", thousands(o.Homes), thousands(o.People)), Num: true},
		{Word: "费用", Value: fmt.Sprintf("每条短信按 %d 条算，约 %.2f 元", o.Segments, yuan), Num: true}}
	if o.Without > 0 {
		p.Facts = append(p.Facts, site.Row{Word: "没有号码的", Value: thousands(o.Without) + " 人，要上门通知", Num: true})
	}
	if o.Unphoned > 0 {
		p.Facts = append(p.Facts, site.Row{Word: "没有手机的", Value: thousands(o.Unphoned) + " 间房，一个号码也没有，要上门通知", Num: true})
	}
	if o.Earlier.ID != 0 {
		whose, where := "同事", "这个范围"
		if o.EarlierByMyself {
			whose = "您"
		}
		if o.Earlier.AreaID != o.Area.ID {
			where = "“" + o.Earlier.AreaName + "”"
		}
		p.Earlier, p.Seen = o.Earlier.BeganAt.Chinese()+whose+"给"+where+"发过同样的通知。再发一次，有人会再收一条。", o.Earlier.Ref
	}
}

// TakeAlarm is POST /o/alarm: kind, area, the code, and seen, the ref of the same one that went out before.
func (d *Desk) TakeAlarm(c echo.Context) error {
	f, err := site.ReadForm(c)
	ref, ask := "", !d.Site.Actor(c).Fresh
	if err == nil {
		err = d.Site.Again(c, d.Registry, &ask, f)
	}
	if err == nil {
		ref, err = d.Registry.SendAlarmAgain(site.Ctx(c), d.Site.Actor(c), f.Get("kind"), f.Get("area"), f.Get("seen"), f.Once(), d.Site.At(c))
	}
	if err != nil {
		p, pageErr := d.alarm(c, f.Get("kind"), f.Get("area")) // as it is now: somebody else may just have sent it
		if pageErr != nil {
			return pageErr
		}
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	return d.Site.Redirect(c, "/o/alarm/"+ref, "发出去了，排在所有短信前面。")
}

// AlarmPage is how far an emergency is, and the way to the heads.
type AlarmPage struct {
	site.Shell
	Progress
	Word, Place, Text, By string
	Waits                 string // why nothing leaves now
	At                    workday.Moment
	Unphoned              int    // rooms for which no number is known
	Missed                string // the page of those who were not reached; "" while there are none
}

// Template names the page.
func (*AlarmPage) Template() string { return "officer/alarm_show" }

func (d *Desk) alarmPage(c echo.Context) (*AlarmPage, error) {
	l, err := d.Registry.LookAtAlarm(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	missed := ""
	if l.Lost+l.Unphoned > 0 {
		missed = "/o/missed/" + l.Ref
	}
	return &AlarmPage{Unphoned: l.Unphoned, Missed: missed, Shell: task("紧急通知："+alarmNames[l.Kind], site.Link{Href: "/o/alarm", Word: "回紧急通知"}), Progress: progressOf(l, "/o/alarm/"+l.Ref),
		Word: alarmNames[l.Kind], Place: l.Area.Name, Text: l.Text, By: l.Maker, At: l.BeganAt, Waits: waitsOf(l)}, nil
}

// ShowAlarmPage is GET /o/alarm/:ref.
func (d *Desk) ShowAlarmPage(c echo.Context) error {
	p, err := d.alarmPage(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// ShowAlarmProgress is GET /o/alarm/:ref/progress.
func (d *Desk) ShowAlarmProgress(c echo.Context) error {
	p, err := d.alarmPage(c)
	if err != nil {
		return err
	}
	return d.part(c, p, &p.Progress)
}

// Heads is the sheet for rescuers: how many people each home has, in the order in which one walks.
type Heads struct {
	site.Shell
	Word, Place                              string
	Grids                                    []HeadGrid
	Homes, People, Children, Old, Gone, Year int
	At                                       workday.Moment
	By                                       string
}

// HeadGrid is one grid of it.
type HeadGrid struct {
	Name                  string
	Rows                  []store.HeadRow
	People, Children, Old int
}

// Template names the page.
func (*Heads) Template() string { return "print/alarm_heads" }

// ShowHeads is GET /o/alarm/:ref/heads; each home keeps that somebody looked.
func (d *Desk) ShowHeads(c echo.Context) error {
	l, rows, err := d.Registry.CountHeads(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.heads(c, "/o/alarm/"+l.Ref, l.Kind, l.Area, rows)
}

// ShowHeadsUnsent is GET /o/alarm/heads?kind&area: the sheet where no text can leave, and doors are knocked on.
func (d *Desk) ShowHeadsUnsent(c echo.Context) error {
	kind := c.QueryParam("kind")
	area, rows, err := d.Registry.CountHeadsUnsent(site.Ctx(c), d.Site.Actor(c), kind, c.QueryParam("area"), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.heads(c, "/o/alarm?"+url.Values{"kind": {kind}, "area": {area.Code}}.Encode(), kind, area, rows)
}

func (d *Desk) heads(c echo.Context, back, kind string, area models.Area, rows []store.HeadRow) error {
	p := &Heads{Shell: task("各户人数", site.Link{Href: back, Word: "回紧急通知"}), Word: alarmNames[kind], Place: area.Name, Homes: len(rows),
		At: d.Site.Moment(c), By: d.Site.Actor(c).Name}
	p.Year, _, _ = p.At.Day().Date()
	for _, row := range rows {
		if n := len(p.Grids); n == 0 || p.Grids[n-1].Name != row.GridName {
			p.Grids = append(p.Grids, HeadGrid{Name: row.GridName})
		}
		g := &p.Grids[len(p.Grids)-1]
		g.Rows = append(g.Rows, row)
		g.People, g.Children, g.Old = g.People+row.People, g.Children+row.Children, g.Old+row.Old
		p.People, p.Children, p.Old, p.Gone = p.People+row.People, p.Children+row.Children, p.Old+row.Old, p.Gone+row.Gone
	}
	return d.Site.Render(c, http.StatusOK, p)
}

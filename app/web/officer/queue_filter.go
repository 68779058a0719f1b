package officer

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// filters are what the address asks for; what is unknown is left out and said.
type filters struct {
	flag  string
	level int
	grid  models.Area
	due   string // of dueChoices
	words string // of the place, as the register looks for them
	after store.FlagPlace
}

// read takes the filters from the address; grid is the ref of the grid in it.
func (p *Queue) read(c echo.Context, d *Desk, grids []models.Area, grid string) filters {
	f := filters{level: 1}
	switch flag := c.QueryParam("flag"); {
	case flag == "", waits(flag):
		f.flag = flag
	default:
		if _, known := models.RuleOf(flag); known {
			f.flag = flag
		} else {
			p.Ignored = true
		}
	}
	if level := c.QueryParam("level"); level == "2" || level == "3" {
		f.level = int(level[0] - '0')
	} else if level != "" && level != "1" {
		p.Ignored = true
	}
	p.Grids = []site.Choice{{Value: "", Label: "我的全部网格"}}
	for _, g := range grids {
		p.Grids = append(p.Grids, site.Choice{Value: g.Ref, Label: g.Name})
		if g.Ref == grid {
			f.grid = g
		}
	}
	p.Ignored = p.Ignored || f.grid.ID == 0 && c.QueryParam("grid") != ""
	if p.Due = c.QueryParam("due"); !slices.ContainsFunc(dueChoices, func(d site.Choice) bool { return d.Value == p.Due }) {
		p.Due, p.Ignored = "", true
	}
	if p.Timeless = p.Due != "" && waits(f.flag); p.Timeless {
		p.Due = ""
	}
	if p.Q = strings.TrimSpace(c.QueryParam("q")); len(p.Q) > 100 {
		p.Q, p.Ignored = "", true
	}
	f.due, f.words = p.Due, words(p.Q)
	if after := c.QueryParam("after"); after != "" {
		place, ok := d.readPlace(after)
		f.after, p.Ignored = place, p.Ignored || !ok
	}
	p.Flag, p.Grid, p.Level = f.flag, f.grid.Ref, strconv.Itoa(f.level)
	p.Levels = []site.Choice{{Value: "1", Label: "全部"}, {Value: "2", Label: "轮到走访的"}, {Value: "3", Label: "轮到民警的"}}
	where := "我的全部网格"
	if f.grid.ID != 0 {
		where = f.grid.Name
	}
	p.Filter, p.First = p.filterWords(where, f.level), p.address(f.flag, "")
	return f
}

// waits tells the kinds that wait without a flag, and so without a limit.
func waits(flag string) bool {
	return slices.Contains([]string{"declared", store.WaitGrid, store.WaitAccept, store.WaitMended, store.WaitReturn, store.WaitOwner, store.WaitPlate}, flag)
}

// dueChoices are the times to the end of the step that a queue can be narrowed to.
var dueChoices = []site.Choice{{Value: "", Label: "全部"}, {Value: "late", Label: "过期"}, {Value: "today", Label: "今天到期"}, {Value: "week", Label: "7 天内"}}

// Dues are the choices of the form.
func (*Queue) Dues() []site.Choice { return dueChoices }

func (p *Queue) filterWords(where string, level int) string {
	all := where + "，" + p.Levels[level-1].Label
	for _, due := range dueChoices {
		if due.Value == p.Due && p.Due != "" {
			all += "，" + due.Label
		}
	}
	if p.Q != "" {
		all += "，" + p.Q
	}
	return all
}

// flags are the filters as the register takes them, for a visitor from whose level on a flag is his own.
func (f filters) flags(turn int, today workday.Day) store.Queue {
	q := store.Queue{Level: f.level, Turn: turn, Words: f.words, Steps: true}
	switch f.due {
	case "late":
		q.To = today - 1
	case "today":
		q.From, q.To = today, today
	case "week":
		q.From, q.To = today, today+7
	}
	return q
}

func (d *Desk) readPlace(s string) (store.FlagPlace, bool) {
	c, ok := d.Site.ReadCursor(s)
	return store.FlagPlace{Others: c.Turn, DueAt: workday.Moment(c.Due), ID: c.ID}, ok
}

func (d *Desk) writePlace(p store.FlagPlace) string {
	return d.Site.WriteCursor(site.Cursor{Turn: p.Others, Due: int64(p.DueAt), ID: p.ID})
}

// address is the queue with another chip or page and the same filters.
func (p *Queue) address(flag, after string) string {
	q := url.Values{}
	for name, value := range map[string]string{"flag": flag, "grid": p.Grid, "level": p.Level, "due": p.Due, "q": p.Q, "after": after} {
		if value != "" && !(name == "level" && value == "1") {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return "/o/queue"
	}
	return "/o/queue?" + q.Encode()
}

// QueueFilter is the box of filters; it stands twice, for the desk and for the phone.
type QueueFilter struct {
	P   *Queue
	Nth string
}

// Form is the n-th box of filters.
func (p *Queue) Form(nth string) QueueFilter { return QueueFilter{P: p, Nth: nth} }

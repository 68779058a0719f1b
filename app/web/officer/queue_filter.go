package officer

import (
	"net/url"
	"strconv"

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
	after store.FlagPlace
}

// read takes the filters from the address; grid is the ref of the grid in it.
func (p *Queue) read(c echo.Context, d *Desk, grids []models.Area, grid string) filters {
	f := filters{level: 1}
	switch flag := c.QueryParam("flag"); {
	case flag == "", flag == "declared", flag == store.WaitGrid, flag == store.WaitAccept, flag == store.WaitMended, flag == store.WaitOwner:
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
	p.Filter, p.First = where+"，"+p.Levels[f.level-1].Label, p.address(f.flag, "")
	return f
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
	for name, value := range map[string]string{"flag": flag, "grid": p.Grid, "level": p.Level, "after": after} {
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

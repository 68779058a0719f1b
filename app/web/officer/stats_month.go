package officer

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// monthsBack is how many months the report offers.
const monthsBack = 12

// StatsMonth is the report of a month of an area, on one sheet of paper.
type StatsMonth struct {
	site.Shell
	Figures
	Place   string
	Month   string // 2026 年 10 月
	Part    bool   // the month is not over
	Chosen  string // 2026-10
	Area    string
	Months  []site.Choice
	Words   []string
	More    int    // areas that do not fit on the sheet
	Hidden  string // why there is nothing to see
	Ignored bool   // another month was asked for
	By      string
	At      workday.Moment
}

// Template names the page.
func (*StatsMonth) Template() string { return "print/stats_month" }

// mostParts is how many areas fit on the sheet.
const mostParts = 14

// ShowStatsMonth is GET /o/stats/month: area, month (2026-10).
func (d *Desk) ShowStatsMonth(c echo.Context) error {
	p, err := d.statsMonth(c, c.QueryParam("area"), c.QueryParam("month"), d.Registry.LookAtStats)
	if err != nil {
		return err
	}
	if len(p.Parts) > mostParts {
		p.Parts, p.More = p.Parts[:mostParts], len(p.Parts)-mostParts
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeStatsMonth is POST /o/stats/month: area, month; the answer is the report as one sheet of a spreadsheet.
func (d *Desk) TakeStatsMonth(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	asked := &StatsMonth{}
	if asked.choose(d.Site.Moment(c).Day(), f.Get("month")); asked.Ignored {
		return models.ErrNotFound // no file of another month
	}
	p, err := d.statsMonth(c, f.Get("area"), f.Get("month"), d.Registry.TakeStats)
	if err != nil {
		return err
	}
	rows := p.Rows(p.Place + " " + p.Month + "居住统计月报")
	if p.Hidden != "" {
		rows = append(rows, []string{p.Hidden})
	} else {
		rows = append(rows, nil, []string{"说明"})
	}
	for _, words := range p.Words {
		rows = append(rows, []string{words})
	}
	return d.sendRows(c, "anju-month-"+p.Chosen, ".xlsx", append(rows, []string{monthNote}))
}

const monthNote = "只统计人数，不用来判断个人。不足 10 人的分组不单独列出。"

// looking reads the statistics of an area on a day.
type looking func(ctx context.Context, who policy.Actor, area string, on workday.Day, at time.Time) (registry.Look, error)

func (d *Desk) statsMonth(c echo.Context, area, month string, read looking) (*StatsMonth, error) {
	now := d.Site.Moment(c)
	p := &StatsMonth{Shell: task("居住统计月报", site.Link{Href: "/o/stats", Word: "回统计"}), Area: area, By: d.Site.Actor(c).Name, At: now}
	on := p.choose(now.Day(), month)
	look, err := read(site.Ctx(c), d.Site.Actor(c), area, on, d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p.Place, p.Area = placeOf(look), look.Area.Code
	if p.Hidden = hidden(look); look.Area.ID == 0 {
		p.Hidden = "月报一次写一个地方。请先在统计页选一处。"
	}
	if p.Hidden != "" {
		return p, nil
	}
	y, m, _ := on.Date()
	first, _ := workday.Date(y, m, 1)
	before, err := d.Registry.LookBack(site.Ctx(c), d.Site.Actor(c), look.Area.Code, first-1, d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p.Figures = figures(look, func(string) string { return "" })
	p.Words = models.MonthWords(look.Here, before.Here, look.Parts, d.Registry.Limits())
	return p, nil
}

// choose sets the month of the report and answers its last day that is over; without a month that can be chosen it is the
// last one that is over.
func (p *StatsMonth) choose(today workday.Day, typed string) (on workday.Day) {
	for last := today - 1; len(p.Months) < monthsBack; {
		y, m, _ := last.Date()
		first, _ := workday.Date(y, m, 1)
		over := last+1 == first.AddMonths(1)
		month := site.Choice{Value: fmt.Sprintf("%d-%02d", y, m), Label: fmt.Sprintf("%d 年 %d 月", y, m)}
		if month.Value == typed || on == 0 && over {
			on, p.Chosen, p.Month, p.Part = last, month.Value, month.Label, !over
		}
		if !over {
			month.Label += "（没完）"
		}
		p.Months, last = append(p.Months, month), first-1
	}
	p.Ignored = typed != "" && typed != p.Chosen
	return on
}

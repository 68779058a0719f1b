package officer

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// WorkPage is the quality of a month's work in the own areas, by worker and by grid, in the order of the areas: no places.
// Homes are counted; of people and of what was raised about them it tells what statistics tell.
type WorkPage struct {
	site.Shell
	Month, Last string // in words; address of the other month
	LastWord    string
	Workers     []WorkLine
	Grids       []WorkLine
}

// WorkLine is the work of one worker or grid.
type WorkLine struct {
	Name, Under string
	Rows        []site.Row
}

// Template names the page.
func (*WorkPage) Template() string { return "officer/work_show" }

// ShowWork is GET /o/work; ?last=1 shows the month before.
func (d *Desk) ShowWork(c echo.Context) error {
	now := d.Site.At(c).In(workday.Shanghai)
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, workday.Shanghai)
	p := &WorkPage{Shell: sheet("工作质量", "work"), Last: "/o/work?last=1", LastWord: "看上个月"}
	to := first.AddDate(0, 1, 0)
	if c.QueryParam("last") != "" {
		first, to, p.Last, p.LastWord = first.AddDate(0, -1, 0), first, "/o/work", "看这个月"
	}
	if to.After(now) {
		to = now.Add(time.Millisecond)
	}
	p.Month = fmt.Sprintf("%d 年 %d 月", first.Year(), int(first.Month()))
	scope := d.scope(c, policy.WorkView)
	work, err := d.Read.ListWork(site.Ctx(c), scope, workday.At(first), workday.At(to))
	if err != nil {
		return err
	}
	grids, err := d.Read.ListAreas(site.Ctx(c), scope, models.LevelGrid)
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, g := range grids {
		names[g.ID] = g.Name
		p.Grids = append(p.Grids, WorkLine{Name: g.Name, Rows: workRows(work.ByGrid[g.ID])})
	}
	staff, err := d.Read.ListWalkers(site.Ctx(c), scope)
	if err != nil {
		return err
	}
	for _, s := range staff {
		line := WorkLine{Name: s.Name, Under: s.Title}
		whole, own := models.Work{}, 0
		for _, id := range work.Grids[s.ID] {
			if names[id] != "" {
				line.Under += "·" + names[id]
				whole, own = whole.Add(work.ByGrid[id]), own+work.Homes[s.ID][id]
			}
		}
		if whole.Visited.Part = own; whole.Visited.Whole == 0 { // without a grid of his own all that he visited
			for _, n := range work.Homes[s.ID] {
				whole.Visited.Part += n
			}
		}
		whole.InTime = work.ByUser[s.ID].InTime
		line.Rows = workRows(whole)
		p.Workers = append(p.Workers, line)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func workRows(w models.Work) []site.Row {
	visited := site.Row{Word: "走访", Value: strconv.Itoa(w.Visited.Part) + " 户", Num: true}
	if w.Visited.Whole > 0 {
		visited.Value = fmt.Sprintf("%d / %d 户", w.Visited.Part, w.Visited.Whole)
		visited.More = fmt.Sprintf("%d%%", (w.Visited.Part*100+w.Visited.Whole/2)/w.Visited.Whole)
	}
	returned := models.ShareTold{}.Words()
	switch {
	case w.Returned == 0:
		returned = "没有"
	case w.Returned >= models.LeastTold:
		returned = strconv.Itoa(w.Returned) + " 条"
	}
	return []site.Row{visited,
		{Word: "按时办结", Value: w.InTime.Told().Words(), Num: true},
		{Word: "派出所退回", Value: returned, Num: true},
		{Word: "抽查名册对不上", Value: w.Roster.Told().Words(), Num: true},
		{Word: "抽查写错", Value: w.Lines.Told().Words(), Num: true}}
}

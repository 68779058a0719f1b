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

// WorkPage is the quality of a month's work in the own areas, by worker and by grid, in the order of the areas: no places,
// and nothing is counted in people.
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
	staff, err := d.Read.ListColleagues(site.Ctx(c), scope)
	if err != nil {
		return err
	}
	for _, s := range staff {
		line := WorkLine{Name: s.Name, Under: s.Title}
		whole := models.Work{}
		for _, id := range work.Grids[s.ID] {
			if names[id] != "" {
				line.Under += "·" + names[id]
				whole = whole.Add(work.ByGrid[id])
			}
		}
		own := work.ByUser[s.ID]
		whole.Visited.Part, whole.InTime = own.Visited.Part, own.InTime
		line.Rows = workRows(whole)
		p.Workers = append(p.Workers, line)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func workRows(w models.Work) []site.Row {
	visited := site.Row{Word: "走访", Value: strconv.Itoa(w.Visited.Part) + " 户", Num: true}
	if w.Visited.Whole > 0 {
		visited.Value, visited.More = share(w.Visited, "户"), ofHundred(w.Visited)
	}
	return []site.Row{visited,
		{Word: "按时办结", Value: share(w.InTime, "件"), More: ofHundred(w.InTime), Num: true},
		{Word: "派出所退回", Value: strconv.Itoa(w.Returned) + " 条", Num: true},
		{Word: "抽查名册对不上", Value: share(w.Roster, "条"), More: ofHundred(w.Roster), Num: true},
		{Word: "抽查写错", Value: share(w.Lines, "处"), More: ofHundred(w.Lines), Num: true}}
}

func share(s models.Share, unit string) string {
	if s.Whole == 0 {
		return "没有"
	}
	return fmt.Sprintf("%d / %d %s", s.Part, s.Whole, unit)
}

func ofHundred(s models.Share) string {
	if s.Whole == 0 {
		return ""
	}
	return fmt.Sprintf("%d%%", (s.Part*100+s.Whole/2)/s.Whole)
}

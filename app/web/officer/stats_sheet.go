package officer

import (
	"slices"

	"anju/app/web/site"
	files "anju/jobs/sheet"
	"anju/models"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Rows are the figures as the rows of a file: what the page shows, in its order and its words, and nothing else.
func (f Figures) Rows(title string) [][]string {
	rows := [][]string{{title}}
	part := func(head ...string) { rows = append(rows, nil, head) }
	if len(f.Tiles) > 0 {
		part("总数", "", "")
	}
	for _, t := range f.Tiles {
		rows = append(rows, []string{t.Word, t.Value, t.Unit})
	}
	for _, table := range []struct {
		name string
		bars []StatBar
	}{{"住在哪里", f.Zones}, {"从哪里来", f.Origins}, {"住了多久", f.Lengths}} {
		if len(table.bars) > 0 {
			part(table.name, "人数", "占比")
		}
		for _, b := range table.bars {
			rows = append(rows, []string{b.Word, b.N, b.Share + "%"})
		}
	}
	if len(f.Parts) > 0 {
		part(append([]string{f.Below, "在册"}, models.RateNames...)...)
		all := f.Parts
		if f.Sum != nil {
			all = append(all[:len(all):len(all)], *f.Sum)
		}
		for _, p := range all {
			rows = append(rows, append([]string{p.Word, p.N}, p.Rates...))
		}
	}
	return rows
}

// TakeStatsSheet is POST /o/stats/sheet: area, asof, format; the answer is a file with the tables of the page.
func (d *Desk) TakeStatsSheet(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	on, err := workday.ParseDay(f.Get("asof"))
	known := slices.ContainsFunc(exportFormats, func(k site.Choice) bool { return k.Value == f.Get("format") })
	if err != nil || on > d.Site.Moment(c).Day() || !known {
		return models.ErrNotFound
	}
	look, err := d.Registry.TakeStats(site.Ctx(c), d.Site.Actor(c), f.Get("area"), on, d.Site.At(c))
	if err != nil {
		return err
	}
	rows := figures(look, func(string) string { return "" }).Rows(placeOf(look) + "居住统计，" + on.String() + " 24:00")
	if why := hidden(look); why != "" {
		rows = append(rows, []string{why})
	}
	return d.sendRows(c, "anju-stats-"+on.String(), f.Get("format"), rows)
}

func placeOf(look registry.Look) string {
	if look.Area.ID == 0 {
		return "我管的几处"
	}
	return look.Area.Name
}

// sendRows sends rows as a file. All are as wide as the widest, so that a program reads the columns alike.
func (d *Desk) sendRows(c echo.Context, name, format string, rows [][]string) error {
	file := d.Site.Download(c, name, format)
	out, err := files.To(file, format)
	if err != nil {
		return err
	}
	wide := 0
	for _, row := range rows {
		wide = max(wide, len(row))
	}
	for _, row := range rows {
		if err == nil {
			err = out.Write(append(row[:len(row):len(row)], make([]string, wide-len(row))...))
		}
	}
	if err != nil {
		out.Discard()
		if file.Begun {
			file.Break()
		}
		return err
	}
	return out.Close()
}

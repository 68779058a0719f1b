package officer

import (
	"net/http"
	"slices"
	"strings"

	"anju/app/web/site"
	files "anju/jobs/sheet"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// Export chooses a list that leaves as a file.
type Export struct {
	site.Shell
	Kinds, Areas, Formats []site.Choice
	Kind, Area, Format    string
	People                bool // lists that name people are among them
	Ask                   bool
	Most                  int // people whose whole numbers may leave in a day
}

// Template names the page.
func (*Export) Template() string { return "officer/export_list" }

var exportWords = map[string]string{"roster": "现住名册", "units": "房屋", "flags": "没办完的提示", "stats": "统计数字"}

var exportFormats = []site.Choice{{Value: ".xlsx", Label: "XLSX 表格"}, {Value: ".csv", Label: "CSV，几十万行用这个"}}

const mostWhy = 60

func (d *Desk) export(c echo.Context) (*Export, error) {
	who := d.Site.Actor(c)
	p := &Export{Shell: task("导出表格", site.Link{Href: "/o/stats", Word: "回统计"}), Formats: exportFormats, Format: ".xlsx", Kind: "stats",
		People: d.may(c, policy.ListExport), Ask: !who.Fresh, Most: d.Registry.Limits().ExportLimit}
	for _, kind := range registry.PageExports {
		if p.People || kind == "stats" {
			p.Kinds = append(p.Kinds, site.Choice{Value: kind, Label: exportWords[kind]})
		}
	}
	if p.People {
		p.Kind = "roster"
	}
	areas, err := d.areaChoices(c, policy.StatsView)
	p.Areas = append([]site.Choice{{Label: "我管的全部"}}, areas...)
	return p, err
}

// ShowExport is GET /o/export.
func (d *Desk) ShowExport(c echo.Context) error {
	p, err := d.export(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeExport is POST /o/export: kind, area, why, format, full (whole numbers, with the code); the answer is the file.
func (d *Desk) TakeExport(c echo.Context) error {
	p, err := d.export(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	how := registry.ExportHow{Kind: f.Get("kind"), Area: f.Get("area"), Why: f.Get("why"), Site: d.Site.BaseURL, At: d.Site.At(c)}
	place, faults := p.check(how, f.Get("format"))
	if faults != nil {
		return d.Site.Redraw(c, p, f, faults)
	}
	if f.On("full") && how.Kind != "stats" && how.Kind != "flags" {
		how.Reveal = how.Why
		if err := d.Site.Again(c, d.Registry, &p.Ask, f); err != nil {
			return d.Site.RedrawWait(c, p, f, "totp", err)
		}
	}
	file := d.Site.Download(c, "anju-"+how.Kind+"-"+d.Site.Moment(c).Day().String(), f.Get("format"))
	err = d.sendExport(c, how, place, file, f.Get("format"))
	if err != nil && file.Begun {
		d.Site.Log.ErrorContext(site.Ctx(c), "export broken off", "number", d.Site.Number(c), "error", err)
		file.Break()
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return nil
}

// check judges what was chosen and names the place for the mark.
func (p *Export) check(how registry.ExportHow, format string) (place string, err error) {
	var faults models.Faults
	if !slices.ContainsFunc(p.Kinds, func(k site.Choice) bool { return k.Value == how.Kind }) {
		faults.Add("kind", "请选导出哪种表")
	}
	if !slices.ContainsFunc(exportFormats, func(k site.Choice) bool { return k.Value == format }) {
		faults.Add("format", "请选文件格式")
	}
	at := slices.IndexFunc(p.Areas, func(a site.Choice) bool { return a.Value == how.Area })
	if at < 0 {
		faults.Add("area", "请选您管的范围")
	} else {
		place = trimPlace(p.Areas[at].Label)
	}
	switch n := len([]rune(how.Why)); {
	case n < 2:
		faults.Add("why", "请写为什么导出，例如：核对空房。会记下来，本人能看到")
	case n > mostWhy:
		faults.Add("why", "写短一些，60 个字以内")
	case mask.Holds(how.Why):
		faults.Add("why", "原因里别写证件号和手机号，名册上的人都能看到这一句")
	}
	return place, faults.Err()
}

// sendExport writes the list as it is read: nothing is kept but the page at hand.
func (d *Desk) sendExport(c echo.Context, how registry.ExportHow, place string, to *site.Download, format string) error {
	var out files.Writer
	begin := func() error {
		var err error
		if out, err = files.To(to, format); err != nil {
			return err
		}
		if err := out.Write(registry.ExportMark(d.Site.Actor(c), how, place)); err != nil {
			return err
		}
		return out.Write(registry.ExportWords(how.Kind))
	}
	_, err := d.Registry.Export(site.Ctx(c), d.Site.Actor(c), how, func(cells []string) error {
		if out == nil { // not before the register has agreed
			if err := begin(); err != nil {
				return err
			}
		}
		return out.Write(cells)
	})
	if err == nil && out == nil {
		err = begin()
	}
	if err != nil {
		if out != nil {
			out.Discard()
		}
		return err
	}
	return out.Close()
}

// trimPlace is the name of an area without the spaces that show how deep it lies.
func trimPlace(label string) string { return strings.TrimLeft(label, "　") }

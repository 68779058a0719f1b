package officer

import (
	"fmt"
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Samples are the samples of this month with the five rates, the homes that the visitor is to check, and for an officer the
// form that draws and what tenants said about visits.
type Samples struct {
	site.Shell
	Month string
	Rates []RateLine
	Mine  []SampleHome
	Rest  []SampleHome // those of his area that wait for somebody else
	More  int          // of them not shown
	List  []SampleLine
	Kinds []site.Choice
	Grids []site.Choice
	Draws bool
	Apart int // days
	Asked string
}

// RateLine is one rate: its name, how it is counted, and what it is.
type RateLine struct{ Word, How, Value, Of string }

// SampleHome is a home to check: who is to do it, and whether he may not, as he was there lately.
type SampleHome struct {
	Ref, Address, Grid, Kind, Holder string
	Barred                           bool
}

// SampleLine is one sample.
type SampleLine struct {
	Ref, Grid, Kind, When string
	Seed                  int64
	Homes                 int
	Items, Checked        int
	Nobody                int
}

func sampleLine(s store.SampleTally) SampleLine {
	return SampleLine{Ref: s.Ref, Grid: s.GridName, Kind: sampleWord(s.Kind), When: s.DrawnAt.Chinese(), Seed: s.Seed, Homes: s.Homes, Items: s.Items, Checked: s.Checked, Nobody: s.Nobody}
}

// Template names the page.
func (*Samples) Template() string { return "officer/sample_list" }

const (
	mostSamples = 100
	mostPassed  = 30 // homes of others on the page
)

// ShowSamples is GET /o/samples.
func (d *Desk) ShowSamples(c echo.Context) error {
	p, err := d.samples(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeSample is POST /o/samples: kind, grid, homes.
func (d *Desk) TakeSample(c echo.Context) error {
	p, err := d.samples(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	var drawn store.SampleTally
	if err == nil {
		drawn, err = d.Registry.DrawSample(site.Ctx(c), d.Site.Actor(c), registry.SampleForm{Kind: f.Get("kind"), GridRef: f.Get("grid"), Homes: f.Get("homes")}, f.Once(), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/samples", drawnWords(drawn))
}

// drawnWords say who checks the sample that was drawn: nobody is given a home that he visited lately, so some may have nobody.
func drawnWords(s store.SampleTally) string {
	switch s.Nobody {
	case 0:
		return fmt.Sprintf("抽好了 %d 户，每一户都派给了最近没去过的人。", s.Items)
	case s.Items:
		return fmt.Sprintf("抽好了，%d 户都没有人查：能去的人最近都去过。请换个网格再抽，或过些天再抽。", s.Items)
	}
	return fmt.Sprintf("抽好了，%d 户派给了最近没去过的人。还有 %d 户没有人查：能去的人最近都去过。", s.Items-s.Nobody, s.Nobody)
}

func (d *Desk) samples(c echo.Context) (*Samples, error) {
	now, scope := d.Site.Moment(c), d.scope(c, policy.SampleView)
	y, m, _ := now.Day().Date()
	first, _ := workday.Date(y, m, 1)
	p := &Samples{Shell: sheet("抽查", "visits"), Month: strconv.Itoa(int(m)) + " 月", Draws: d.may(c, policy.SampleDraw), Apart: d.Registry.Limits().ApartDays}
	p.Back = site.Link{Href: "/o/visits", Word: "回走访"}
	rates, err := d.Registry.RatesOf(site.Ctx(c), scope, now.Day())
	if err != nil {
		return nil, err
	}
	p.fillRates(rates)
	mine, rest, err := d.Registry.ChecksOf(site.Ctx(c), d.Site.Actor(c), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p.Mine, p.Rest, p.More = sampleHomes(mine), sampleHomes(rest[:min(len(rest), mostPassed)]), max(len(rest)-mostPassed, 0)
	samples, err := d.Read.ListSamples(site.Ctx(c), scope, workday.At(first.Start()), now+1, mostSamples)
	if err != nil {
		return nil, err
	}
	for _, s := range samples {
		p.List = append(p.List, sampleLine(s))
	}
	return p, d.fillDraw(c, p)
}

func (d *Desk) fillDraw(c echo.Context, p *Samples) error {
	if !p.Draws {
		return nil
	}
	for _, k := range models.SampleKinds {
		p.Kinds = append(p.Kinds, site.Choice{Value: k[0], Label: k[1]})
	}
	grids, err := d.Read.ListAreas(site.Ctx(c), d.scope(c, policy.SampleDraw), models.LevelGrid)
	for _, g := range grids {
		p.Grids = append(p.Grids, site.Choice{Value: g.Ref, Label: g.Name})
	}
	return err
}

func sampleHomes(checks []registry.OpenCheck) []SampleHome {
	homes := make([]SampleHome, 0, len(checks))
	for _, c := range checks {
		homes = append(homes, SampleHome{Ref: c.Ref, Address: c.Address, Grid: c.GridName, Kind: sampleWord(c.Kind), Holder: c.Holder, Barred: c.Barred})
	}
	return homes
}

func sampleWord(kind string) string {
	for _, k := range models.SampleKinds {
		if k[0] == kind {
			return k[1]
		}
	}
	return kind
}

// fillRates tells each rate with what it is of; a rate of nothing is not told.
func (p *Samples) fillRates(r models.Rates) {
	for _, line := range []struct {
		word, how, unit string
		share           models.Share
	}{
		{"登记率", "顺查见到的人里，已经登记的", "人", r.Registered},
		{"人户一致率", "倒查册上的人里，真住在这里的", "人", r.Consistent},
		{"注销率", "搬走的人里，按时退房的", "人", r.CheckedOut},
		{"准确率", "核对的项目里，写对的", "项", r.Accurate},
		{"月查验率", "所有房子里，本月扫码走访过的", "户", r.Visited},
	} {
		l := RateLine{Word: line.word, How: line.how, Value: "还没有"}
		if line.share.Whole > 0 {
			l.Value = fmt.Sprintf("%.1f%%", float64(line.share.Part)/float64(line.share.Whole)*100)
			l.Of = fmt.Sprintf("%d / %d %s", line.share.Part, line.share.Whole, line.unit)
		}
		p.Rates = append(p.Rates, l)
	}
	if p.Draws && r.Came.Whole >= models.LeastTold { // a worker who reads of one answer knows which tenant told on him
		p.Asked = fmt.Sprintf("走访后用短信问过的房客，%d 位回了，%d 位说来过。写“拒访”的也问；“到访未遇”的没人见到，不问。", r.Came.Whole, r.Came.Part)
	}
}

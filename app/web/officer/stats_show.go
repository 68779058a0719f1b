package officer

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Stats are the people of an area on a day, as tables that are charts. The registry says what may be told: the page and
// its files write that out and reckon nothing of their own.
type Stats struct {
	site.Shell
	Figures
	Place   string
	Today   workday.Day
	Area    string // code
	Up      []site.Link
	Several bool // areas that are not added up
	Ignored bool
	Hidden  string // why there is nothing to see
	Month   string // where the report of the month is
	Leave   bool   // there is no other page with a way out
}

// Template names the page.
func (*Stats) Template() string { return "officer/stats_show" }

// ShowStats is GET /o/stats: area, and asof of a link or asof_y, asof_m and asof_d of the form.
func (d *Desk) ShowStats(c echo.Context) error {
	p, err := d.stats(c, c.QueryParam("area"), dayAsked(c, "asof"))
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) stats(c echo.Context, area, asof string) (*Stats, error) {
	now := d.Site.Moment(c)
	p := &Stats{Shell: sheet("居住统计", "stats"), Today: now.Day(), Area: area, Leave: !d.may(c, policy.QueueView)}
	on := now.Day() - 1
	if asof != "" {
		if day, err := workday.ParseDay(asof); err == nil && day <= p.Today {
			on = day
		} else {
			p.Ignored = true
		}
	}
	look, err := d.Registry.LookAtStats(site.Ctx(c), d.Site.Actor(c), area, on, d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p.Typed = dayTyped("asof", on)
	p.Place, p.Several = "我管的几处", look.Area.ID == 0
	if !p.Several {
		p.Place, p.Area = look.Area.Name, look.Area.Code
	}
	address := func(code string) string {
		return "/o/stats?" + url.Values{"area": {code}, "asof": {on.String()}}.Encode()
	}
	for _, a := range look.Up {
		p.Up = append(p.Up, site.Link{Href: address(a.Code), Word: a.Name})
	}
	p.Month = "/o/stats/month?" + url.Values{"area": {p.Area}}.Encode()
	p.Hidden = hidden(look)
	p.Figures = figures(look, address)
	return p, nil
}

// dayAsked is the day in an address: whole as a link has it, or in the three boxes of a form. What is no day comes as it was typed.
func dayAsked(c echo.Context, name string) string {
	y, m, day := c.QueryParam(name+"_y"), c.QueryParam(name+"_m"), c.QueryParam(name+"_d")
	if y+m+day == "" {
		return c.QueryParam(name)
	}
	if on, fault := registry.ReadDay(y, m, day); fault == "" {
		return on.String()
	}
	return y + m + day
}

// dayTyped fills the three boxes with the day that is shown.
func dayTyped(name string, on workday.Day) site.Form {
	y, m, day := on.Date()
	return site.NewForm(url.Values{name + "_y": {strconv.Itoa(y)}, name + "_m": {strconv.Itoa(int(m))}, name + "_d": {strconv.Itoa(day)}})
}

// hidden says why nothing is told of an area, "" when something is.
func hidden(look registry.Look) string {
	switch {
	case look.Area.ID == 0 || look.Here.Told:
		return ""
	case look.Here.Empty:
		return "这个范围那天没有在册人员。"
	}
	return "人数太少，为保护隐私不显示。换大一点的范围。"
}

// Figures are the tables of statistics, for a page, a sheet of paper and a file alike.
type Figures struct {
	On      workday.Day
	Tiles   []StatTile
	Zones   []StatBar
	Origins []StatBar
	Lengths []StatBar
	Label   string // the lengths in words
	Parts   []StatPart
	Below   string // what the parts are: 网格
	Sum     *StatPart
}

// StatTile is one large number.
type StatTile struct{ Word, Value, Unit string }

// StatBar is a group: how many, how much of all, and how long its bar is. Widths are hundredths of the picture.
type StatBar struct {
	Word, N, Share, Width, From string
	Rest                        bool // what was too small to be told
	Class                       string
}

// StatPart is an area below, with its five rates.
type StatPart struct {
	Word, Href, N string
	Rates         []string
}

func figures(look registry.Look, address func(code string) string) Figures {
	f, here := Figures{On: look.On}, look.Here
	if here.Told {
		f.Tiles = tiles(here)
		f.Zones = bars(here.Zones, here.Residents, models.ZoneWords)
		f.Lengths = bars(here.Lengths, here.Residents, models.LengthWords)
		f.Label = stack(f.Lengths, here.Lengths, here.Residents)
		f.Origins = bars(here.Origins, here.Residents, nil)
	}
	for _, part := range look.Parts {
		if part.Told {
			f.Parts = append(f.Parts, statPart(part.Name, address(part.Code), part))
		}
	}
	if here.Told && here.Rest > 0 && len(look.Parts) > 0 {
		f.Parts = append(f.Parts, StatPart{Word: "其他", N: thousands(here.Rest), Rates: slices.Repeat([]string{models.ShareTold{}.Words()}, len(models.RateNames))})
	}
	if len(f.Parts) > 0 {
		f.Below = models.LevelNames[look.Parts[0].Level]
	}
	if here.Told {
		sum := statPart("合计", "", here)
		f.Sum = &sum
	}
	return f
}

func tiles(here models.AreaTold) []StatTile {
	count := func(word string, n *int) StatTile {
		if n == nil {
			return StatTile{Word: word, Value: models.ShareTold{}.Words()}
		}
		return StatTile{word, thousands(*n), "件"}
	}
	return []StatTile{{"在册人数", thousands(here.Residents), "人"}, {"出租房屋", thousands(here.Homes), "处"},
		{Word: "登记率", Value: here.Rates[0].Words()}, {Word: "人户一致率", Value: here.Rates[1].Words()},
		count("本月新提示", here.Opened), count("本月办完", here.Closed),
		{Word: "按时办完", Value: here.InTime.Words()}, {Word: "短信送到", Value: here.Delivered.Arrived()}}
}

func statPart(word, href string, told models.AreaTold) StatPart {
	p := StatPart{Word: word, Href: href, N: thousands(told.Residents)}
	for _, rate := range told.Rates {
		p.Rates = append(p.Rates, rate.Words())
	}
	return p
}

// bars draws groups; without words they are provinces.
func bars(groups []models.Count, all int, words map[string]string) []StatBar {
	most := 0
	for _, g := range groups {
		most = max(most, g.N)
	}
	var drawn []StatBar
	for _, g := range groups {
		b := StatBar{Word: words[g.Key], N: thousands(g.N), Share: tenths(g.N, all), Width: tenths(g.N, most)}
		if words == nil {
			b.Word = idcard.ProvinceName(g.Key)
		}
		if b.Word == "" {
			b.Word, b.Rest = "其他", true
		}
		drawn = append(drawn, b)
	}
	return drawn
}

// stack lays the groups end to end, with a gap, and says them in words.
func stack(drawn []StatBar, groups []models.Count, all int) string {
	const gap = 6 // tenths of a hundredth
	from, words := 0, make([]string, len(drawn))
	for i, g := range groups {
		width := g.N * 1000 / all
		drawn[i].From, drawn[i].Width = decimal(from), decimal(max(width-gap, 1))
		if i == len(drawn)-1 {
			drawn[i].Width = decimal(1000 - from)
		}
		drawn[i].Class = fmt.Sprintf("s%d", i%3+1)
		words[i] = drawn[i].Word + " " + drawn[i].Share + "%"
		from += width
	}
	return strings.Join(words, "，")
}

// tenths is a part of a whole in percent with one decimal.
func tenths(part, whole int) string {
	return strconv.FormatFloat(float64(part)*100/float64(whole), 'f', 1, 64)
}

func decimal(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', 1, 64) }

// thousands writes a number as people read it: 412,608.
var thousands = models.Thousands

package officer

import (
	"fmt"
	"net/http"
	"net/url"
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

// Stats are the people of an area on a day, as tables that are charts. No page shows fewer than ten people, nor a group of
// fewer.
type Stats struct {
	site.Shell
	Place   string
	On      workday.Day
	Today   workday.Day
	Area    string // code
	Up      []site.Link
	Ignored bool
	Hidden  string // why there is nothing to see
	Tiles   []StatTile
	Zones   []StatBar
	Origins []StatBar
	Lengths []StatBar
	Label   string // the lengths in words
	Parts   []StatPart
	Below   string // what the parts are: 网格
	Sum     StatPart
	Leave   bool // there is no other page with a way out
}

// StatTile is one large number.
type StatTile struct{ Word, Value, Unit string }

// StatBar is a group: how many, how much of all, and how long its bar is. Widths are hundredths of the picture.
type StatBar struct {
	Word, N, Share, Width, From string
	Rest                        bool // what was too small to be told
	Class                       string
}

// StatPart is an area below, with its rates in percent.
type StatPart struct {
	Word, Href, N                   string
	Registered, Consistent, Visited string
}

// Template names the page.
func (*Stats) Template() string { return "officer/stats_show" }

// fewest is how many people there must be before anything is told of them.
const fewest = 10

// ShowStats is GET /o/stats.
func (d *Desk) ShowStats(c echo.Context) error {
	now := d.Site.Moment(c)
	p := &Stats{Shell: sheet("居住统计", "stats"), On: now.Day() - 1, Today: now.Day(), Area: c.QueryParam("area"), Leave: !d.may(c, policy.QueueView)}
	if typed := c.QueryParam("asof"); typed != "" {
		if on, err := workday.ParseDay(typed); err == nil && on <= p.Today {
			p.On = on
		} else {
			p.Ignored = true
		}
	}
	look, err := d.Registry.LookAtStats(site.Ctx(c), d.Site.Actor(c), p.Area, p.On, now)
	if err != nil {
		return err
	}
	p.Place = "我管的全部"
	if look.Area.ID != 0 {
		p.Place, p.Area = look.Area.Name, look.Area.Code
	}
	for _, a := range look.Up {
		p.Up = append(p.Up, site.Link{Href: p.address(a.Code), Word: a.Name})
	}
	p.fill(look)
	return d.Site.Render(c, http.StatusOK, p)
}

func (p *Stats) address(area string) string {
	return "/o/stats?" + url.Values{"area": {area}, "asof": {p.On.String()}}.Encode()
}

func (p *Stats) fill(look registry.Look) {
	all := look.Here.Residents
	switch {
	case all == 0:
		p.Hidden = "这个范围那天没有在册人员。"
		return
	case all < fewest:
		p.Hidden = "人数太少，为保护隐私不显示。换大一点的范围。"
		return
	}
	p.Tiles = []StatTile{{"在册人数", thousands(all), "人"}, {"出租房屋", thousands(look.Here.Homes), "处"},
		rateTile("登记率", look.Here.Rates["registered"]), rateTile("人户一致率", look.Here.Rates["consistent"])}
	p.Zones = bars(look.Here.ByZone, all, zoneWords)
	p.Lengths = bars(look.Here.ByLength, all, lengthWords)
	p.Label = stack(p.Lengths, look.Here.ByLength, all)
	p.Origins = bars(look.Here.ByProvince, all, nil)
	p.parts(look)
}

var (
	zoneWords   = map[string]string{"urban": "建成区", "rural": "城外农村", "unknown": "没标城乡"}
	lengthWords = map[string]string{"<6m": "不到 6 个月", "6-12m": "6 个月到 1 年", ">=1y": "1 年以上"}
)

// merged leaves out groups of fewer than ten and keeps the order.
func merged(groups []registry.Count) []registry.Count {
	counts := map[string]int{}
	for _, g := range groups {
		key := g.Key
		if key == "other" {
			key = ""
		}
		counts[key] += g.N
	}
	told := map[string]int{}
	for _, g := range registry.MergeSmall(counts) {
		told[g.Key] = g.N
	}
	var kept []registry.Count
	for _, g := range append(groups, registry.Count{Key: "other"}) {
		if n := told[g.Key]; n > 0 {
			kept = append(kept, registry.Count{Key: g.Key, N: n})
			delete(told, g.Key)
		}
	}
	return kept
}

// bars draws groups; without words they are provinces.
func bars(groups []registry.Count, all int, words map[string]string) []StatBar {
	groups = merged(groups)
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
		if b.Rest && len(groups) == 1 {
			b.Word = "人少，不分开列"
		}
		drawn = append(drawn, b)
	}
	return drawn
}

// stack lays the groups end to end, with a gap, and says them in words.
func stack(drawn []StatBar, groups []registry.Count, all int) string {
	const gap = 6 // tenths of a hundredth
	from, words := 0, make([]string, len(drawn))
	for i, g := range merged(groups) {
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

// parts are the areas below. Those with few people stand together, with whoever has no grid yet.
func (p *Stats) parts(look registry.Look) {
	if len(look.Parts) == 0 {
		return
	}
	groups, byCode, rest := []registry.Count{}, map[string]registry.Part{}, look.Here.Residents
	for _, part := range look.Parts {
		groups, byCode[part.Area.Code] = append(groups, registry.Count{Key: part.Area.Code, N: part.Stats.Residents}), part
		rest -= part.Stats.Residents
	}
	for _, g := range merged(append(groups, registry.Count{Key: "other", N: max(rest, 0)})) {
		part, known := byCode[g.Key]
		line := StatPart{Word: "其他", N: thousands(g.N), Registered: none, Consistent: none, Visited: none}
		if known {
			line = partOf(part.Area.Name, p.address(part.Area.Code), part.Stats)
		}
		p.Parts = append(p.Parts, line)
	}
	p.Below = models.LevelNames[look.Parts[0].Area.Level]
	p.Sum = partOf("合计", "", look.Here)
}

func partOf(word, href string, s registry.Stats) StatPart {
	return StatPart{Word: word, Href: href, N: thousands(s.Residents), Registered: percent(s.Rates["registered"]),
		Consistent: percent(s.Rates["consistent"]), Visited: percent(s.Rates["visited"])}
}

func rateTile(word string, share *float64) StatTile {
	if share == nil {
		return StatTile{Word: word, Value: none}
	}
	return StatTile{word, percent(share), "%"}
}

// none stands where nothing was looked at.
const none = "—"

func percent(share *float64) string {
	if share == nil {
		return none
	}
	return strconv.FormatFloat(*share*100, 'f', 1, 64)
}

// tenths is a part of a whole in percent with one decimal.
func tenths(part, whole int) string {
	return strconv.FormatFloat(float64(part)*100/float64(whole), 'f', 1, 64)
}

func decimal(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', 1, 64) }

// thousands writes a number as people read it: 412,608.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

package admin

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// Tonight is what the coming night would do, in words.
type Tonight struct {
	When, Yuan            string
	Opened, Sent, Numbers int
	Segments              int
	Flags, Texts          []Count
	Samples               []string // of the commonest texts, nothing that names a home in them
}

// kindWords name the texts for the administrator; lessons are counted together.
var kindWords = [][2]string{
	{"R01", "提醒户主：快到期了还没登记"}, {"R02", "提醒户主：过期了还没登记"}, {"R03", "告诉户主：网格员要上门"}, {"R05", "提醒户主：名册很久没确认"},
	{"R06", "提醒房客：很久没更新"}, {"R07", "提醒户主：租约快到期"}, {"R08", "提醒户主：租约到期了"}, {"R10", "提醒户主：空房册上有人"},
}

// tonight is the outlook that was kept last; nil before the first.
func (d *Desk) tonight(c echo.Context) (*Tonight, error) {
	o, ok, err := d.Registry.LastOutlook(site.Ctx(c))
	if err != nil || !ok {
		return nil, err
	}
	p := &Tonight{When: o.At.Chinese(), Yuan: fmt.Sprintf("%.2f", d.Cost(o.Segments)), Opened: o.Opened, Sent: o.Sent, Numbers: o.Numbers, Segments: o.Segments}
	for _, rule := range models.Rules {
		if n := o.Flags[rule.Code]; slices.Contains(models.PrivateRules(), rule.Code) {
			p.Opened -= n // children alone are in nobody else's count (RULES 11)
		} else if n > 0 {
			p.Flags = append(p.Flags, Count{Word: rule.Words, N: n})
		}
	}
	told, lessons := 0, 0
	for _, kind := range kindWords {
		if n := o.Texts[kind[0]]; n > 0 {
			p.Texts = append(p.Texts, Count{Word: kind[1], N: n})
			told += n
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(o.Texts)) {
		if strings.HasPrefix(kind, "E") {
			lessons += o.Texts[kind]
		}
	}
	if lessons > 0 {
		p.Texts = append(p.Texts, Count{Word: "普法短信", N: lessons})
	}
	if rest := o.Sent - told - lessons; rest > 0 {
		p.Texts = append(p.Texts, Count{Word: "其他", N: rest})
	}
	kinds := slices.SortedFunc(maps.Keys(o.Texts), func(a, b string) int {
		return cmp.Or(o.Texts[b]-o.Texts[a], strings.Compare(a, b))
	})
	for _, kind := range kinds[:min(len(kinds), mostSamples)] {
		p.Samples = append(p.Samples, d.Registry.Texts.Sample(kind))
	}
	return p, nil
}

const mostSamples = 3

// TakeTonight is POST /a/sms/tonight.
func (d *Desk) TakeTonight(c echo.Context) error {
	if _, err := site.ReadForm(c); err != nil {
		return err
	}
	d.Rehearse(d.Site.Actor(c), d.Site.At(c))
	return d.Site.Redirect(c, "/a/sms", "在算了。名册大的要一两分钟，过一会儿再看这一页。")
}

package admin

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/phone"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// SMSChart is how texts arrive, what they cost, and how many one person gets: tables that are charts. It reads what the job
// watch counted, never the outbox.
type SMSChart struct {
	site.Shell
	Tiles  []ChartTile
	Days   []ChartBar // by day, newest first: the share that arrived
	Parts  []ChartPart
	Months []ChartBar // by month: what they cost
	Loads  []ChartBar // by number of texts: how many people
	Load   []ChartTile
	From   workday.Day
	To     workday.Day
	LoadOn workday.Day
}

// ChartTile is one large number.
type ChartTile struct{ Word, Value, Unit string }

// ChartBar is one line: its bar is Width hundredths long.
type ChartBar struct {
	Word  string
	Width string
	Cells []string
}

// ChartPart is one table of shares that arrived.
type ChartPart struct {
	Title, Note, Head string
	Bars              []ChartBar
}

// Template names the page.
func (*SMSChart) Template() string { return "admin/sms_chart" }

const (
	chartDays   = 30
	chartMonths = 12
	noShare     = "—"
)

// ShowSMSChart is GET /a/sms/charts.
func (d *Desk) ShowSMSChart(c echo.Context) error {
	today := d.Site.Moment(c).Day()
	p := &SMSChart{Shell: sheet("短信图表", "sms"), From: today - chartDays + 1, To: today}
	p.Back = site.Link{Href: "/a/sms", Word: "回短信"}
	rows, err := d.Read.ListNoticeDays(site.Ctx(c), everything, p.From, today)
	if err != nil {
		return err
	}
	p.delivered(d, rows)
	parts, err := d.Read.ListNoticeParts(site.Ctx(c), everything, monthBefore(today, chartMonths-1), today)
	if err != nil {
		return err
	}
	p.months(d, parts, today)
	loads, err := d.Read.Loads(site.Ctx(c))
	if err != nil {
		return err
	}
	p.loads(loads)
	return d.Site.Render(c, http.StatusOK, p)
}

// group adds up the texts that key gives the same word.
func group(rows []models.NoticeDay, key func(models.NoticeDay) string) map[string]models.Delivery {
	groups := map[string]models.Delivery{}
	for _, row := range rows {
		g := groups[key(row)]
		g.Add(row)
		groups[key(row)] = g
	}
	return groups
}

// bar draws the share of a group that arrived.
func (d *Desk) bar(word string, g models.Delivery) ChartBar {
	b := ChartBar{Word: word, Width: "0", Cells: []string{strconv.Itoa(g.All()), noShare, yuan(d.Cost(g.Segments))}}
	if g.Told() > 0 {
		b.Width, b.Cells[1] = share(g.Delivered, g.Told()), strconv.Itoa(g.Delivered*100/g.Told())+"%"
	}
	return b
}

func (p *SMSChart) delivered(d *Desk, rows []models.NoticeDay) {
	all := group(rows, func(models.NoticeDay) string { return "" })[""]
	rate := ChartTile{Word: "送达率", Value: noShare}
	if all.Told() > 0 {
		rate = ChartTile{"送达率", share(all.Delivered, all.Told()), "%"}
	}
	p.Tiles = []ChartTile{{"交出去", strconv.Itoa(all.All()), "条"}, rate, {"没发成", strconv.Itoa(all.Failed), "条"}, {"约花", yuan(d.Cost(all.Segments)), "元"}}
	if all.All() == 0 {
		return
	}
	byDay := group(rows, func(n models.NoticeDay) string { return n.Day.String() })
	for day := p.To; day >= p.From; day-- {
		if g := byDay[day.String()]; g.All() > 0 {
			p.Days = append(p.Days, d.bar(strings.ReplaceAll(day.Chinese(), " ", ""), g))
		}
	}
	var ways, networks, kinds [][2]string
	for _, way := range d.Registry.Ways {
		ways = append(ways, [2]string{way, d.Registry.CarrierName(way)})
	}
	for _, kind := range models.Categories {
		kinds = append(kinds, [2]string{kind, models.CategoryNames[kind]})
	}
	networks = append(append(networks, phone.NetworkNames...), [2]string{"", "别的号段"})
	p.Parts = []ChartPart{
		d.part("各个出口", "没从出口发过的不算", "出口", ways, group(rows, func(n models.NoticeDay) string { return n.Gateway })),
		d.part("各家运营商", "按号段分；换过运营商的号码算在原来那家", "哪家", networks, group(rows, func(n models.NoticeDay) string { return n.Network })),
		d.part("各类短信", "", "哪类", kinds, group(rows, func(n models.NoticeDay) string { return n.Category })),
	}
}

func (d *Desk) part(title, note, head string, words [][2]string, groups map[string]models.Delivery) ChartPart {
	part := ChartPart{Title: title, Note: note, Head: head}
	for _, w := range words {
		if g := groups[w[0]]; g.All() > 0 {
			part.Bars = append(part.Bars, d.bar(w[1], g))
		}
	}
	return part
}

// months draws what each month cost, this one first.
func (p *SMSChart) months(d *Desk, parts []models.NoticeDay, today workday.Day) {
	byMonth, most := map[string]int{}, 0
	for _, row := range parts {
		m := row.Day.String()[:7]
		byMonth[m] += row.Segments
		most = max(most, byMonth[m])
	}
	for i := range chartMonths {
		m := monthBefore(today, i).String()[:7]
		if n := byMonth[m]; n > 0 {
			p.Months = append(p.Months, ChartBar{Word: m[:4] + " 年 " + trimZero(m[5:]) + " 月", Width: share(n, most), Cells: []string{strconv.Itoa(n), yuan(d.Cost(n))}})
		}
	}
}

func (p *SMSChart) loads(loads []models.NoticeLoad) {
	people, most := models.People(loads), 0
	if people == 0 {
		return
	}
	for _, l := range loads {
		most = max(most, l.People)
	}
	p.LoadOn = loads[0].Day
	p.Load = []ChartTile{{"一半的人不超过", strconv.Itoa(models.LoadAt(loads, 50)), "条"}, {"100 人里 95 人不超过", strconv.Itoa(models.LoadAt(loads, 95)), "条"}, {"最多的一位", strconv.Itoa(models.LoadAt(loads, 100)), "条"}}
	for _, l := range loads {
		p.Loads = append(p.Loads, ChartBar{Word: strconv.Itoa(l.Texts) + " 条", Width: share(l.People, most), Cells: []string{strconv.Itoa(l.People), share(l.People, people) + "%"}})
	}
}

// monthBefore is the first day of the month n months before the one of a day.
func monthBefore(day workday.Day, n int) workday.Day {
	t := day.Start()
	return workday.DayOf(t.AddDate(0, -n, 1-t.Day()))
}

func trimZero(month string) string {
	if month[0] == '0' {
		return month[1:]
	}
	return month
}

func share(part, whole int) string { return fmt.Sprintf("%.1f", float64(part)*100/float64(whole)) }

func yuan(v float64) string { return fmt.Sprintf("%.2f", v) }

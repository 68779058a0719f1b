package admin

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// SMSWays is how each way out for texts does, and what waits.
type SMSWays struct {
	site.Shell
	Alerts []models.Alert
	Ways   []Way
	Texts  []string // templates that are stopped, in words
	Lanes  []site.Row
	Lease  string
	On     bool
}

// Way is one way out.
type Way struct {
	Key, Name, Do string
	Tag           site.Tag
	Facts         []site.Row
}

// Template names the page.
func (*SMSWays) Template() string { return "admin/sms_ways" }

// ShowSMSWays is GET /a/sms/ways.
func (d *Desk) ShowSMSWays(c echo.Context) error {
	v, err := d.Registry.Vitals(site.Ctx(c), d.Site.Actor(c), d.Site.At(c))
	if err != nil {
		return err
	}
	p := &SMSWays{Shell: sheet("短信出口", "sms"), Alerts: d.Registry.AlertsOf(v, d.Site.At(c)), On: v.On, Lease: v.OldestLease.Chinese()}
	p.Back = site.Link{Href: "/a/sms", Word: "回短信"}
	for _, w := range v.Ways {
		way, err := d.way(w)
		if err != nil {
			return err
		}
		p.Ways = append(p.Ways, way)
	}
	for _, s := range v.Templates {
		p.Texts = append(p.Texts, kindName(s.Kind)+"在“"+d.Registry.CarrierName(s.Gateway)+"”从 "+s.Since.Chinese()+" 停着，"+s.Next.Chinese()+" 再试一条。")
	}
	for _, w := range v.Waiting {
		row := site.Row{Word: stateName(w.State) + "·" + models.CategoryNames[w.Category], Value: strconv.Itoa(w.N) + " 条", Num: true}
		if since, late := v.WaitSince[w.Category]; late && w.State == models.NoticeQueued {
			row.More = "最早的从 " + since.Chinese() + " 等起"
		}
		p.Lanes = append(p.Lanes, row)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) way(v models.WayVitals) (w Way, err error) {
	w = Way{Key: v.Name, Name: d.Registry.CarrierName(v.Name)}
	w.Tag, err = site.NewTag("ok", "能发")
	if s := v.Stopped; s != nil {
		word := "停着"
		if s.Trying {
			word = "在试一条"
		}
		if w.Tag, err = site.NewTag("badc", word); err != nil {
			return w, err
		}
		why, next := models.SplitReason(s.Why.Reason())
		w.Do = why + "。从 " + s.Since.Chinese() + " 停着，" + s.Next.Chinese() + " 再试一条。" + next
	}
	w.Facts = []site.Row{
		{Word: "最近收下", Value: orNone(v.LastOK.Chinese(), "三天里没有")},
		{Word: "最近没收", Value: orNone(v.LastBad.Chinese(), "三天里没有")},
		{Word: "一小时里", Value: strconv.Itoa(v.Calls()) + " 次，没成 " + strconv.Itoa(v.Bad()) + " 次", Num: true},
		{Word: "回执", Value: "送到 " + strconv.Itoa(v.Hour[models.CallDelivered]) + " 条，没送到 " + strconv.Itoa(v.Hour[models.CallUndelivered]) + " 条", Num: true},
		{Word: "快慢", Value: "五分钟里 " + strconv.Itoa(v.Five) + " 条", Num: true},
		{Word: "没弄清", Value: strconv.Itoa(v.Open.N) + " 条", More: "不知道发出没有", Num: true},
	}
	if v.LastBad != 0 {
		w.Facts[1].More, _ = models.SplitReason(v.BadKind.Reason())
	}
	if v.Open.N > 0 {
		w.Facts[5].More = "最早的是 " + v.Open.Since.Chinese() + " 的"
	}
	return w, err
}

func orNone(words, none string) string {
	if words == "" {
		return none
	}
	return words
}

package admin

import (
	"net/http"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// SMS says whether texts leave, and how many did lately; it shows no number and no text.
type SMS struct {
	site.Shell
	On      bool
	Missing []string
	Counts  []Count
	Alerts  []models.Alert
	Ask     bool // the code is asked again
	Tonight *Tonight
	Old     store.OldRoster
}

// Count is one state of notices with its number.
type Count struct {
	Word string
	N    int
}

// Template names the page.
func (*SMS) Template() string { return "admin/sending_switch" }

var states = [][2]string{
	{models.NoticeQueued, "等发"}, {models.NoticeHeld, "先不发"}, {models.NoticeSending, "正在发"}, {models.NoticeSent, "发出"},
	{models.NoticeDelivered, "送到"}, {models.NoticeFailed, "没发成"}, {models.NoticeExpired, "过时不发"}, {models.NoticeCancelled, "不用发了"},
}

// ShowSMS is GET /a/sms.
func (d *Desk) ShowSMS(c echo.Context) error {
	p, err := d.sms(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) sms(c echo.Context) (*SMS, error) {
	p := &SMS{Shell: sheet("短信", "sms"), Missing: d.missing(), Ask: !d.Site.Actor(c).Fresh}
	counts, err := d.Registry.NoticeCounts(site.Ctx(c), d.Site.Actor(c), chipDays, d.Site.At(c))
	if err != nil {
		return nil, err
	}
	for _, s := range states {
		if counts[s[0]] > 0 {
			p.Counts = append(p.Counts, Count{Word: s[1], N: counts[s[0]]})
		}
	}
	if p.Alerts, err = d.Registry.Alerts(site.Ctx(c), d.Site.Actor(c), d.Site.At(c)); err != nil {
		return nil, err
	}
	if p.Old, err = d.Read.TakenOver(site.Ctx(c), everything, d.Site.Moment(c).Day()); err != nil {
		return nil, err
	}
	if p.Tonight, err = d.tonight(c); err != nil {
		return nil, err
	}
	p.On, err = d.Registry.SendingOn(site.Ctx(c))
	return p, err
}

// TakeSMS is POST /a/sms with sending = on or off.
func (d *Desk) TakeSMS(c echo.Context) error {
	p, err := d.sms(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	on := f.Get("sending") == "on"
	if err == nil && !on && f.Get("sending") != "off" {
		err = models.FaultAt("sending", "请点“开始发”或“停发”")
	}
	if err == nil && on && len(p.Missing) > 0 {
		err = models.FaultAt("sending", "还不能开。先补上："+strings.Join(p.Missing, "、"))
	}
	if err == nil {
		err = d.Site.Again(c, d.Registry, &p.Ask, f)
	}
	if err != nil {
		return d.Site.RedrawWait(c, p, f, "totp", err)
	}
	if err := d.Registry.SwitchSending(site.Ctx(c), d.Site.Actor(c), on, d.Site.At(c)); err != nil {
		return err
	}
	if on {
		return d.Site.Redirect(c, "/a/sms", "开了。短信按时间发出。")
	}
	return d.Site.Redirect(c, "/a/sms", "停了。现在只发验证码。")
}

package officer

import (
	"fmt"
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// CampaignPage is one campaign: the preview, the approval, how far it is, and what became of it. It shows no person.
type CampaignPage struct {
	site.Shell
	Progress
	Tag       site.Tag
	Text      string
	Facts     []site.Row
	Ends      []string // of three real numbers
	Forecast  []site.Row
	Late      string // the step that was tapped came too late
	Waits     string
	Ask       bool
	MayAgree  bool
	Agreed    bool // by who looks at it
	Own       bool
	Submit    bool // the steps that can be taken
	WaitsForB bool
	Pause     bool
	Resume    bool
	Cancel    bool
	Steps     []site.Choice
}

// Template names the page.
func (*CampaignPage) Template() string { return "officer/campaign_show" }

// ShowCampaign is GET /o/campaigns/:ref.
func (d *Desk) ShowCampaign(c echo.Context) error {
	p, err := d.campaign(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// ShowCampaignProgress is GET /o/campaigns/:ref/progress, which the page asks for while texts leave; ?state is what it shows.
func (d *Desk) ShowCampaignProgress(c echo.Context) error {
	p, err := d.campaign(c)
	if err != nil {
		return err
	}
	return d.part(c, p, &p.Progress)
}

func (d *Desk) campaign(c echo.Context) (*CampaignPage, error) {
	who := d.Site.Actor(c)
	l, err := d.Registry.LookAtCampaign(site.Ctx(c), who, c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p := &CampaignPage{Shell: task("群发普法短信", toCampaigns), Text: l.Text, Ends: l.Ends, Ask: !who.Fresh,
		MayAgree: l.MayApprove, Own: l.MadeBy == who.UserID, Agreed: l.ApprovedBy != 0 && l.ApprovedBy == who.UserID, Progress: progressOf(l, "/o/campaigns/"+l.Ref)}
	if p.Tag, err = tagOf(l); err != nil {
		return nil, err
	}
	p.Facts = d.campaignFacts(l)
	p.Waits = waitsOf(l)
	if !p.Began {
		p.Forecast = forecastRows(l.Forecast)
	}
	p.Submit, p.Pause, p.Resume, p.Cancel = l.Can(models.StepSubmit) && p.Own, l.Can(models.StepPause), l.Can(models.StepResume), l.Can(models.StepCancel)
	p.WaitsForB = l.State == models.CampaignWaiting && !l.MayApprove
	return p, nil
}

// tagOf is the state in a word; what runs and sends nothing is not said to send.
func tagOf(l registry.CampaignLook) (site.Tag, error) {
	switch {
	case l.State == models.CampaignRunning && (l.Off || l.Waits != ""):
		return site.NewTag("warn", "排着，发不出去")
	case l.State == models.CampaignRunning && l.LeavesAt != 0:
		return site.NewTag("info", "排着，到时间发")
	}
	return site.NewTag(campaignTags[l.State], models.CampaignNames[l.State])
}

// few is the least number of a preview that is told by itself: drafts of several areas and reasons, set against each other,
// must not tell of one person what he chose.
const few = 10

// about is a number of a preview: below a thousand to the nearest ten.
func about(n int) string {
	if n >= 1000 {
		return thousands(n)
	}
	return "约 " + strconv.Itoa(roundTen(n))
}

func roundTen(n int) int { return (n + few/2) / few * few }

// forecastRows tell whom a campaign would reach; reasons of a few are told together.
func forecastRows(f models.Forecast) []site.Row {
	rows := []site.Row{{Word: "会收到", Value: about(f.Fit) + " 个号码", Num: true}}
	rest := 0
	for _, reason := range missedWords {
		if n := f.Missed[reason]; n < few {
			rest += n
		} else {
			rows = append(rows, site.Row{Word: shortReason(reason), Value: about(n) + " 个", Num: true})
		}
	}
	switch {
	case rest >= few:
		rows = append(rows, site.Row{Word: "别的原因收不到", Value: about(rest) + " 个", Num: true})
	case rest > 0:
		rows = append(rows, site.Row{Word: "别的原因收不到", Value: "不到 10 个"})
	}
	return rows
}

func (d *Desk) campaignFacts(l registry.CampaignLook) []site.Row {
	whom := l.Area.Name + "的" + wordOf(models.AudienceNames, l.Role)
	if l.UnitKind != "" {
		whom += "，" + wordOf(models.KindNames, l.UnitKind)
	}
	if l.Language != "" {
		whom += "，" + wordOf(models.AudienceLanguages, l.Language)
	}
	when := "批准以后就发，只在 9 点到 20 点之间"
	if l.StartsAt != 0 {
		when = l.StartsAt.Chinese() + "起"
	}
	parts, many := l.Parts(), thousands(l.Parts())
	if l.BeganAt == 0 && l.Forecast.Fit < 1000 {
		parts = roundTen(l.Forecast.Fit) * l.Segments
		many = "约 " + thousands(parts)
	}
	facts := []site.Row{{Word: "发给", Value: whom}, {Word: "什么时候", Value: when},
		{Word: "每条短信", Value: fmt.Sprintf("按 %d 条算钱", l.Segments)},
		{Word: "一共", Value: fmt.Sprintf("%s 条，约 %.2f 元", many, d.Cost(parts)), Num: true},
		{Word: "谁排的", Value: l.Maker, More: l.MadeAt.Chinese()}}
	if l.Approver != "" {
		facts = append(facts, site.Row{Word: "谁批的", Value: l.Approver, More: l.ApprovedAt.Chinese()})
	}
	return facts
}

// missedWords are the reasons of a preview, in their order.
var missedWords = []string{models.ReasonUnwilling, models.ReasonMonth, models.ReasonHeard, models.ReasonFull, models.ReasonNoNumber}

// shortReason is the cause alone: a list of numbers has no room for what to do about each.
func shortReason(reason string) string {
	for i, r := range reason {
		if r == '；' || r == '，' || r == '。' {
			return reason[:i]
		}
	}
	return reason
}

// TakeCampaignStep is POST /o/campaigns/:ref/STEP.
func (d *Desk) TakeCampaignStep(step string) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.campaign(c)
		if err != nil {
			return err
		}
		f, err := site.ReadForm(c)
		if err == nil && step == models.StepApprove && p.MayAgree {
			err = d.Site.Again(c, d.Registry, &p.Ask, f)
		}
		if err == nil {
			err = d.Registry.StepCampaign(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), step, d.Site.At(c))
		}
		if err != nil && step == models.StepApprove { // the first tap was faster, also at using up the code
			if now, e := d.campaign(c); e == nil && now.Agreed {
				return d.Site.Redirect(c, p.Address, "已经办好了，不用再点。")
			}
		}
		if models.IsKind(err, models.Conflict) {
			return d.overtaken(c, err)
		}
		if err != nil {
			return d.Site.RedrawWait(c, p, f, "totp", err)
		}
		return d.Site.Redirect(c, p.Address, stepWords[step])
	}
}

// overtaken shows the campaign as it is now to who tapped a step that it is past.
func (d *Desk) overtaken(c echo.Context, err error) error {
	p, pageErr := d.campaign(c)
	if pageErr != nil {
		return pageErr
	}
	p.Late = models.AsError(err).Message
	return d.Site.Render(c, http.StatusConflict, p)
}

// stepWords are what is said once after a step.
var stepWords = map[string]string{models.StepSubmit: "送去批了。请告诉另一位督导，在他的群发里看。", models.StepApprove: "批准了。", models.StepPause: "停住了。正在发的几十条收不回来，别的都不发。",
	models.StepResume: "接着发了。发过的不会再发。", models.StepCancel: "取消了。已经发出去的收不回来。"}

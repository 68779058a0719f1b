package officer

import (
	"fmt"
	"net/http"
	"slices"
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
	Own       bool
	Submit    bool // the steps that can be taken
	WaitsForB bool
	Pause     bool
	Resume    bool
	Cancel    bool
	Steps     []site.Choice
}

// Progress is how far a campaign or an alarm is; the page asks for it again while texts leave.
type Progress struct {
	Address string // of the page
	State   string
	Live    bool
	Began   bool
	Over    bool
	Done    int // sent and not
	All     int
	Percent int
	Lines   []site.Row
	Spared  []site.Row // who was not to get it
	Still   bool       // nothing leaves now
	Quarter int        // 0, 25, 50, 75, 100: so far it was said aloud
	Tell    bool       // it has got further than was said
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

// part answers with the progress alone; the whole page is asked for anew when the campaign has gone on to another state, or
// sends no more. ?said is how far a screen reader was told: it hears a quarter more, not every three seconds.
func (d *Desk) part(c echo.Context, p site.Page, far *Progress) error {
	if c.QueryParam("state") != far.State || !far.Live {
		c.Response().Header().Set("HX-Refresh", "true")
	}
	far.Tell = c.QueryParam("said") != strconv.Itoa(far.Quarter)
	return d.Site.Part(c, http.StatusOK, p, "progress_part")
}

func (d *Desk) campaign(c echo.Context) (*CampaignPage, error) {
	who := d.Site.Actor(c)
	l, err := d.Registry.LookAtCampaign(site.Ctx(c), who, c.Param("ref"), d.Site.At(c))
	if err != nil {
		return nil, err
	}
	p := &CampaignPage{Shell: task("群发普法短信", toCampaigns), Text: l.Text, Ends: l.Ends, Ask: !who.Fresh,
		MayAgree: l.MayApprove, Own: l.MadeBy == who.UserID, Progress: progressOf(l, "/o/campaigns/"+l.Ref)}
	if p.Tag, err = tagOf(l); err != nil {
		return nil, err
	}
	p.Facts = d.campaignFacts(l)
	p.Waits = waitsOf(l)
	if !p.Began {
		p.Forecast = append(p.Forecast, site.Row{Word: "会收到", Value: thousands(l.Forecast.Fit) + " 个号码", Num: true})
		for _, reason := range missedWords {
			if n := l.Forecast.Missed[reason]; n > 0 {
				p.Forecast = append(p.Forecast, site.Row{Word: shortReason(reason), Value: thousands(n) + " 个", Num: true})
			}
		}
	}
	p.Submit, p.Pause, p.Resume, p.Cancel = l.Can(models.StepSubmit), l.Can(models.StepPause), l.Can(models.StepResume), l.Can(models.StepCancel)
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

// waitsOf says why nothing leaves now, and what to do; "" where texts leave or it is over.
func waitsOf(l registry.CampaignLook) string {
	switch {
	case l.EndedAt != 0 || l.State == models.CampaignPaused:
		return ""
	case l.Off && l.Alarm():
		return "短信的总开关关着，没发的一条也发不出去。请马上打电话、上门、用喇叭通知，再请管理员打开。"
	case l.Off && l.BeganAt != 0:
		return "短信的总开关关着，没发的一条也发不出去。请管理员打开，打开以后接着发；排了 24 小时还没发的，就不再发了。"
	case l.Waits != "" && l.Alarm():
		return "短信现在发不出去：" + l.Waits + "。请马上打电话、上门、用喇叭通知，再找管理员。"
	case l.Waits != "":
		return "现在发不出去。" + l.Waits + "。"
	case l.BeganAt != 0 && l.LeavesAt != 0:
		return "现在不是发普法短信的时间。" + l.LeavesAt.Chinese() + "接着发。"
	}
	return ""
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
	facts := []site.Row{{Word: "发给", Value: whom}, {Word: "什么时候", Value: when},
		{Word: "每条短信", Value: fmt.Sprintf("按 %d 条算钱", l.Segments)},
		{Word: "一共", Value: fmt.Sprintf("%s 条，约 %.2f 元", thousands(l.Parts()), d.Cost(l.Parts())), Num: true},
		{Word: "谁排的", Value: l.Maker, More: l.MadeAt.Chinese()}}
	if l.Approver != "" {
		facts = append(facts, site.Row{Word: "谁批的", Value: l.Approver, More: l.ApprovedAt.Chinese()})
	}
	return facts
}

// progressOf counts what became of the texts: what left, what waits, and each reason why one did not arrive.
func progressOf(l registry.CampaignLook, address string) Progress {
	p := Progress{Address: address, State: l.State, Began: l.BeganAt != 0, All: l.People, Done: l.Sent + l.Lost}
	sum, still := 0, waitsOf(l) != ""
	line := func(word string, n int) {
		if n > 0 {
			p.Lines = append(p.Lines, site.Row{Word: word, Value: thousands(n) + " 个号码", Num: true})
		}
	}
	by := map[string]int{}
	for _, n := range l.Counts {
		by[n.State] += n.N
		sum += n.N
	}
	p.Over = l.EndedAt != 0 && by[models.NoticeSending] == 0 // what a carrier has is waited for, also where it was called off
	p.Still = still && !p.Over
	p.Live = !still && (l.State == models.CampaignRunning || l.EndedAt != 0 && !p.Over)
	line("送到了", by[models.NoticeDelivered])
	line("发出去了", by[models.NoticeSent])
	if l.EndedAt != 0 {
		line("已经交出去，还在等结果", by[models.NoticeSending])
	} else {
		line("正在发", by[models.NoticeSending])
	}
	line("等着发", by[models.NoticeQueued])
	line("停着", by[models.NoticeHeld])
	for _, n := range l.Counts {
		switch n.State {
		case models.NoticeFailed, models.NoticeExpired, models.NoticeCancelled:
			if slices.Contains(spared, n.Reason) {
				p.Spared = append(p.Spared, site.Row{Word: shortReason(n.Reason), Value: thousands(n.N) + " 个号码", Num: true})
			} else {
				line("没发到："+shortReason(n.Reason), n.N)
			}
		}
	}
	p.All = max(p.All, sum)
	if rest := p.All - sum; l.EndedAt != 0 {
		line("没发到：还没排到就取消了", rest)
	} else {
		line("还没排到", rest)
	}
	if p.All > 0 {
		p.Percent = p.Done * 100 / p.All
	}
	p.Quarter = p.Percent / 25 * 25
	return p
}

// spared are the reasons of texts that did not have to arrive: these numbers were left alone, nothing failed.
var spared = []string{models.ReasonUnwilling, models.ReasonMonth, models.ReasonHeard, models.ReasonFull}

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

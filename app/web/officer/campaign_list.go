package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Campaigns are the campaigns of a supervisor's areas (群发): all that are open, then those that are over, newest first.
type Campaigns struct {
	site.Shell
	Open, Past []CampaignLine
	Later      bool   // a further page, without the open ones
	Next       string // ref of the last one here, "" on the last page
	Leave      bool
}

// CampaignLine is one of them.
type CampaignLine struct {
	store.CampaignRow
	Tag         site.Tag
	Words, Whom string
}

// Template names the page.
func (*Campaigns) Template() string { return "officer/campaign_list" }

const campaignsShown = 50

// campaignTags are the colours of the states.
var campaignTags = map[string]string{models.CampaignDraft: "none", models.CampaignWaiting: "warn", models.CampaignApproved: "info", models.CampaignRunning: "info",
	models.CampaignPaused: "warn", models.CampaignDone: "ok", models.CampaignCancelled: "none"}

// ShowCampaigns is GET /o/campaigns; with ?after, the ref of a campaign, those over that stand below it.
func (d *Desk) ShowCampaigns(c echo.Context) error {
	ctx, scope, after := site.Ctx(c), d.scope(c, policy.CampaignMake), c.QueryParam("after")
	p := &Campaigns{Shell: sheet("群发普法短信", "campaigns"), Leave: !d.may(c, policy.QueueView), Later: after != ""}
	below := int64(0)
	var open []store.CampaignRow
	if p.Later {
		last, err := d.Read.CampaignByRef(ctx, after)
		if err != nil {
			return err
		}
		below = last.ID
	} else {
		var err error
		if open, err = d.Read.ListOpenCampaigns(ctx, scope); err != nil {
			return err
		}
	}
	past, err := d.Read.ListPastCampaigns(ctx, scope, below, campaignsShown+1)
	if err != nil {
		return err
	}
	if len(past) > campaignsShown {
		past = past[:campaignsShown]
		p.Next = past[len(past)-1].Ref
	}
	if p.Open, err = d.campaignLines(c, open); err != nil {
		return err
	}
	if p.Past, err = d.campaignLines(c, past); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) campaignLines(c echo.Context, rows []store.CampaignRow) ([]CampaignLine, error) {
	texts, err := d.Registry.TextsNow(site.Ctx(c))
	if err != nil {
		return nil, err
	}
	lines := make([]CampaignLine, 0, len(rows))
	for _, row := range rows {
		line := CampaignLine{CampaignRow: row, Words: firstWords(texts.ByID[row.Kind].Text), Whom: wordOf(models.AudienceNames, row.Role)}
		if line.Tag, err = site.NewTag(campaignTags[row.State], models.CampaignNames[row.State]); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// firstWords name a text by how it begins.
func firstWords(text string) string {
	const most = 18
	if words := []rune(text); len(words) > most {
		return string(words[:most]) + "…"
	}
	return text
}

func wordOf(words [][2]string, key string) string {
	for _, w := range words {
		if w[0] == key {
			return w[1]
		}
	}
	return ""
}

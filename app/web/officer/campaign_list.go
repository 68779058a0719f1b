package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Campaigns are the campaigns of a supervisor's areas (群发), newest first.
type Campaigns struct {
	site.Shell
	List  []CampaignLine
	Leave bool
}

// CampaignLine is one of them.
type CampaignLine struct {
	store.CampaignRow
	Tag         site.Tag
	Words, Whom string
}

// Template names the page.
func (*Campaigns) Template() string { return "officer/campaign_list" }

const campaignsShown = 100

// campaignTags are the colours of the states.
var campaignTags = map[string]string{models.CampaignDraft: "none", models.CampaignWaiting: "warn", models.CampaignApproved: "info", models.CampaignRunning: "info",
	models.CampaignPaused: "warn", models.CampaignDone: "ok", models.CampaignCancelled: "none"}

// ShowCampaigns is GET /o/campaigns.
func (d *Desk) ShowCampaigns(c echo.Context) error {
	rows, err := d.Read.ListCampaigns(site.Ctx(c), d.scope(c, policy.CampaignMake), false, campaignsShown)
	if err != nil {
		return err
	}
	texts, err := d.Registry.TextsNow(site.Ctx(c))
	if err != nil {
		return err
	}
	p := &Campaigns{Shell: sheet("群发普法短信", "campaigns"), Leave: !d.may(c, policy.QueueView)}
	for _, row := range rows {
		line := CampaignLine{CampaignRow: row, Words: firstWords(texts.ByID[row.Kind].Text), Whom: wordOf(models.AudienceNames, row.Role)}
		if line.Tag, err = site.NewTag(campaignTags[row.State], models.CampaignNames[row.State]); err != nil {
			return err
		}
		p.List = append(p.List, line)
	}
	return d.Site.Render(c, http.StatusOK, p)
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

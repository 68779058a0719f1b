package officer

import (
	"net/http"
	"time"

	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Missed are the campaigns and emergencies whose texts did not reach everybody in one's areas.
type Missed struct {
	site.Shell
	List []MissedLine
}

// MissedLine is one of them.
type MissedLine struct {
	store.MissedCampaign
	Words string
}

// Template names the page.
func (*Missed) Template() string { return "officer/campaign_missed" }

// missedFor is how long somebody is still called on.
const missedFor = 30 * 24 * time.Hour

// ShowMissed is GET /o/missed.
func (d *Desk) ShowMissed(c echo.Context) error {
	rows, err := d.Read.ListMissedCampaigns(site.Ctx(c), d.scope(c, policy.CampaignMiss), d.Site.Moment(c).Add(-missedFor))
	if err != nil {
		return err
	}
	texts, err := d.Registry.TextsNow(site.Ctx(c))
	if err != nil {
		return err
	}
	p := &Missed{Shell: sheet("短信没发到的", "visits")}
	for _, row := range rows {
		p.List = append(p.List, MissedLine{row, firstWords(texts.ByID[row.Kind].Text)})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// MissedRooms are the rooms to call at because a text did not arrive; nobody is named.
type MissedRooms struct {
	site.Shell
	Text  string
	Began workday.Moment
	All   int // more than are listed
	List  []MissedRoom
}

// MissedRoom is one of them.
type MissedRoom struct {
	store.MissedRow
	Why string
}

// Template names the page.
func (*MissedRooms) Template() string { return "officer/campaign_missed_rooms" }

// ShowMissedRooms is GET /o/missed/:ref.
func (d *Desk) ShowMissedRooms(c echo.Context) error {
	campaign, rows, err := d.Registry.MissedBy(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), d.Site.At(c))
	if err != nil {
		return err
	}
	texts, err := d.Registry.TextsNow(site.Ctx(c))
	if err != nil {
		return err
	}
	words, _ := texts.Said(campaign.Kind, campaign.WordingMark, nil)
	p := &MissedRooms{Shell: task("短信没发到的", site.Link{Href: "/o/missed", Word: "回没发到的"}), Text: words, Began: campaign.BeganAt, All: len(rows)}
	if len(rows) >= registry.MostMissed {
		all, err := d.Read.CountMissed(site.Ctx(c), d.scope(c, policy.CampaignMiss), campaign.ID)
		if err != nil {
			return err
		}
		p.All = int(all)
	}
	for _, row := range rows {
		p.List = append(p.List, MissedRoom{row, shortReason(row.Reason)})
	}
	return d.Site.Render(c, http.StatusOK, p)
}

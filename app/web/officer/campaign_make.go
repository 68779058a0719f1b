package officer

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// CampaignForm asks what is said, to whom and when.
type CampaignForm struct {
	site.Shell
	Kinds, Areas, Roles, Homes, Languages, Hours []site.Choice
	Area                                         string // chosen before: the only one
}

// Template names the page.
func (*CampaignForm) Template() string { return "officer/campaign_make" }

var toCampaigns = site.Link{Href: "/o/campaigns", Word: "回群发"}

// ShowCampaignForm is GET /o/campaigns/new.
func (d *Desk) ShowCampaignForm(c echo.Context) error {
	p, err := d.campaignForm(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) campaignForm(c echo.Context) (*CampaignForm, error) {
	texts, err := d.Registry.TextsNow(site.Ctx(c))
	if err != nil {
		return nil, err
	}
	p := &CampaignForm{Shell: task("排一次群发", toCampaigns), Roles: site.ChoicesOf(models.AudienceNames)}
	for _, kind := range texts.LessonKinds() {
		p.Kinds = append(p.Kinds, site.Choice{Value: kind, Label: kind + " " + firstWords(texts.ByID[kind].Text)})
	}
	anything := site.Choice{Value: "", Label: "不限"}
	p.Homes = append([]site.Choice{anything}, site.ChoicesOf(models.KindNames)...)
	p.Languages = append([]site.Choice{anything}, site.ChoicesOf(models.AudienceLanguages)...)
	limits := d.Registry.Limits()
	for hour := (limits.EducationFrom + 59) / 60; hour*60 < limits.EducationTo; hour++ {
		p.Hours = append(p.Hours, site.Choice{Value: strconv.Itoa(hour), Label: fmt.Sprintf("%d 点", hour)})
	}
	areas, err := d.areaChoices(c, policy.CampaignMake)
	p.Areas = areas
	if len(areas) == 1 {
		p.Area = areas[0].Value
	}
	return p, err
}

// mostAreas is how many areas one box can list; of more the small ones are left out, and the large ones lead on.
const mostAreas = 200

// areaChoices are the areas in which the visitor may do this, each below the one it lies in.
func (d *Desk) areaChoices(c echo.Context, act policy.Action) ([]site.Choice, error) {
	who := d.Site.Actor(c)
	who.Fresh, who.Shift = true, false // what he may once he gives the code
	areas, err := d.Read.ListAreas(site.Ctx(c), policy.ScopeOf(who, act, d.Site.Moment(c)), "")
	if err != nil {
		return nil, err
	}
	for _, level := range []string{models.LevelGrid, models.LevelCommunity, models.LevelSubdistrict} {
		if len(areas) > mostAreas {
			areas = slices.DeleteFunc(areas, func(a models.Area) bool { return a.Level == level })
		}
	}
	slices.SortFunc(areas, func(a, b models.Area) int { return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.ID, b.ID)) })
	var choices []site.Choice
	var line []models.Area // above the one at hand
	for _, a := range areas {
		for len(line) > 0 && !strings.HasPrefix(a.Path, line[len(line)-1].Path) {
			line = line[:len(line)-1]
		}
		choices = append(choices, site.Choice{Value: a.Code, Label: strings.Repeat("　", len(line)) + a.Name})
		line = append(line, a)
	}
	return choices, nil
}

// TakeCampaignForm is POST /o/campaigns/new: kind, area, role, unit_kind, language, day, hour.
func (d *Desk) TakeCampaignForm(c echo.Context) error {
	p, err := d.campaignForm(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	ref := ""
	if err == nil {
		ref, err = d.Registry.MakeCampaign(site.Ctx(c), d.Site.Actor(c), registry.CampaignForm{Kind: f.Get("kind"), AreaCode: f.Get("area"), Role: f.Get("role"),
			UnitKind: f.Get("unit_kind"), Language: f.Get("language"), Day: f.Get("day"), Hour: f.Get("hour")}, f.Once(), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/campaigns/"+ref, "")
}

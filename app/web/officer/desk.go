// Package officer holds the pages of grid workers and community officers.
package officer

import (
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Desk serves these pages.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader
	Cost     func(segments int) float64 // yuan
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page {
	return []site.Page{
		&StaffLogin{}, &StaffTOTP{}, &Queue{}, &Item{}, &Visit{}, &VisitSlips{}, &VisitWeek{}, &Photos{}, &Samples{}, &Remind{}, &SampleCheck{}, &SamplePass{}, &Door{}, &Home{}, &Homes{}, &Search{}, &Reveal{}, &Reports{}, &Answer{}, &Visits{}, &Drive{}, &UnitPlate{}, &Assign{}, &Stats{}, &StatsMonth{}, &Handover{}, &Batch{},
		&DeskFront{}, &DeskHome{}, &DeskSlip{}, &DeskCheck{}, &DeskErrand{}, &DeskChange{}, &DeskCode{}, &DeskRoster{}, &DeskSlips{},
		&Campaigns{}, &CampaignForm{}, &CampaignPage{}, &Missed{}, &MissedRooms{}, &Alarm{}, &AlarmPage{}, &Heads{},
		&Return{}, &Past{}, &WorkPage{}, &AuditPage{},
		&PlateBatch{}, &Plates{}, &Export{}, &Compare{}, &Correct{}, &CorrectCheck{}, &MergePage{}, &SplitPage{}, &Looks{}, &LookPage{},
	}
}

// scope is the part of the register in which the visitor may do this.
func (d *Desk) scope(c echo.Context, act policy.Action) policy.Scope {
	return policy.ScopeOf(d.Site.Actor(c), act, d.Site.Moment(c))
}

// may says whether a button is worth drawing; the verb behind it asks again.
func (d *Desk) may(c echo.Context, act policy.Action) bool {
	return policy.MayEnter(d.Site.Actor(c), act, d.Site.Moment(c)) == nil
}

var toQueue = site.Link{Href: "/o/queue", Word: "回待办"}

// sheet is the shell of a page with tabs, task that of a page without.
func sheet(title, tab string) site.Shell {
	return site.Shell{Title: title, Audience: site.Officer, Tab: tab, Wide: true}
}

func task(title string, back site.Link) site.Shell {
	return site.Shell{Title: title, Audience: site.Officer, Wide: true, Back: back}
}

// ShowFront is GET /o: it leads to the first page that is open to the visitor, whose front nobody else has to know. Whose
// duty has ended comes here too, or he would be refused at each page and never hear why.
func (d *Desk) ShowFront(c echo.Context) error {
	switch who := d.Site.Actor(c); {
	case !who.SignedIn():
		return models.Refuse(models.Unsigned, "请先登录")
	case !who.Staff:
		return models.Refuse(models.Forbidden, "")
	}
	return d.land(c, "")
}

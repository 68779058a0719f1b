// Package admin holds the pages of the administrator; none of them shows a person who lives somewhere.
package admin

import (
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
)

// Desk serves these pages.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader
	// Missing names what must be filled in before texts may leave; empty or no function means nothing.
	Missing func() []string
	// Rehearse finds out what the coming night would do and keeps it; it may come back before it is done.
	Rehearse func(who policy.Actor, at time.Time)
	Cost     func(segments int) float64 // yuan
	Carriers []models.Carrier
	// BasisOf says on what a text rests and when that was last checked, "" when it was not.
	BasisOf func(models.SMSTemplate) (words, checked string, err error)
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page {
	return []site.Page{&Front{}, &Users{}, &Added{}, &Change{}, &Grids{}, &AreaShow{}, &AreaGo{}, &AreaCut{}, &Rules{}, &RuleChange{}, &Holidays{}, &SMS{}, &SMSLog{}, &SMSLife{}, &SMSChart{}, &SMSWays{}, &Texts{}, &TextFile{}, &TextEdit{}, &Topics{}}
}

// everything is the scope of counts that hold no person: accounts, areas, numbers of texts. Routes let admins alone in.
var everything = policy.Scope{All: true}

func sheet(title, tab string) site.Shell {
	return site.Shell{Title: title, Audience: site.Admin, Tab: tab, Wide: true}
}

// task is a form below a tab: instead of the bar it has a way back.
func task(title string, back site.Link) site.Shell {
	return site.Shell{Title: title, Audience: site.Admin, Wide: true, Back: back}
}

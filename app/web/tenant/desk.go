// Package tenant holds the pages behind a door plate and the record of the person who lives there.
package tenant

import (
	"anju/app/web/site"
	"anju/models/registry"
	"anju/models/store"
)

// Desk serves these pages.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader

	doors doorCache
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page {
	return []site.Page{&Door{}, &DoorUnknown{}, &DoorOld{}, &DoorClosed{}, &StayDeclare{}, &StayDeclareCheck{}, &StayDeclareDone{}, &DoorCode{}, &DoorPhone{},
		&StayConfirm{}, &StayLeft{}, &StayAway{}, &RequestReport{}, &RequestLegalAid{}, &RequestDone{},
		&Me{}, &MeAccess{}, &MeCorrect{}, &MeDownload{}, &MeReceipt{}, &MeRequest{}, &StayDispute{}, &NotMine{}}
}

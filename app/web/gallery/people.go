package gallery

import (
	"fmt"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
)

// The roles of those who look at a page.
const (
	Stranger  = "stranger"
	Landlord  = "landlord"
	Newcomer  = "newcomer" // signed in, with no home and no stay
	Claimant  = "claimant" // a landlord of the station's list who signs in for the first time
	Tenant    = "tenant"
	Arrival   = "arrival"   // a tenant who has not shown his document on this device
	Neighbour = "neighbour" // another landlord: texts reach one of his tenants no more
	Unreached = "unreached" // that tenant
	Officer   = "officer"
	Worker    = "worker" // a grid worker on a visit shift
	Idle      = "idle"   // an officer of a community where nothing happens
	Admin     = "admin"
	Overseer  = "overseer" // sees numbers of the whole city, and nobody
	Second    = "second"   // another one, who approves
	Partner   = "partner"  // another administrator, who approves
)

const staffPassword = "lantern-river-48"

// account is a staff member who can sign in.
type account struct {
	login, secret string
	who           policy.Actor
}

// people are those whom the samples know by name.
type people struct {
	owner, neighbour policy.Actor
	phones, ends     map[string]string // by role
	staff            map[string]account
	unit, second     models.Unit // of the landlord: accepted, and waiting
	next             models.Unit // of the neighbour
	unclaimed        models.Unit // of the claimant
	barred           string      // an item of a sample whose officer goes there later
	barredHome       string
	community        string // ref, of those homes
	grid             string // ref, of the first and the neighbour's
	beside           string // ref of another grid of the community
	old              string // token of a plate that was replaced
	stays            map[string]string
	flags            map[string]string
	request          string   // answered, of the tenant
	report           string   // open, to the grid
	sample           string   // of a home that the officer checks
	text             string   // ref of one that did not arrive
	slips            []string // printed for the desk of those homes
	code             string   // 代办口令 of the landlord
	handed           []handed // batches for the police's own platform
}

// form is the n-th invented person; everybody's area code is 3399, which belongs to nobody.
func form(n int, room, name, born string) registry.StayForm {
	doc := ""
	for salt := 0; doc == "" || doc[17] == 'X'; salt++ {
		doc = idcard.WithCheckDigit(fmt.Sprintf("339901%s%03d", born, (n*10+salt)%1000))
	}
	return registry.StayForm{Room: room, Name: name, DocType: "111", DocNo: doc, Phone: fmt.Sprintf("1990003%04d", n), MovedIn: "today", Term: "long"}
}

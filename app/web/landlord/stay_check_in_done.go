package landlord

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// CheckInDone is the receipt.
type CheckInDone struct {
	site.Shell
	Ref, Room string
	Names     string
	Receipts  []Receipt
	Texted    bool
	Proof     bool
	Checking  bool // an officer looks anew at a home that was accepted
	Foreign   bool
	Address   string
	MovedIn   workday.Day
	Add       string
}

// Receipt is one line of it.
type Receipt struct {
	Name, Room, No string
	Facts          []site.Row // what was entered here, and what the police say
}

// Template names the page.
func (*CheckInDone) Template() string { return "landlord/stay_check_in_done" }

// Steps shows where the page stands.
func (*CheckInDone) Steps() []site.Choice { return steps(3) }

// ShowCheckInDone is GET /h/u/:ref/checkin/done?s=…. Those who were entered together stand on one receipt.
func (d *Desk) ShowCheckInDone(c echo.Context) error {
	h, err := d.policed(c, policy.StayCheckIn)
	if err != nil {
		return err
	}
	var mine entry
	for _, e := range h.entries {
		if e.Stay.Ref == c.QueryParam("s") && !e.Stay.ReportedAt.IsZero() {
			mine = e
		}
	}
	if mine.Stay.ID == 0 {
		return models.ErrNotFound
	}
	p := &CheckInDone{Shell: task("登记好了", backHome), Ref: h.unit.Ref, Address: h.unit.Address, Proof: h.unit.HasProof(), Checking: h.unit.Reviewed(),
		Room: mine.Room.No, MovedIn: mine.Stay.MovedInOn}
	p.Add = checkInAt(h.unit.Ref, mine.Room.No) + "&on=" + mine.Stay.MovedInOn.String()
	for _, e := range h.entries {
		if e.Stay.ReportedAt != mine.Stay.ReportedAt {
			continue
		}
		if p.Names != "" {
			p.Names += "、"
		}
		p.Names += e.Tenant.Name
		p.Receipts = append(p.Receipts, Receipt{Name: e.Tenant.Name, Room: e.Room.No, No: e.Stay.ReceiptNo,
			Facts: site.TwoFacts(e.Stay, h.police[e.Stay.ID], h.at)})
		p.Foreign = p.Foreign || e.Stay.Foreign
		texted, err := d.Read.NoticeQueued(site.Ctx(c), models.KindEntered, "stay:"+strconv.FormatInt(e.Stay.ID, 10), "check_in")
		if err != nil {
			return err
		}
		p.Texted = p.Texted || texted
	}
	return d.Site.Render(c, http.StatusOK, p)
}

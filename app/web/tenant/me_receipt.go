package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// MeReceipt is the receipt on paper. A home that staff have not accepted gives no proof, and the paper says so.
type MeReceipt struct {
	site.Shell
	Address, Name, Receipt string
	Post                   Call
	Rows                   []site.Row
	Proof, Checking        bool // Checking: an officer looks at the home anew
	At                     workday.Moment
}

// Template names the page.
func (*MeReceipt) Template() string { return "print/stay_receipt" }

// PrintMeReceipt is GET /me/stays/{ref}/receipt.
func (d *Desk) PrintMeReceipt(c echo.Context) error {
	e, unit, handled, err := d.ownStay(c, c.Param("ref"))
	if handled {
		return err
	}
	at := d.Site.Moment(c)
	if !e.Stay.Reported(at) {
		return models.Refuse(models.Conflict, "户主还没确认，确认后才有回执")
	}
	line, err := d.Read.Above(site.Ctx(c), unit)
	if err != nil {
		return err
	}
	p := &MeReceipt{Shell: onMe("登记回执"), Address: unit.OfficialAddress(), Name: e.Tenant.Name, Receipt: e.Stay.ReceiptNo, Proof: unit.HasProof(), Checking: unit.DoorAnswers() && !unit.HasProof(), At: at}
	for i := len(line) - 1; i >= 0; i-- {
		if a := line[i]; a.PostPhone != "" {
			p.Post = Call{Name: a.PostName, Phone: a.PostPhone}
			break
		}
	}
	p.Rows = []site.Row{
		{Word: "姓名", Value: e.Tenant.Name}, {Word: "证件号", Value: site.Masked(e.Tenant.DocNo), Num: true},
		{Word: "住在", Value: unit.OfficialAddress() + " " + e.Room.No + " 房"}, {Word: "住进来", Value: e.Stay.MovedInOn.String()}}
	police, err := d.Registry.Standings(site.Ctx(c), []store.Entry{e})
	if err != nil {
		return err
	}
	for _, fact := range site.TwoFacts(e.Stay, police[e.Stay.ID], at) {
		fact.More = "" // paper says what is, not what is under way
		p.Rows = append(p.Rows, fact)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

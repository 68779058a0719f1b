package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// Proof says what a 尽责凭证 is, and makes one.
type Proof struct {
	site.Shell
	Ref, Address string
	Ready        bool
	Checking     bool // it was accepted, and an officer looks at it anew
}

// Template names the page.
func (*Proof) Template() string { return "landlord/proof" }

func (d *Desk) newProof(c echo.Context) (*Proof, error) {
	u, err := d.unit(c, policy.ProofMake)
	if err != nil {
		return nil, err
	}
	return &Proof{Shell: task("尽责凭证", site.Link{Href: at(u.Ref), Word: "返回这处房子"}), Ref: u.Ref, Address: u.Address, Ready: u.HasProof(), Checking: u.DoorAnswers()}, nil
}

// ShowProof is GET /h/u/:ref/proof.
func (d *Desk) ShowProof(c echo.Context) error {
	p, err := d.newProof(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeProof is POST to the same address.
func (d *Desk) TakeProof(c echo.Context) error {
	p, err := d.newProof(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	code := ""
	if err == nil {
		code, err = d.Registry.MakeProof(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Once(), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(p.Ref, "proof.print")+"?code="+code, "")
}

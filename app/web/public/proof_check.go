package public

import (
	"net/http"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"

	"github.com/labstack/echo/v4"
)

const proofField = "proof_code"

// ProofCheck lets anybody ask whether a 尽责凭证 is genuine; the answer is yes or no.
type ProofCheck struct {
	site.Shell
	Asked, Valid bool
}

// Template names the page.
func (*ProofCheck) Template() string { return "common/proof_check" }

func newProofCheck() *ProofCheck {
	return &ProofCheck{Shell: site.Shell{Title: "核对凭证", Back: back}}
}

// ShowProofCheck is GET /proof.
func (d *Desk) ShowProofCheck(c echo.Context) error {
	return d.Site.Render(c, http.StatusOK, newProofCheck())
}

// TakeProofCheck is POST /proof. Wrong codes are counted as wrong 房屋编号 are.
func (d *Desk) TakeProofCheck(c echo.Context) error {
	p := newProofCheck()
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	if err := d.Site.Full(codeField, d.Site.LimitKey(c)); err != nil {
		return d.tired(err)
	}
	code := strings.ReplaceAll(idcard.Normalise(f.Get(proofField)), "-", "")
	if len(code) != 12 {
		return d.Site.Redraw(c, p, f, models.FaultAt(proofField, "核对码是 12 位数字，在凭证最上面，请照着再输一遍"))
	}
	valid, err := d.Registry.IsProof(site.Ctx(c), code)
	if err != nil {
		return err
	}
	if !valid {
		if err := d.Site.Take(codeField, d.Site.LimitKey(c)); err != nil {
			return d.tired(err)
		}
	}
	p.Asked, p.Valid = true, valid
	return d.Site.Render(c, http.StatusOK, p)
}

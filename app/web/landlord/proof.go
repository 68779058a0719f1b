package landlord

import (
	"cmp"
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Proof says what a 尽责凭证 is, and makes one.
type Proof struct {
	site.Shell
	Ref, Address string
	Ready        bool
}

// Template names the page.
func (*Proof) Template() string { return "landlord/proof" }

// ProofPrint is the sheet on paper.
type ProofPrint struct {
	site.Shell
	Address, Place, ShortCode, Code, By string
	MadeAt                              workday.Moment
	Host                                string
	Reports                             []ProofLine
	Texts                               []Message
	Confirmed                           []ProofWord
}

// ProofLine is one report on it.
type ProofLine struct {
	Room, Name    string
	MovedIn, Last workday.Day
	At            workday.Moment
	InTime        bool
}

// ProofWord is one confirmation on it.
type ProofWord struct {
	At  workday.Moment
	How string
}

// Template names the page.
func (*ProofPrint) Template() string { return "print/proof" }

// proofDays is how far a sheet looks back.
const proofDays = 365

func (d *Desk) newProof(c echo.Context) (*Proof, error) {
	u, err := d.unit(c, policy.ProofMake)
	if err != nil {
		return nil, err
	}
	return &Proof{Shell: task("尽责凭证", site.Link{Href: at(u.Ref), Word: "返回这处房子"}), Ref: u.Ref, Address: u.Address, Ready: u.HasProof()}, nil
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
		code, err = d.Registry.MakeProof(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Get("_once"), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(p.Ref, "proof.print")+"?code="+code, "")
}

// PrintProof is GET /h/u/:ref/proof.print?code=: what was known when the sheet was made.
func (d *Desk) PrintProof(c echo.Context) error {
	h, err := d.house(c, policy.ProofMake)
	if err != nil {
		return err
	}
	proof, err := d.Read.Proof(site.Ctx(c), c.QueryParam("code"))
	if err != nil || proof.UnitID != h.unit.ID {
		return models.ErrNotFound
	}
	line, err := d.Read.AreaLine(site.Ctx(c), h.unit.AreaID)
	if err != nil {
		return err
	}
	p := &ProofPrint{Shell: task("尽责凭证", site.Link{Href: at(h.unit.Ref, "proof"), Word: "返回"}), Address: h.unit.Address, Place: placeWords(line),
		ShortCode: h.unit.ShortCode, Code: proof.Code, By: d.Site.Actor(c).Name, MadeAt: proof.MadeAt, Host: d.Site.BaseURL + "/proof"}
	since := proof.MadeAt.Day() - proofDays
	for _, e := range h.entries {
		s := e.Stay
		if s.State == models.StayVoid || !s.Reported(proof.MadeAt) || s.ReportedAt.Day() < since {
			continue
		}
		r := models.ReportOf(s, h.limits)
		p.Reports = append(p.Reports, ProofLine{Room: e.Room.No, Name: e.Tenant.Name, MovedIn: s.MovedInOn, Last: r.Last, At: s.ReportedAt, InTime: r.InTime})
	}
	slices.SortStableFunc(p.Reports, func(a, b ProofLine) int { return cmp.Compare(a.MovedIn, b.MovedIn) })
	if p.Texts, err = d.proofTexts(c, h.unit.ID, proof.MadeAt, since); err != nil {
		return err
	}
	p.Confirmed, err = d.proofWords(c, h.unit.ID, proof.MadeAt, since)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// proofTexts are the reminders of this home that reached the landlord's phone.
func (d *Desk) proofTexts(c echo.Context, unitID int64, until workday.Moment, since workday.Day) ([]Message, error) {
	scope := policy.Scope{Phone: d.scope(c, policy.StaySelf).Phone}
	notices, err := d.Read.ListNotices(site.Ctx(c), scope, store.Outbox{Unit: unitID, N: mostMessages})
	if err != nil {
		return nil, err
	}
	var all []Message
	for _, n := range notices {
		text, ok := d.Registry.Texts.Render(n.Kind, n.Params)
		if ok && n.Category == models.CategoryReminder && !n.SentAt.IsZero() && n.SentAt <= until && n.SentAt.Day() >= since {
			all = append(all, Message{At: n.SentAt, Text: text})
		}
	}
	return all, nil
}

// proofWords are the confirmations of this home's roster, from the log.
func (d *Desk) proofWords(c echo.Context, unitID int64, until workday.Moment, since workday.Day) ([]ProofWord, error) {
	log, err := d.Read.ListAudit(site.Ctx(c), d.scope(c, policy.RosterConfirm), unitID, mostConfirmed)
	if err != nil {
		return nil, err
	}
	var all []ProofWord
	for _, e := range log {
		if e.Action != string(policy.RosterConfirm) || e.At > until || e.At.Day() < since {
			continue
		}
		how := models.HowNames[models.HowEach]
		if e.StayID == 0 {
			how = models.HowNames[models.HowAll]
		}
		all = append(all, ProofWord{At: e.At, How: how})
	}
	return all, nil
}

// mostConfirmed is how far the log of one home is read for its confirmations.
const mostConfirmed = 2000

package landlord

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// ProofPrint is the sheet on paper. It says the same whoever opens it: what counts is who took it, and when.
type ProofPrint struct {
	site.Shell
	Address, Place, ShortCode, Code string
	Owner                           string // the landlord for whom it was taken
	By                              string // who took it in his name; "" for himself
	MadeAt                          workday.Moment
	Host                            string
	Reports                         []ProofLine
	Texts                           []Message
	Confirmed                       []ProofWord
}

// ProofLine is one report on it.
type ProofLine struct {
	Room, Name    string
	MovedIn, Last workday.Day
	At            workday.Moment
	By            string // who reported it, where it was not the landlord
	InTime        bool   // of the landlord's own reports
}

// ProofWord is one confirmation on it.
type ProofWord struct {
	At  workday.Moment
	How string
}

// Template names the page.
func (*ProofPrint) Template() string { return "print/proof" }

const (
	proofDays  = 365 // how far a sheet looks back
	proofTexts = 400 // a number gets one reminder a day (RULES 45)
)

// proofSheet is one sheet with what is needed to fill it in.
type proofSheet struct {
	*house
	owner int64   // account of the landlord when it was taken
	by    int64   // account that took it
	own   []int64 // his own accounts: the one that owns the home, and those of his other phones
	first workday.Moment
	made  workday.Moment
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
	s := proofSheet{house: h, made: proof.MadeAt, first: workday.At((proof.MadeAt.Day() - proofDays).Start())}
	taken, err := d.logged(c, s, proof.MadeAt, policy.ProofMake)
	if err != nil {
		return err
	}
	if len(taken) == 0 {
		return models.ErrNotFound
	}
	s.by = taken[0].UserID
	s.owner = cmp.Or(taken[0].OnBehalf, s.by)
	managers, err := d.Read.Managers(site.Ctx(c), h.unit.ID, proof.MadeAt)
	if err != nil {
		return err
	}
	s.own = []int64{s.owner}
	for _, m := range managers {
		if m.Kind == models.ManagerSelf {
			s.own = append(s.own, m.UserID)
		}
	}
	p := &ProofPrint{Shell: task("尽责凭证", site.Link{Href: at(h.unit.Ref, "proof"), Word: "返回"}), Address: h.unit.Address, Place: placeWords(line),
		ShortCode: h.unit.ShortCode, Code: proof.Code, MadeAt: proof.MadeAt, Host: d.Site.BaseURL + "/proof"}
	for _, fill := range []func(echo.Context, proofSheet, *ProofPrint) error{d.proofNames, d.proofReports, d.proofTexts, d.proofWords} {
		if err := fill(c, s, p); err != nil {
			return err
		}
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// logged is what was done in the home from a moment until the sheet was taken.
func (d *Desk) logged(c echo.Context, s proofSheet, first workday.Moment, acts ...policy.Action) ([]models.AuditEntry, error) {
	return d.Read.ListErrands(site.Ctx(c), d.scope(c, policy.ProofMake), s.unit.ID, first, s.made, acts...)
}

// proofNames name the landlord, and who took the sheet for him.
func (d *Desk) proofNames(c echo.Context, s proofSheet, p *ProofPrint) error {
	owner, err := d.Read.User(site.Ctx(c), s.owner)
	if err != nil {
		return err
	}
	if p.Owner = calledSo(owner); slices.Contains(s.own, s.by) {
		return nil
	}
	by, err := d.Read.User(site.Ctx(c), s.by)
	p.By = calledSo(by)
	return err
}

// calledSo is a person by name, or by the end of the phone where there is none.
func calledSo(u models.User) string {
	if u.Name != "" {
		return u.Name
	}
	return "手机尾号 " + phone.Last4(u.Phone)
}

// proofReports are the people reported in that time, each with who reported him.
func (d *Desk) proofReports(c echo.Context, s proofSheet, p *ProofPrint) error {
	log, err := d.logged(c, s, s.first, policy.StayCheckIn, policy.StayAccept, policy.RosterConfirm, policy.DeskServe, policy.FlagClose)
	if err != nil {
		return err
	}
	for _, e := range s.entries {
		if e.Stay.State == models.StayVoid || !e.Stay.Reported(s.made) || e.Stay.ReportedAt < s.first {
			continue
		}
		r := models.ReportOf(e.Stay, s.owner, log, s.limits)
		p.Reports = append(p.Reports, ProofLine{Room: e.Room.No, Name: e.Tenant.Name, MovedIn: e.Stay.MovedInOn, Last: r.Last, At: e.Stay.ReportedAt,
			By: models.ByNames[r.By], InTime: r.InTime})
	}
	slices.SortStableFunc(p.Reports, func(a, b ProofLine) int { return cmp.Compare(a.MovedIn, b.MovedIn) })
	return nil
}

// proofTexts are the reminders about this home that were sent to the landlord, on any of his phones.
func (d *Desk) proofTexts(c echo.Context, s proofSheet, p *ProofPrint) error {
	for _, id := range s.own {
		user, err := d.Read.User(site.Ctx(c), id)
		if err != nil {
			return err
		}
		if user.Phone == "" {
			continue // served at the counter
		}
		notices, err := d.Read.ListNotices(site.Ctx(c), policy.Scope{Phone: d.Read.PhoneIndex(user.Phone)}, store.Outbox{Unit: s.unit.ID, Sent: s.made, N: proofTexts})
		if err != nil {
			return err
		}
		words, err := d.Registry.WordsOf(site.Ctx(c), notices)
		if err != nil {
			return err
		}
		for _, n := range notices {
			text, ok := words[n.ID]
			if ok && n.Category == models.CategoryReminder && n.SentAt >= s.first {
				p.Texts = append(p.Texts, Message{At: n.SentAt, Text: text})
			}
		}
	}
	slices.SortStableFunc(p.Texts, func(a, b Message) int { return cmp.Compare(b.At, a.At) })
	return nil
}

// proofWords are the landlord's confirmations of this home's roster, newest first.
func (d *Desk) proofWords(c echo.Context, s proofSheet, p *ProofPrint) error {
	log, err := d.logged(c, s, s.first, policy.RosterConfirm, policy.DeskServe)
	if err != nil {
		return err
	}
	slices.Reverse(log)
	for _, e := range log {
		counter := e.Action == string(policy.DeskServe)
		if !e.Did(s.owner) || counter && !strings.Contains(e.Detail, registry.DeskAllWords) {
			continue
		}
		how := models.HowNames[models.HowEach]
		if e.StayID == 0 {
			how = models.HowNames[models.HowAll]
		}
		if counter {
			how += "，在窗口办的"
		}
		p.Confirmed = append(p.Confirmed, ProofWord{At: e.At, How: how})
	}
	return nil
}

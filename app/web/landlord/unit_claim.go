package landlord

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// Claim is 认领: the homes that the station entered for this landlord, each to be called his or not.
type Claim struct {
	site.Shell
	Homes []ClaimHome
	AskID bool // the station knows the document of the landlord: its last four are asked before a roster is shown
}

// ClaimHome is one of them: where it is, never who lives there.
type ClaimHome struct{ Ref, Address, Hint string }

// Template names the page.
func (*Claim) Template() string { return "landlord/unit_claim" }

// Answers are what can be said of a home.
func (*Claim) Answers() []site.Choice { return pairs(claimAnswers) }

var claimAnswers = [][2]string{{"mine", "是我的"}, {"other", "不是我的"}}

// Field is the name of the answer for a home.
func (h ClaimHome) Field() string { return "home-" + h.Ref }

func (d *Desk) claims(c echo.Context) ([]models.Unit, error) {
	return d.Read.ListUnits(site.Ctx(c), d.scope(c, policy.UnitClaim), 0, mostHomes)
}

func (d *Desk) newClaim(c echo.Context) (*Claim, error) {
	units, err := d.claims(c)
	if err != nil {
		return nil, err
	}
	p := &Claim{Shell: task("这些房子是您的吗", site.Link{Href: "/h?later=1", Word: "以后再说"})}
	for _, u := range units {
		owner, err := d.Read.User(site.Ctx(c), u.OwnerID)
		if err != nil {
			return nil, err
		}
		p.AskID = p.AskID || owner.DocNo != ""
		line, err := d.Read.Above(site.Ctx(c), u)
		if err != nil {
			return nil, err
		}
		rooms, err := d.Read.Rooms(site.Ctx(c), u.ID)
		if err != nil {
			return nil, err
		}
		hint := placeWords(line) + "，" + wordOf(models.KindNames, u.Kind)
		if len(rooms) > 0 {
			hint += " " + strconv.Itoa(len(rooms)) + " 间"
		}
		p.Homes = append(p.Homes, ClaimHome{Ref: u.Ref, Address: u.Address, Hint: hint})
	}
	return p, nil
}

// ShowClaim is GET /h/claim.
func (d *Desk) ShowClaim(c echo.Context) error {
	p, err := d.newClaim(c)
	if err != nil {
		return err
	}
	if len(p.Homes) == 0 {
		return d.Site.Redirect(c, "/h", "")
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeClaim is POST /h/claim: home-REF says mine or other for each home, last4 proves who answers.
func (d *Desk) TakeClaim(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return d.redrawClaim(c, f, err)
	}
	units, err := d.claims(c)
	if err != nil {
		return err
	}
	mine, other := 0, 0
	var faults models.Faults
	for _, u := range units {
		answer := f.Get(ClaimHome{Ref: u.Ref}.Field())
		if answer != "mine" && answer != "other" {
			faults.Add(ClaimHome{Ref: u.Ref}.Field(), "请点是我的，或者不是我的")
			continue
		}
		err := d.Registry.ClaimUnit(site.Ctx(c), d.Site.Actor(c), u.Ref, answer == "mine", f.Get("last4"), d.Site.At(c))
		switch {
		case err != nil:
			return d.redrawClaim(c, f, err)
		case answer == "mine":
			mine++
		default:
			other++
		}
	}
	if err := faults.Err(); err != nil {
		return d.redrawClaim(c, f, err)
	}
	if mine > 0 {
		return d.Site.Redirect(c, "/h/claim/people", "")
	}
	said := ""
	if other > 0 {
		said = "记下了，不是您的。网格员会去找房东。"
	}
	return d.Site.Redirect(c, "/", said)
}

// redrawClaim draws the homes that still wait: those answered before the fault are done.
func (d *Desk) redrawClaim(c echo.Context, f site.Form, fault error) error {
	p, err := d.newClaim(c)
	if err != nil {
		return err
	}
	return d.Site.RedrawWait(c, p, f, "last4", fault)
}

// ClaimPeople is one page on which everybody in the homes just claimed is confirmed.
type ClaimPeople struct {
	site.Shell
	Homes []ClaimRoster
	N     int
}

// ClaimRoster is one of these homes.
type ClaimRoster struct {
	Ref, Address string
	Cards        []Card
	refs         []string // of the stays on the cards
}

// Field is the name of the field that says who of this home stood on the page.
func (r ClaimRoster) Field() string { return ClaimHome{Ref: r.Ref}.Field() }

// Seen are their refs, some to a field.
func (r ClaimRoster) Seen() []string {
	var all []string
	for some := range slices.Chunk(r.refs, 100) {
		all = append(all, strings.Join(some, " "))
	}
	return all
}

// Template names the page.
func (*ClaimPeople) Template() string { return "landlord/unit_claim_people" }

func (d *Desk) newClaimPeople(c echo.Context) (*ClaimPeople, error) {
	units, err := d.homes(c)
	if err != nil {
		return nil, err
	}
	p := &ClaimPeople{Shell: task("住着的人对吗", backHome)}
	for _, u := range units {
		if !u.JustClaimed() {
			continue
		}
		h, err := d.fill(c, u)
		if err != nil {
			return nil, err
		}
		home := ClaimRoster{Ref: u.Ref, Address: u.Address}
		for _, e := range h.entries {
			if e.Stay.WaitsForClaim(h.at) && !e.Stay.Answered(u.ClaimedAt) {
				home.Cards, home.refs = append(home.Cards, h.card(e)), append(home.refs, e.Stay.Ref)
			}
		}
		if p.N += len(home.Cards); len(home.Cards) > 0 {
			p.Homes = append(p.Homes, home)
		}
	}
	return p, nil
}

// ShowClaimPeople is GET /h/claim/people.
func (d *Desk) ShowClaimPeople(c echo.Context) error {
	p, err := d.newClaimPeople(c)
	if err != nil {
		return err
	}
	if p.N == 0 {
		return d.Site.Redirect(c, "/h", "认好了。册里没有要核对的人。")
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeClaimPeople is POST /h/claim/people: everybody who stood on the page lives there. home-REF carries who that was.
func (d *Desk) TakeClaimPeople(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	units, err := d.homes(c)
	if err != nil {
		return err
	}
	n := 0
	for _, u := range units {
		seen := strings.Fields(strings.Join(f.All(ClaimRoster{Ref: u.Ref}.Field()), " "))
		if len(seen) == 0 {
			continue
		}
		confirmed, err := d.Registry.ConfirmClaimed(site.Ctx(c), d.Site.Actor(c), u.Ref, d.Site.At(c), seen...)
		if err != nil {
			return err
		}
		n += confirmed
	}
	if n == 0 { // all of them were changed meanwhile
		return d.Site.Redirect(c, "/h/claim/people", "")
	}
	return d.Site.Redirect(c, "/h", fmt.Sprintf("都核对好了：%d 位住在这里。", n))
}

// claimErrands are what 认领 leaves to do: homes to be called one's own, and their people to be confirmed.
func (d *Desk) claimErrands(c echo.Context, units []models.Unit) ([]Errand, error) {
	var all []Errand
	open, err := d.claims(c)
	if err != nil {
		return nil, err
	}
	if len(open) > 0 {
		all = append(all, Errand{Tag: tags[waiting], What: fmt.Sprintf("社区替您登记了 %d 处房子", len(open)), By: "请看是不是您的", Href: "/h/claim", Go: "去认"})
	}
	for _, u := range units {
		if !u.JustClaimed() {
			continue
		}
		p, err := d.newClaimPeople(c)
		if err == nil && p.N > 0 {
			all = append(all, Errand{Tag: tags[waiting], What: fmt.Sprintf("认来的房子里 %d 位还没核对", p.N), By: "一页看完，点一下就好", Href: "/h/claim/people", Go: "去核对"})
		}
		return all, err
	}
	return all, nil
}

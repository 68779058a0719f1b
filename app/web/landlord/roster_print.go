package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// RosterPrint is the roster on A4: everybody who lives there, a child like anybody else.
type RosterPrint struct {
	site.Shell
	Address, Place, ShortCode string
	Tally                     Tally
	Most                      int
	Cards                     []Card
	By                        string
	At                        workday.Moment
	Year                      int
}

// Template names the page.
func (*RosterPrint) Template() string { return "print/roster" }

// PrintRoster is GET /h/u/:ref/roster.print.
func (d *Desk) PrintRoster(c echo.Context) error {
	h, err := d.policed(c, policy.RosterPrint)
	if err != nil {
		return err
	}
	line, err := d.Read.Above(site.Ctx(c), h.unit)
	if err != nil {
		return err
	}
	p := &RosterPrint{Shell: task(h.unit.Address+" 名册", site.Link{Href: at(h.unit.Ref, "roster"), Word: "返回名册"}),
		Address: h.unit.Address, Place: placeWords(line), ShortCode: h.unit.ShortCode, By: d.Site.Actor(c).Name, At: h.at}
	p.Year, _, _ = h.today.Date()
	_, p.Tally = h.rack()
	for _, r := range h.rooms {
		if lettable(r) {
			p.Most += r.CapOf(h.unit.Kind, h.limits)
		}
	}
	for _, e := range h.entries {
		if !e.Stay.LivesOn(h.today) {
			continue
		}
		card := h.card(e)
		card.Flag, card.Edit, card.Out, card.Confirm, card.Answer, card.Recall = false, "", "", "", "", "" // paper has no buttons
		p.Cards = append(p.Cards, card)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

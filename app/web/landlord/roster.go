package landlord

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// The tabs of a roster.
const (
	tabLiving  = "living"
	tabWaiting = "waiting"
	tabGone    = "gone"
)

// Roster is 一户一册: who lives in the home, who waits, who left.
type Roster struct {
	site.Shell
	Ref, Address, Place, ShortCode string
	Which                          string
	Living, Stale, Empty, Most     int
	Counts                         map[string]int
	Cards                          []Card
	Pager                          site.Pager
	CheckIn                        string
	AllAgain                       bool // 全部一点 was the last confirmation: a second one in a row counts nothing
}

// Template names the page.
func (*Roster) Template() string { return "landlord/roster" }

const cardsAPage = 20

// ShowRosters is GET /h/roster: the only home's roster, or the list of homes.
func (d *Desk) ShowRosters(c echo.Context) error {
	units, err := d.homes(c)
	switch {
	case err != nil:
		return err
	case len(units) == 0:
		return d.Site.Redirect(c, "/h", "")
	case len(units) == 1:
		return d.Site.Redirect(c, at(units[0].Ref, "roster"), "")
	}
	return d.choose(c, units, "看哪一处的名册", func(u models.Unit) string { return at(u.Ref, "roster") })
}

// ShowRoster is GET /h/u/:ref/roster?tab=&page=.
func (d *Desk) ShowRoster(c echo.Context) error {
	h, err := d.policed(c, policy.RosterView)
	if err != nil {
		return err
	}
	line, err := d.Read.Above(site.Ctx(c), h.unit)
	if err != nil {
		return err
	}
	p := &Roster{Shell: site.Shell{Title: h.unit.Address + " 名册", Audience: site.Landlord, Tab: "roster", Unit: h.unit.Ref, Back: backHome},
		Ref: h.unit.Ref, Address: h.unit.Address, Place: placeWords(line), ShortCode: h.unit.ShortCode, Which: c.QueryParam("tab"), CheckIn: checkInAt(h.unit.Ref, "")}
	p.Back.Href += "?u=" + h.unit.Ref
	p.AllAgain = h.unit.LastConfirmedHow == models.HowAll
	lists := h.tabs()
	if lists[p.Which] == nil && p.Which != tabWaiting && p.Which != tabGone {
		p.Which = tabLiving
	}
	p.Counts = map[string]int{}
	for tab, list := range lists {
		p.Counts[tab] = len(list)
	}
	p.tally(h)
	p.turn(lists[p.Which], c.QueryParam("page"))
	return d.Site.Render(c, http.StatusOK, p)
}

// tabs sorts the cards into the three tabs. Those who left come newest first and stay readable as long as the profile
// says; a mistake that was taken back is not listed.
func (h *house) tabs() map[string][]Card {
	lists := map[string][]Card{}
	for _, e := range h.entries {
		switch s := e.Stay; {
		case s.OnRoster(h.today) && s.Reported(h.at):
			lists[tabLiving] = append(lists[tabLiving], h.card(e))
		case s.OnRoster(h.today):
			lists[tabWaiting] = append(lists[tabWaiting], h.card(e))
		case s.Over(h.today) && s.State != models.StayVoid && s.MovedOutOn+workday.Day(h.limits.RetentionDays) >= h.today:
			lists[tabGone] = append(lists[tabGone], h.card(e))
		}
	}
	slices.SortStableFunc(lists[tabGone], func(a, b Card) int { return int(b.MovedOut - a.MovedOut) })
	return lists
}

func (p *Roster) tally(h *house) {
	n := h.count()
	p.Living, p.Stale = p.Counts[tabLiving]-n[saidLeft], n[stale]
	for _, r := range h.rooms {
		if !lettable(r) {
			continue
		}
		p.Most += r.CapOf(h.unit.Kind, h.limits)
		if len(h.in(r)) == 0 {
			p.Empty++
		}
	}
}

// turn cuts one page out of the cards.
func (p *Roster) turn(all []Card, page string) {
	n, err := strconv.Atoi(page)
	if err != nil || n < 1 || (n-1)*cardsAPage >= len(all) {
		n = 1
	}
	from, to := (n-1)*cardsAPage, min(n*cardsAPage, len(all))
	p.Cards = all[from:to]
	if len(all) <= cardsAPage {
		return
	}
	p.Pager.Words = fmt.Sprintf("第 %d–%d 人，共 %d 人", from+1, to, len(all))
	turned := func(n int) string { return fmt.Sprintf("%s?tab=%s&page=%d", at(p.Ref, "roster"), p.Which, n) }
	if n > 1 {
		p.Pager.Prev = turned(n - 1)
	}
	if to < len(all) {
		p.Pager.Next = turned(n + 1)
	}
}

// placeWords are community and grid: 柳岸社区·青禾 03 网格.
func placeWords(line []models.Area) string {
	words := ""
	for _, a := range line {
		switch a.Level {
		case models.LevelCommunity:
			words = a.Name
		case models.LevelGrid:
			words += "·" + a.Name
		}
	}
	return words
}

// ConfirmAll is POST /h/u/:ref/confirm, 全部一点.
func (d *Desk) ConfirmAll(c echo.Context) error {
	unit, err := d.unit(c, policy.RosterConfirm)
	if err != nil {
		return err
	}
	n, err := d.Registry.ConfirmRoster(site.Ctx(c), d.Site.Actor(c), unit.Ref, d.Site.At(c))
	if err != nil {
		return err
	}
	said := fmt.Sprintf("记下了：%d 位都还住在这里。", n)
	if unit.LastConfirmedHow == models.HowAll {
		said += "连着两次全部一点，第二次不算日子，下回请逐人点。"
	}
	return d.Site.Redirect(c, at(unit.Ref, "roster"), said)
}

// ConfirmOne is POST /h/u/:ref/stays/:stay/confirm, 还住这里.
func (d *Desk) ConfirmOne(c echo.Context) error {
	unit, e, err := d.entry(c, policy.RosterConfirm)
	if err != nil {
		return err
	}
	if err := d.Registry.ConfirmStay(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Redirect(c, at(unit.Ref, "roster")+"#s-"+e.Stay.Ref, "记下了："+e.Tenant.Name+"还住在 "+e.Room.No+" 房。")
}

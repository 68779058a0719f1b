package landlord

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"anju/app/web/plate"
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Invite is 发给房客: a card for one room, by which the tenant enters himself before he arrives.
type Invite struct {
	site.Shell
	Ref, Address, Community string
	Rooms                   []site.Choice // to choose one
	Sent                    []SentCard    // open cards
	Card                    string        // the one that is shown; empty: none yet
	Room                    string
	Last                    workday.Day
	Link                    string
	Code                    plate.Code
}

// SentCard is an open card in the list.
type SentCard struct {
	Room, Href string
	Last       workday.Day
}

// Template names the page.
func (*Invite) Template() string { return "landlord/invite" }

// newInvite draws the page of a home, with one of its open cards.
func (d *Desk) newInvite(c echo.Context, u models.Unit, card string) (*Invite, error) {
	h, err := d.fill(c, u)
	if err != nil {
		return nil, err
	}
	line, err := d.Read.AreaLine(site.Ctx(c), u.AreaID)
	if err != nil {
		return nil, err
	}
	p := &Invite{Shell: task(sendCard, site.Link{Href: "/h?u=" + u.Ref, Word: "返回首页"}), Ref: u.Ref, Address: u.Address}
	for _, a := range line {
		if a.Level == models.LevelCommunity {
			p.Community = a.Name
		}
	}
	p.Rooms = h.roomChoices()
	open, err := d.Read.OpenInvites(site.Ctx(c), u.ID, d.Site.Moment(c))
	if err != nil {
		return nil, err
	}
	for _, i := range open {
		room := h.rooms[max(slices.IndexFunc(h.rooms, func(r models.Room) bool { return r.ID == i.RoomID }), 0)]
		if i.Token != card {
			p.Sent = append(p.Sent, SentCard{Room: room.No, Href: at(u.Ref, "invite") + "?card=" + i.Token, Last: i.LastDay()})
			continue
		}
		p.Card, p.Room, p.Last = card, room.No, i.LastDay()
		p.Link = d.cardLink(u, card)
		if p.Code, err = plate.Draw(p.Link); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// cardLink is what the code on the card opens: the form at the door, for the room of the card.
func (d *Desk) cardLink(u models.Unit, card string) string {
	return d.Site.BaseURL + "/d/" + u.DoorToken + "/register?card=" + url.QueryEscape(card)
}

// ShowInvite is GET /h/u/:ref/invite; ?card= shows one that was made, ?room= chooses one.
func (d *Desk) ShowInvite(c echo.Context) error {
	u, err := d.unit(c, policy.InviteMake)
	if err != nil {
		return err
	}
	if !open(u) {
		return d.plateWait(c, u, sendCard)
	}
	p, err := d.newInvite(c, u, c.QueryParam("card"))
	if err != nil {
		return err
	}
	if room := c.QueryParam("room"); room != "" {
		p.Typed = p.Typed.With("room", room)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeInvite is POST to the same address: a new card for a room, or recall= of one.
func (d *Desk) TakeInvite(c echo.Context) error {
	u, err := d.unit(c, policy.InviteMake)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if card := f.Get("recall"); err == nil && card != "" {
		if err := d.Registry.RecallInvite(site.Ctx(c), d.Site.Actor(c), u.Ref, card, d.Site.At(c)); err != nil {
			return err
		}
		return d.Site.Redirect(c, at(u.Ref, "invite"), "撤回了，那张卡已经作废。")
	}
	card := ""
	if err == nil {
		card, err = d.Registry.MakeInvite(site.Ctx(c), d.Site.Actor(c), u.Ref, f.Get("room"), f.Once(), d.Site.At(c))
	}
	if err != nil {
		p, drawErr := d.newInvite(c, u, "")
		if drawErr != nil {
			return errors.Join(err, drawErr)
		}
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, at(u.Ref, "invite")+"?card="+card, "")
}

// ShowInvitePNG is GET /h/u/:ref/invite.png?card=, the code of a card as a picture to send on.
func (d *Desk) ShowInvitePNG(c echo.Context) error {
	u, err := d.unit(c, policy.InviteMake)
	if err != nil {
		return err
	}
	if _, err := d.Registry.OpenInvite(site.Ctx(c), u, c.QueryParam("card"), d.Site.At(c)); err != nil || !open(u) {
		return models.ErrNotFound
	}
	picture, err := plate.Picture(d.cardLink(u, c.QueryParam("card")), pngDots)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="invite.png"`)
	return d.Site.Send(c, http.StatusOK, "image/png", picture)
}

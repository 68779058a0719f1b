package landlord

import (
	"net/http"
	"net/url"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Room is one room: who lives there, how many may, and who lived there before.
type Room struct {
	site.Shell
	Ref, No, Kind string
	Cap, Living   int
	Notes         []Note
	Cards         []Card
	Before        []Card
	CheckIn       string
	Delisted      bool
}

// Template names the page.
func (*Room) Template() string { return "landlord/room" }

// ShowRoom is GET /h/u/:ref/rooms/:no.
func (d *Desk) ShowRoom(c echo.Context) error {
	h, err := d.policed(c, policy.RosterView)
	if err != nil {
		return err
	}
	room, ok := h.room(roomParam(c))
	if !ok {
		return models.ErrNotFound
	}
	p := &Room{Shell: site.Shell{Title: room.No + " 房", Audience: site.Landlord, Tab: "home", Unit: h.unit.Ref, Back: site.Link{Href: "/h?u=" + h.unit.Ref, Word: "返回首页"}},
		Ref: h.unit.Ref, No: room.No, Kind: wordOf(models.RoomTypeNames, room.Type), Cap: room.CapOf(h.unit.Kind, h.limits),
		CheckIn: checkInAt(h.unit.Ref, room.No), Delisted: h.unit.Delisted()}
	for _, e := range h.entries {
		switch s := e.Stay; {
		case s.RoomID != room.ID || s.State == models.StayVoid:
		case s.OnRoster(h.today):
			if s.LivesOn(h.today) {
				p.Living++
			}
			p.Cards = append(p.Cards, h.card(e))
		case s.Over(h.today) && s.MovedOutOn+workday.Day(h.limits.RetentionDays) >= h.today:
			p.Before = append(p.Before, h.card(e))
		}
	}
	if p.Notes, err = h.notes(&room); err != nil {
		return err
	}
	slices.SortStableFunc(p.Before, func(a, b Card) int { return int(b.MovedOut - a.MovedOut) })
	return d.Site.Render(c, http.StatusOK, p)
}

// roomParam is the room number in the address. A number with a slash arrives escaped.
func roomParam(c echo.Context) string {
	no := c.Param("no")
	if plain, err := url.PathUnescape(no); err == nil && c.Request().URL.RawPath != "" {
		return plain
	}
	return no
}

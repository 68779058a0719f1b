package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// RequestLegalAid is 找法律援助: it goes to the legal desk alone, never to the landlord or the queue.
type RequestLegalAid struct {
	site.Shell
	Action string
	Topics []site.Choice
}

// Template names the page.
func (*RequestLegalAid) Template() string { return "tenant/request_legal_aid" }

func newRequestLegalAid(door registry.Door) *RequestLegalAid {
	return &RequestLegalAid{Shell: atDoor(door, "找法律援助"), Action: doorPath(door) + "/legal-aid", Topics: choices(registry.LegalTopics)}
}

// ShowRequestLegalAid is GET /d/{token}/legal-aid.
func (d *Desk) ShowRequestLegalAid(c echo.Context, door registry.Door) error {
	return d.Site.Render(c, http.StatusOK, newRequestLegalAid(door))
}

// TakeRequestLegalAid is POST /d/{token}/legal-aid.
func (d *Desk) TakeRequestLegalAid(c echo.Context, door registry.Door) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, newRequestLegalAid(door), f, err)
	}
	filed, err := d.Registry.FileRequest(site.Ctx(c), d.Site.Actor(c), door.Unit.DoorToken, registry.RequestForm{
		Kind: registry.RequestLegalAid, Topic: f.Get("topic"), Body: f.Text("body"), Contact: f.Get("contact"), Itself: f.On("itself"),
	}, f.Get("_once"), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, newRequestLegalAid(door), f, err)
	}
	to := registry.ToLegal
	if f.Get("contact") == "" {
		to = "" // nobody can call back
	}
	return d.filed(c, door, registry.RequestLegalAid, to, filed)
}

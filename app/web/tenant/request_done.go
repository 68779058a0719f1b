package tenant

import (
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// requestForm names the drafts that carry the number of a request to its last page.
const requestForm = "request"

// RequestDone tells the number of the request and by which day somebody answers.
type RequestDone struct {
	site.Shell
	No  string
	Due workday.Day
	To  string // who sees it
}

// Template names the page.
func (*RequestDone) Template() string { return "tenant/request_done" }

var audienceWords = map[string]string{
	registry.ToLandlord: "户主", registry.ToGrid: "网格员", registry.ToPolice: "社区民警", registry.ToLegal: "法律援助",
}

// filed keeps the number for the last page, so that it stands in no address.
func (d *Desk) filed(c echo.Context, door registry.Door, to string, filed registry.Filed) error {
	body := url.Values{"door": {door.Unit.Ref}, "no": {filed.No}, "due": {filed.Due.String()}, "to": {to}}
	ref, err := d.Registry.KeepDraft(site.Ctx(c), policy.Actor{}, requestForm, "", body.Encode(), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, doorPath(door)+"/done?d="+url.QueryEscape(ref), "")
}

// ShowRequestDone is GET /d/{token}/done.
func (d *Desk) ShowRequestDone(c echo.Context, door registry.Door) error {
	body, err := d.Registry.Draft(site.Ctx(c), policy.Actor{}, requestForm, c.QueryParam("d"), d.Site.At(c))
	v, e := url.ParseQuery(body)
	if models.IsKind(err, models.NotFound) || e != nil || err == nil && v.Get("door") != door.Unit.Ref {
		return d.Site.Redirect(c, doorPath(door), "")
	}
	if err != nil {
		return err
	}
	due, err := workday.ParseDay(v.Get("due"))
	if err != nil {
		return err
	}
	p := &RequestDone{Shell: atDoor(door, "收到了"), No: v.Get("no"), Due: due, To: audienceWords[v.Get("to")]}
	return d.Site.Render(c, http.StatusOK, p)
}

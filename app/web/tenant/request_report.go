package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// RequestReport is 报修求助: what happened, and who may see it. The landlord sees it only when he was chosen.
type RequestReport struct {
	site.Shell
	Action string
	Topics []site.Choice
}

// Template names the page.
func (*RequestReport) Template() string { return "tenant/request_report" }

func newRequestReport(door registry.Door) *RequestReport {
	return &RequestReport{Shell: atDoor(door, "报修求助"), Action: doorPath(door) + "/report", Topics: choices(registry.ReportTopics)}
}

func choices(words []string) []site.Choice {
	all := make([]site.Choice, len(words))
	for i, w := range words {
		all[i] = site.Choice{Value: w, Label: w}
	}
	return all
}

// ShowRequestReport is GET /d/{token}/report.
func (d *Desk) ShowRequestReport(c echo.Context, door registry.Door) error {
	return d.Site.Render(c, http.StatusOK, newRequestReport(door))
}

// TakeRequestReport is POST /d/{token}/report.
func (d *Desk) TakeRequestReport(c echo.Context, door registry.Door) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return d.Site.Redraw(c, newRequestReport(door), f, err)
	}
	filed, err := d.Registry.FileRequest(site.Ctx(c), d.Site.Actor(c), door.Unit.DoorToken, registry.RequestForm{
		Kind: registry.RequestReport, Topic: f.Get("topic"), Audience: f.Get("audience"), Body: f.Text("body"), Contact: f.Get("contact"),
	}, f.Once(), d.Site.At(c))
	if err != nil {
		return d.Site.Redraw(c, newRequestReport(door), f, err)
	}
	return d.filed(c, door, f.Get("audience"), filed)
}

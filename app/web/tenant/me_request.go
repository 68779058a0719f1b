package tenant

import (
	"net/http"
	"regexp"
	"strings"

	"anju/app/web/site"
	"anju/models"

	"github.com/labstack/echo/v4"
)

// MeRequest is one own request: its steps, what comes next, by when, and who answers.
type MeRequest struct {
	site.Shell
	Request      meRequest
	Body, Answer []string // lines
	By           string   // who answers
	Action       string
}

// Template names the page.
func (*MeRequest) Template() string { return "tenant/me_request" }

var eightDigits = regexp.MustCompile(`^\d{8}$`)

// ownRequest is the own request with this ref or this 查询号.
func (d *Desk) ownRequest(c echo.Context) (*MeRequest, bool, error) {
	if _, handled, err := d.own(c); handled {
		return nil, true, err
	}
	all, err := d.meRequests(c)
	if err != nil {
		return nil, true, err
	}
	ref := c.Param("ref")
	for _, q := range all {
		if q.Ref == ref || eightDigits.MatchString(ref) && q.No == ref {
			p := &MeRequest{Shell: onMe(q.Title), Request: q, Body: strings.Split(q.Body, "\n"), By: audienceWords[q.Audience], Action: "/me/r/" + q.Ref}
			if q.Answer != "" {
				p.Answer = strings.Split(q.Answer, "\n")
			}
			return p, false, nil
		}
	}
	return nil, true, models.ErrNotFound
}

// ShowMeRequest is GET /me/r/{ref}.
func (d *Desk) ShowMeRequest(c echo.Context) error {
	p, handled, err := d.ownRequest(c)
	if handled {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeMeRequest is POST /me/r/{ref}: 再补充一句.
func (d *Desk) TakeMeRequest(c echo.Context) error {
	p, handled, err := d.ownRequest(c)
	if handled {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		if err = d.Registry.AddToRequest(site.Ctx(c), d.Site.Actor(c), p.Request.Ref, f.Text("body"), d.Site.At(c)); err == nil {
			return d.Site.Redirect(c, p.Action, "补充好了。")
		}
	}
	return d.Site.Redraw(c, p, f, err)
}

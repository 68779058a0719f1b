package officer

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

const visitDraft = "visit"

// showVisit draws the form. Opened without ?d=, from a task, the home or the plate, it takes up what he typed about this home
// and never handed in.
func (d *Desk) showVisit(c echo.Context, p *Visit) error {
	if !token.ValidRef(c.QueryParam("d")) {
		if err := d.takeUp(c, p); err != nil {
			return err
		}
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// takeUp fills in the newest draft, and offers an empty form instead. “一致” confirms other people in another task: it is asked
// for again there.
func (d *Desk) takeUp(c echo.Context, p *Visit) error {
	draft, err := d.Registry.VisitDraft(site.Ctx(c), d.Site.Actor(c), p.unit, d.Site.At(c))
	if models.IsKind(err, models.NotFound) {
		return nil
	}
	var typed url.Values
	if err == nil {
		err = json.Unmarshal([]byte(draft.Body), &typed)
	}
	if err != nil {
		return err
	}
	anew := url.Values{"d": {p.D}}
	if p.Door != "" {
		anew.Set("door", p.Door)
	}
	p.Anew, p.D, p.Kept = p.Action+"?"+anew.Encode(), draft.Ref, draft.CreatedAt.Chinese()
	if p.Again = typed.Get("item") != p.flag && typed.Get("result") == models.VisitMatch; p.Again {
		typed.Del("result")
		typed.Del("all_seen")
	}
	p.forgetAll(typed)
	p.Typed = site.NewForm(typed)
	p.keep(p.Typed)
	return nil
}

// fillDraft draws again what was typed on this page and never saved: ?d= names the draft. A page that was only opened
// begins one.
func (d *Desk) fillDraft(c echo.Context, p *Visit) error {
	p.D = c.QueryParam("d")
	if !token.ValidRef(p.D) {
		p.D = token.NewRef()
		return nil
	}
	body, err := d.Registry.Draft(site.Ctx(c), d.Site.Actor(c), visitDraft, p.D, d.Site.At(c))
	if models.IsKind(err, models.NotFound) {
		return nil
	}
	var typed url.Values
	if err == nil {
		err = json.Unmarshal([]byte(body), &typed)
	}
	if err != nil || typed.Get("at") != p.unit { // one begun at another home
		return err
	}
	p.forgetAll(typed)
	p.Typed = site.NewForm(typed)
	p.keep(p.Typed)
	return nil
}

// forgetAll takes 都见到了 out of a form whose roster was another: it spoke of those who stood there then.
func (p *Visit) forgetAll(typed url.Values) {
	if !slices.Equal(typed["shown"], p.Shown()) {
		typed.Del("all_seen")
	}
}

// now is a form as it is drawn again: what 都见到了 says of the roster of now is to be read before it is said.
func (p *Visit) now(f site.Form) site.Form {
	typed := f.Values()
	p.forgetAll(typed)
	return site.NewForm(typed)
}

// TakeVisitDraft is POST /o/visits/draft: what is typed so far, kept for a day, so that a connection that breaks loses
// nothing.
func (d *Desk) TakeVisitDraft(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	body, err := json.Marshal(f.Draft())
	if err != nil {
		return err
	}
	if _, err := d.Registry.KeepDraft(site.Ctx(c), d.Site.Actor(c), visitDraft, c.QueryParam("d"), string(body), d.Site.At(c)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

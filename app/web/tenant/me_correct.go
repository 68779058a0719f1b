package tenant

import (
	"net/http"
	"net/url"

	"anju/app/web/site"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// MeCorrect is 更正: which of the own facts is wrong, and what is right.
type MeCorrect struct {
	site.Shell
	Action string
	Rows   []site.Row
	Topics []site.Choice
	Topic  string
	Stays  []doorStay // when it is not said yet which stay
}

// Template names the page.
func (*MeCorrect) Template() string { return "tenant/me_correct" }

// ShowMeCorrect is GET /me/correct?stay=…; without it the person chooses.
func (d *Desk) ShowMeCorrect(c echo.Context) error {
	ref := c.QueryParam("stay")
	if ref == "" {
		all, handled, err := d.own(c)
		if handled {
			return err
		}
		if len(all) != 1 {
			return d.Site.Render(c, http.StatusOK, &MeCorrect{Shell: onMe("更正"), Stays: doorStays(all, d.Site.Moment(c))})
		}
		ref = all[0].Stay.Ref
	}
	e, _, handled, err := d.ownStay(c, ref)
	if handled {
		return err
	}
	p := d.newMeCorrect(c, e)
	p.Topic = c.QueryParam("topic")
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) newMeCorrect(c echo.Context, e store.Entry) *MeCorrect {
	rows := append([]site.Row{{Word: "房间", Value: e.Room.No}}, meRows(e, d.Site.Actor(c), d.Site.Moment(c))...)
	return &MeCorrect{Shell: onMe("更正"), Action: "/me/correct?stay=" + url.QueryEscape(e.Stay.Ref), Rows: rows, Topics: choices(registry.CorrectTopics)}
}

// TakeMeCorrect is POST /me/correct?stay=….
func (d *Desk) TakeMeCorrect(c echo.Context) error {
	e, _, handled, err := d.ownStay(c, c.QueryParam("stay"))
	if handled {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		var filed registry.Filed
		filed, err = d.Registry.CorrectStay(site.Ctx(c), d.Site.Actor(c), e.Stay.Ref, f.Get("topic"), f.Text("body"), f.Once(), d.Site.At(c))
		if err == nil {
			return d.Site.Redirect(c, "/me", "更正收到了，"+filed.Due.Chinese()+"前给您答复。查询号 "+filed.No+"。")
		}
	}
	return d.Site.Redraw(c, d.newMeCorrect(c, e), f, err)
}

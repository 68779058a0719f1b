package officer

import (
	"fmt"
	"net/http"

	"anju/app/web/site"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// Remind says how many landlords would be texted before anything goes.
type Remind struct {
	site.Shell
	Refs []string
	registry.Reminded
}

// Template names the page.
func (*Remind) Template() string { return "officer/flags_remind" }

// ShowRemind is GET /o/remind?f=: the flags that were ticked in the queue. It sends nothing.
func (d *Desk) ShowRemind(c echo.Context) error {
	p := &Remind{Shell: task("一起提醒户主", toQueue), Refs: c.QueryParams()["f"]}
	var err error
	if p.Reminded, err = d.Registry.CountReminders(site.Ctx(c), d.Site.Actor(c), p.Refs, d.Site.At(c)); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeRemind is POST /o/remind: f, each flag.
func (d *Desk) TakeRemind(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	done, err := d.Registry.RemindLandlords(site.Ctx(c), d.Site.Actor(c), f.All("f"), d.Site.At(c))
	if err != nil {
		return err
	}
	words := fmt.Sprintf("短信排好了，%d 条。", done.Sent)
	if left := done.Texts - done.Sent; left > 0 {
		words += fmt.Sprintf("另有 %d 位今天收过提醒，不再发。", left)
	}
	return d.Site.Redirect(c, "/o/queue", words)
}

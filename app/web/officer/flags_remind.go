package officer

import (
	"fmt"
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// Remind says how many landlords would be texted before anything goes.
type Remind struct {
	site.Shell
	Refs []string
	registry.Reminded
	When string // they leave
}

// Template names the page.
func (*Remind) Template() string { return "officer/flags_remind" }

// ShowRemind is GET /o/remind?f=: the flags that were ticked in the queue. It sends nothing.
func (d *Desk) ShowRemind(c echo.Context) error {
	p := &Remind{Shell: task("一起提醒户主", toQueue), Refs: c.QueryParams()["f"]}
	if len(p.Refs) == 0 {
		return d.nothingTicked(c)
	}
	var err error
	if p.Reminded, err = d.Registry.CountReminders(site.Ctx(c), d.Site.Actor(c), p.Refs, d.Site.At(c)); err != nil {
		return err
	}
	p.When = d.leaveWords(c)
	return d.Site.Render(c, http.StatusOK, p)
}

// nothingTicked is the queue once more, as it was filtered, with the first box that can be ticked.
func (d *Desk) nothingTicked(c echo.Context) error {
	p, err := d.queue(c)
	if err != nil {
		return err
	}
	fault := models.Refuse(models.Invalid, "这里没有能一起提醒的。请先换个条件")
	for _, items := range [][]QueueItem{p.Today, p.Items} {
		i := slices.IndexFunc(items, func(item QueueItem) bool { return item.Tick != "" })
		if i >= 0 {
			items[i].Untick = true
			fault = models.FaultAt("f", "没有勾选。请先勾上要提醒的几处，再点")
			break
		}
	}
	return d.Site.Redraw(c, p, site.Form{}, fault)
}

// leaveWords say when a text that is queued now leaves.
func (d *Desk) leaveWords(c echo.Context) string {
	leaves := d.Registry.RemindersLeave(d.Site.At(c))
	if leaves <= d.Site.Moment(c) {
		return "几分钟里发出"
	}
	return leaves.Chinese() + " 发出"
}

// TakeRemind is POST /o/remind: f, each flag.
func (d *Desk) TakeRemind(c echo.Context) error {
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if len(f.All("f")) == 0 {
		return d.nothingTicked(c)
	}
	done, err := d.Registry.RemindLandlords(site.Ctx(c), d.Site.Actor(c), f.All("f"), d.Site.At(c))
	if err != nil {
		return err
	}
	words := "没有短信要发。"
	if done.Sent > 0 {
		words = fmt.Sprintf("短信排好了，%d 条，%s。", done.Sent, d.leaveWords(c))
	}
	if left := done.Texts - done.Sent; left > 0 {
		words += fmt.Sprintf("另有 %d 位今天收过提醒，不再发。", left)
	}
	return d.Site.Redirect(c, "/o/queue", words)
}

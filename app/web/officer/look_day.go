package officer

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// Looks are the days on which one of staff looked at more than he should: names of staff and numbers, no persons.
type Looks struct {
	site.Shell
	Limit  int
	Open   []LookLine
	Closed []LookLine
}

// LookLine is one such day.
type LookLine struct {
	Ref, Name, Role, Day string
	Full, Outside        int
	Seen                 string // 沈主任 11 月 20 日看过：……
}

// Template names the page.
func (*Looks) Template() string { return "officer/look_list" }

const mostLooks = 100

// ShowLooks is GET /o/looks.
func (d *Desk) ShowLooks(c echo.Context) error {
	p, err := d.looks(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) looks(c echo.Context) (*Looks, error) {
	p := &Looks{Shell: sheet("查看提醒", "looks"), Limit: d.Registry.Limits().ViewLimit}
	days, err := d.Read.ListLookDays(site.Ctx(c), d.scope(c, policy.LooksWatch), mostLooks)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, day := range days {
		ids = append(ids, day.UserID, day.SeenBy)
	}
	names, err := d.Read.NamesOf(site.Ctx(c), ids)
	if err != nil {
		return nil, err
	}
	for _, day := range days {
		line := LookLine{Ref: day.Ref, Name: names[day.UserID], Role: site.PostWord(policy.Role(day.Role)), Day: day.Day.Chinese(), Outside: day.Outside}
		if day.FullIDs > p.Limit {
			line.Full = day.FullIDs
		}
		if day.SeenAt.IsZero() {
			p.Open = append(p.Open, line)
			continue
		}
		line.Seen = names[day.SeenBy] + " " + day.SeenAt.Chinese() + "看过：" + day.Note
		p.Closed = append(p.Closed, line)
	}
	return p, nil
}

// LookPage is one such day, and the form with which the supervisor says that he has looked into it.
type LookPage struct {
	site.Shell
	LookLine
	Limit int
}

// Template names the page.
func (*LookPage) Template() string { return "officer/look_show" }

// ShowLook is GET /o/looks/:ref.
func (d *Desk) ShowLook(c echo.Context) error {
	p, err := d.look(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) look(c echo.Context) (*LookPage, error) {
	all, err := d.looks(c)
	if err != nil {
		return nil, err
	}
	for _, line := range append(all.Open, all.Closed...) {
		if line.Ref == c.Param("ref") {
			return &LookPage{Shell: task("查看提醒："+line.Name, site.Link{Href: "/o/looks", Word: "回查看提醒"}), LookLine: line, Limit: all.Limit}, nil
		}
	}
	return nil, models.ErrNotFound
}

// TakeLook is POST /o/looks/:ref.
func (d *Desk) TakeLook(c echo.Context) error {
	p, err := d.look(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err == nil {
		err = d.Registry.SeeLooks(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Text("note"), d.Site.At(c))
	}
	if err != nil {
		return d.Site.Redraw(c, p, f, err)
	}
	return d.Site.Redirect(c, "/o/looks", "记下了："+p.Name+"，"+p.Day+"。")
}

package landlord

import (
	"net/http"

	"anju/app/web/site"
	"anju/models"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// DeskCode is 代办口令: what it is for, and a new one, which is shown this once.
type DeskCode struct {
	site.Shell
	Owns   bool
	Since  workday.Day // of the one he has; zero for none
	Locked bool
	Code   string
	Again  bool // the form came twice; the code was in the first answer
}

// Template names the page.
func (*DeskCode) Template() string { return "landlord/desk_code" }

func (d *Desk) newDeskCode(c echo.Context) (*DeskCode, error) {
	who := d.Site.Actor(c)
	p := &DeskCode{Shell: task("代办口令", site.Link{Href: "/h/me", Word: "返回我的"})}
	var err error
	if p.Owns, err = d.Read.OwnsUnit(site.Ctx(c), who.UserID); err != nil {
		return nil, err
	}
	code, err := d.Read.DeskCode(site.Ctx(c), who.UserID)
	if models.IsKind(err, models.NotFound) {
		return p, nil
	}
	p.Since, p.Locked = code.MadeAt.Day(), code.Locked()
	return p, err
}

// ShowDeskCode is GET /h/me/code.
func (d *Desk) ShowDeskCode(c echo.Context) error {
	p, err := d.newDeskCode(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeDeskCode is POST to the same address. The answer is the page itself: the code is kept nowhere.
func (d *Desk) TakeDeskCode(c echo.Context) error {
	p, err := d.newDeskCode(c)
	if err != nil {
		return err
	}
	f, err := site.ReadForm(c)
	if err != nil {
		return err
	}
	if p.Code, err = d.Registry.MakeDeskCode(site.Ctx(c), d.Site.Actor(c), f.Once(), d.Site.At(c)); err != nil {
		return err
	}
	p.Again = p.Code == ""
	return d.Site.Render(c, http.StatusOK, p)
}

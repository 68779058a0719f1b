package landlord

import (
	"net/http"

	"anju/app/web/plate"
	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// PlatePrint is the A6 plate on paper.
type PlatePrint struct {
	site.Shell
	Ref   string
	Plate plate.Plate
}

// Template names the page.
func (*PlatePrint) Template() string { return "print/plate" }

// PlateWait says when the plate comes: a home that nobody looked at yet has none, so that nobody can print plates that
// look official.
type PlateWait struct {
	site.Shell
	Ref      string
	Delisted bool
	Anew     bool // it was put right, and the officer has yet to look at it
	Hangs    bool // a plate of it was good before, and its code still is
	Card     bool // a card for a tenant was asked for
}

// Template names the page.
func (*PlateWait) Template() string { return "landlord/plate_wait" }

// sendCard is the title of the page of cards.
const sendCard = "发给房客"

// open says whether the plate of a home exists.
func open(u models.Unit) bool { return u.DoorOpen() && !u.Delisted() }

func (d *Desk) plateWait(c echo.Context, u models.Unit, title string) error {
	back := site.Link{Href: "/h?u=" + u.Ref, Word: "返回首页"}
	return d.Site.Render(c, http.StatusOK, &PlateWait{Shell: task(title, back), Ref: u.Ref, Delisted: u.Delisted(), Anew: u.Resubmitted(), Hangs: u.DoorAnswers(), Card: title == sendCard})
}

func (d *Desk) sheet(c echo.Context, u models.Unit) (plate.Plate, error) {
	line, err := d.Read.Above(site.Ctx(c), u)
	if err != nil {
		return plate.Plate{}, err
	}
	return plate.Sheet(u, line, d.Site.BaseURL)
}

// ShowPlate is GET /h/u/:ref/plate.
func (d *Desk) ShowPlate(c echo.Context) error {
	u, err := d.unit(c, policy.DoorPlate)
	if err != nil {
		return err
	}
	if !open(u) {
		return d.plateWait(c, u, "打印门牌码")
	}
	p := &PlatePrint{Shell: task("打印门牌码", site.Link{Href: "/h?u=" + u.Ref, Word: "返回首页"}), Ref: u.Ref}
	if p.Plate, err = d.sheet(c, u); err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

const pngDots = 16 // 45 modules make 720 dots

// ShowPlatePNG is GET /h/u/:ref/plate.png, the code as a picture to send on.
func (d *Desk) ShowPlatePNG(c echo.Context) error {
	u, err := d.unit(c, policy.DoorPlate)
	if err != nil {
		return err
	}
	if !open(u) {
		return models.ErrNotFound
	}
	picture, err := plate.PNG(u, d.Site.BaseURL, pngDots)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="door-code.png"`)
	return d.Site.Send(c, http.StatusOK, "image/png", picture)
}

// plateErrands ask to hang the plate with the new address.
func (d *Desk) plateErrands(c echo.Context, units []models.Unit) (errands []Errand, err error) {
	var stale []int64
	for _, u := range units {
		if u.PlateStale() {
			stale = append(stale, u.ID)
		}
	}
	backs, err := d.Read.LastReturns(site.Ctx(c), stale)
	for _, u := range units {
		if u.PlateStale() && !backs[u.ID].AsksAddress() {
			errands = append(errands, Errand{Tag: site.Tag{Class: "warn", Word: "换门牌", Icon: "print"}, What: u.Label + "：门上的门牌写的还是旧地址",
				By: "打一张新的换上，码没变", Href: at(u.Ref), Go: "去办"})
		}
	}
	return errands, err
}

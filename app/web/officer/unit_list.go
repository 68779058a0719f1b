package officer

import (
	"net/http"
	"net/url"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// Homes is the list of homes in one's grids, with a box to search by road or 房屋编号.
type Homes struct {
	site.Shell
	Q     string
	List  []HomeRow
	More  bool
	Finds bool // he may look for people
	Lists bool // may bring in and take out whole lists
	First string
	Next  string
}

// HomeRow is one home.
type HomeRow struct {
	Tag                        site.Tag
	Href, Address, Label, Code string
}

// Template names the page.
func (*Homes) Template() string { return "officer/unit_list" }

// ShowHomes is GET /o/properties.
func (d *Desk) ShowHomes(c echo.Context) error {
	p := &Homes{Shell: sheet("房屋", "properties"), Q: strings.TrimSpace(c.QueryParam("q")), Lists: d.may(c, policy.ListExport)}
	if len(p.Q) > 100 {
		p.Q = ""
	}
	after := d.afterID(c, "after")
	p.Finds = d.may(c, policy.PersonFind)
	p.More, p.First = after > 0, p.address("")
	var next int64
	var err error
	if p.List, next, err = d.find(c, policy.UnitView, p.Q, after, "/o/u/"); err != nil {
		return err
	}
	if next > 0 {
		p.Next = p.address(d.placeID(next))
	}
	return d.showPlaces(c, p, p.Finds)
}

// showPlaces draws a page that searches for places; whoever typed the number of a person is told at the field.
func (d *Desk) showPlaces(c echo.Context, p site.Page, finds bool) error {
	if err := site.PersonTyped(c, finds); err != nil {
		return d.Site.Redraw(c, p, site.Form{}, err)
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// find is one page of the homes in which the visitor may do this that hold the words, or of all; each leads to base and its
// ref. next is where the page after it begins, 0 when this is the last.
func (d *Desk) find(c echo.Context, act policy.Action, q string, after int64, base string) (rows []HomeRow, next int64, err error) {
	scope := d.scope(c, act)
	var units []models.Unit
	if q == "" {
		units, err = d.Read.ListUnits(site.Ctx(c), scope, after, perPage+1)
	} else {
		units, err = d.Read.ListUnitsByWords(site.Ctx(c), scope, words(q), after, perPage+1)
	}
	if err != nil {
		return nil, 0, err
	}
	if len(units) > perPage {
		units = units[:perPage]
		next = units[perPage-1].ID
	}
	for _, u := range units {
		tag, err := stateTag(u)
		if err != nil {
			return nil, 0, err
		}
		rows = append(rows, HomeRow{Tag: tag, Href: base + u.Ref, Address: u.Address, Label: u.Label, Code: u.ShortCode})
	}
	return rows, next, nil
}

func (p *Homes) address(after string) string {
	return addressOf("/o/properties", "q", p.Q, "after", after)
}

// placeID is where a page ended, for an address; afterID reads it there, 0 = from the beginning.
func (d *Desk) placeID(id int64) string { return d.Site.WriteCursor(site.Cursor{ID: id}) }

func (d *Desk) afterID(c echo.Context, name string) int64 {
	place, _ := d.Site.ReadCursor(c.QueryParam(name))
	return place.ID
}

// addressOf is a path with those of the pairs that have a value.
func addressOf(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// words makes of a typed search what the register looks for: a 房屋编号 without its spaces, anything else as it is.
func words(q string) string {
	if code := token.NormaliseShortCode(q); token.ValidShortCode(code) {
		return code
	}
	return q
}

func stateTag(u models.Unit) (site.Tag, error) {
	switch {
	case u.GridID == 0 && !u.Delisted():
		return site.NewTag("info", "待划网格")
	case u.State == models.UnitAccepted:
		return site.NewTag("ok", u.StateName())
	case u.State == models.UnitRectify:
		return site.NewTag("warn", u.StateName())
	case u.Delisted():
		return site.NewTag("none", u.StateName())
	}
	return site.NewTag("info", u.StateName())
}

package officer

import (
	"fmt"
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// DeskErrand asks once more before an errand is done for somebody at the counter, and how he showed that he wants it.
type DeskErrand struct {
	site.Shell
	Ref, Stay, Name, Room string
	Path                  string // of the form
	deskErrand
	Today  workday.Day
	People []DeskPerson // who is read to the landlord, where the errand is about all
	Again  bool         // 都住在这里 was the last confirmation too: a second one in a row counts nothing
}

// DeskPerson is one of them.
type DeskPerson struct {
	Ref, Room, Name string
	Unreported      bool
}

// deskErrand is what the page says of one sort of errand.
type deskErrand struct {
	Word   string // of the title and the button
	Ask    string // the question in the head; of a person it follows his name and room
	Signed bool   // by slip alone
	Day    bool   // it asks on which day
	Last4  bool   // it asks for the end of the landlord's document
	All    bool   // it is about everybody who lives there
	Red    bool
	run    func(*Desk, echo.Context, *DeskErrand, site.Form) error
}

// deskErrands are the errands of this page, by the end of their address.
var deskErrands = map[string]deskErrand{
	"out":   {Word: "确认退房", Ask: "户主说他搬走了吗？", Day: true, Red: true, run: (*Desk).deskOut},
	"left":  {Word: "确认搬走", Ask: "他本人来说搬走了吗？", Signed: true, Day: true, Red: true, run: (*Desk).deskLeft},
	"here":  {Word: "确认还住着", Ask: "他本人来说还住着吗？", Signed: true, run: (*Desk).deskHere},
	"print": {Word: "打印名册", Ask: "给户主打印名册", run: (*Desk).deskPrint},
	"all":   {Word: "确认都住在这里", Ask: "户主说都住在这里吗？", All: true, run: (*Desk).deskAll},
	"claim": {Word: "确认认领", Ask: "户主来认领这处房子", Signed: true, Last4: true, run: (*Desk).deskClaim},
	"code":  {Word: "换一个口令", Ask: "给户主换代办口令", Signed: true, run: (*Desk).deskNewCode},
}

// TodayWords say which day today is.
func (p *DeskErrand) TodayWords() string { return "今天是 " + p.Today.ChineseFull() }

// Template names the page.
func (*DeskErrand) Template() string { return "officer/desk_errand" }

func (d *Desk) newDeskErrand(c echo.Context, kind string) (*DeskErrand, error) {
	view, e, err := d.deskEntry(c)
	if err != nil {
		return nil, err
	}
	p := &DeskErrand{Ref: view.Unit.Ref, Stay: e.Stay.Ref, Name: e.Tenant.Name, Room: e.Room.No, deskErrand: deskErrands[kind], Today: d.Site.Moment(c).Day()}
	p.Shell, p.Path = task(p.Word, backTo(p.Ref)), "/o/desk/u/"+p.Ref+"/"+kind
	if e.Stay.ID != 0 {
		p.Path = stayAt(p.Ref, e, kind)
	}
	if p.All {
		now := d.Site.Moment(c)
		p.Again = view.Unit.LastConfirmedHow == models.HowAll
		for _, e := range allAtOnce(view, now) {
			p.People = append(p.People, DeskPerson{Ref: e.Stay.Ref, Room: e.Room.No, Name: e.Tenant.Name, Unreported: !e.Stay.Reported(now)})
		}
	}
	return p, nil
}

func backTo(ref string) site.Link {
	return site.Link{Href: "/o/desk/u/" + ref, Word: "回这处房屋"}
}

func stayAt(ref string, e store.Entry, kind string) string {
	return "/o/desk/u/" + ref + "/stays/" + e.Stay.Ref + "/" + kind
}

// allAtOnce are those whom the landlord's one word for all is about.
func allAtOnce(view registry.RosterView, now workday.Moment) []store.Entry {
	return slices.DeleteFunc(slices.Clone(view.Entries), func(e store.Entry) bool { return !e.Stay.AllAtOnce(view.Unit, now) })
}

// ShowDeskErrand is GET /o/desk/u/:ref/print, /code, /all and /claim, /o/desk/u/:ref/stays/:stay/out, /left and /here.
func (d *Desk) ShowDeskErrand(kind string) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.newDeskErrand(c, kind)
		if err != nil {
			return err
		}
		return d.Site.Render(c, http.StatusOK, p)
	}
}

// TakeDeskErrand is POST to the same address.
func (d *Desk) TakeDeskErrand(kind string) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := d.newDeskErrand(c, kind)
		if err != nil {
			return err
		}
		f, err := site.ReadForm(c)
		if err == nil {
			err = p.run(d, c, p, f)
		}
		if err != nil {
			return d.Site.Redraw(c, p, f, err)
		}
		return nil
	}
}

func dayForm(f site.Form) registry.DayForm {
	return registry.DayForm{Choice: f.Get("moved_out"), Y: f.Get("moved_out_y"), M: f.Get("moved_out_m"), D: f.Get("moved_out_d")}
}

// done leads back to the home after a saved errand.
func (d *Desk) done(c echo.Context, p *DeskErrand, words string, err error) error {
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, "/o/desk/u/"+p.Ref, words+"："+p.Room+" 房 "+p.Name+"。")
}

func (d *Desk) deskOut(c echo.Context, p *DeskErrand, f site.Form) error {
	err := d.Registry.DeskCheckOut(site.Ctx(c), d.Site.Actor(c), p.Stay, dayForm(f), will(f), f.Once(), d.Site.At(c))
	return d.done(c, p, "退房登记好了", err)
}

func (d *Desk) deskLeft(c echo.Context, p *DeskErrand, f site.Form) error {
	err := d.Registry.DeskLeft(site.Ctx(c), d.Site.Actor(c), p.Stay, dayForm(f), will(f), f.Once(), d.Site.At(c))
	return d.done(c, p, "记好了，他搬走了", err)
}

func (d *Desk) deskHere(c echo.Context, p *DeskErrand, f site.Form) error {
	err := d.Registry.DeskStillHere(site.Ctx(c), d.Site.Actor(c), p.Stay, will(f), f.Once(), d.Site.At(c))
	return d.done(c, p, "记好了，他还住着", err)
}

func (d *Desk) deskAll(c echo.Context, p *DeskErrand, f site.Form) error {
	n, err := d.Registry.DeskConfirm(site.Ctx(c), d.Site.Actor(c), p.Ref, f.All("stay"), will(f), f.Once(), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, "/o/desk/u/"+p.Ref, fmt.Sprintf("核对好了：%d 位住在这里。", n))
}

func (d *Desk) deskClaim(c echo.Context, p *DeskErrand, f site.Form) error {
	err := d.Registry.DeskClaim(site.Ctx(c), d.Site.Actor(c), p.Ref, f.Get("last4"), will(f), f.Once(), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, "/o/desk/u/"+p.Ref, "认领好了，现在可以替户主办。请和他核对住着的人。")
}

// DeskRoster is the roster on paper, for a landlord at the counter.
type DeskRoster struct {
	site.Shell
	Address, Place, Code, By string
	At                       workday.Moment
	Year                     int
	People                   []Person
}

// Template names the page.
func (*DeskRoster) Template() string { return "print/desk_roster" }

// deskPrint answers with the sheet itself; loading it again prints again, by the same word.
func (d *Desk) deskPrint(c echo.Context, p *DeskErrand, f site.Form) error {
	view, err := d.Registry.DeskPrint(site.Ctx(c), d.Site.Actor(c), p.Ref, will(f), f.Once(), d.Site.At(c))
	if err != nil {
		return err
	}
	now := d.Site.Moment(c)
	sheet := &DeskRoster{Shell: task(view.Unit.Address+" 名册", backTo(p.Ref)), Address: view.Unit.Address, Place: areaWords(view.Line), Code: view.Unit.ShortCode,
		By: d.Site.Actor(c).Name, At: now, People: d.roster(view, now, mayLook{}).people(false)}
	sheet.Year, _, _ = now.Day().Date()
	return d.Site.Render(c, http.StatusOK, sheet)
}

// DeskCode shows a landlord's new 代办口令, once.
type DeskCode struct {
	site.Shell
	Code  string // "" when the form came twice
	Again string // where another is made
}

// Template names the page.
func (*DeskCode) Template() string { return "officer/desk_code" }

func (d *Desk) deskNewCode(c echo.Context, p *DeskErrand, f site.Form) error {
	code, err := d.Registry.DeskNewCode(site.Ctx(c), d.Site.Actor(c), p.Ref, will(f), f.Once(), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, &DeskCode{Again: p.Path, Shell: task("代办口令", backTo(p.Ref)), Code: code})
}

package officer

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Return gives a home back to its landlord: what is wrong at which field, and one sentence. Of one that was accepted it asks to
// put that right by a day (整改).
type Return struct {
	site.Shell
	Ref, Address string
	By           string // the last day; "" = it is not accepted
	Unclaimed    bool   // no landlord sees it yet
	Anew         bool   // it was accepted once, and is looked at anew
	Rev          int64
	Fields       []ReturnField
}

// ReturnField is a field of the registration with what stands in it and what may be wrong.
type ReturnField struct {
	Word, Now string
	Choices   []site.Choice
}

// Template names the page.
func (*Return) Template() string { return "officer/unit_return" }

// Returned is how a home came to be given back, on its page.
type Returned struct {
	When, Fields, Note, Mended string
	Word                       string   // 退回 or 要求整改
	By                         string   // by when it is to be put right; "" = it was not accepted before
	Kept                       bool     // submitted again as it stood
	Answer                     string   // the landlord's line
	Changed                    []string // what he wrote otherwise
	Left                       string   // what was named and left as it stood
	Proven                     string   // the address that staff looked at last, where it is another one
}

// sentBack reads it while it matters: until the home is accepted.
func (d *Desk) sentBack(c echo.Context, p *Home, u models.Unit) error {
	if u.PlateStale() && p.Whole {
		p.Plate = u.PlateAddress
	}
	if u.ReturnedAt.IsZero() {
		return nil
	}
	back, err := d.Read.LastReturn(site.Ctx(c), u.ID)
	if err != nil || back.ID == 0 {
		return err
	}
	if back.AsksAddress() {
		p.Plate = "" // it can wait for the address that the landlord is asked for
	}
	p.SentBack = &Returned{When: back.ReturnedAt.Day().Chinese(), Fields: back.Fields(), Note: back.Note, Word: "退回"}
	if back.MendBy != 0 {
		p.SentBack.Word, p.SentBack.By = "要求整改", mendWords(back.MendBy, d.Site.Moment(c).Day())
	}
	if !back.Waits() {
		p.SentBack.Mended, p.SentBack.Kept, p.SentBack.Answer = back.MendedAt.Day().Chinese(), back.Kept, back.Answer
		if !u.DoorOpen() && u.ProvenAddress != u.Address {
			p.SentBack.Proven = u.ProvenAddress
		}
		if p.SentBack.Left = back.UnmendedWords(); back.Changed != "" {
			p.SentBack.Changed = strings.Split(back.Changed, "\n")
		}
	}
	return nil
}

// ShowReturn is GET /o/u/:ref/return.
func (d *Desk) ShowReturn(c echo.Context) error {
	p, err := d.newReturn(c, site.Form{})
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) newReturn(c echo.Context, f site.Form) (*Return, error) {
	u, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.UnitReturn), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	if err := u.CheckReturnable(); err != nil {
		return nil, err
	}
	p := &Return{Shell: task(returnWord(u), site.Link{Href: "/o/u/" + u.Ref, Word: "回这处房子"}), Ref: u.Ref, Address: u.Address, Rev: u.Rev, Anew: u.Reviewed()}
	if p.Unclaimed = u.OwnerID == 0 || u.Claim == models.ClaimOpen; u.Accepted() || u.Reviewed() {
		p.By = (d.Site.Moment(c).Day() + workday.Day(d.Registry.Limits().RectifyDays)).Chinese()
	}
	rooms, err := d.Read.Rooms(site.Ctx(c), u.ID)
	if err != nil {
		return nil, err
	}
	now := map[string]string{"address": u.Address, "kind": wordOf(models.KindNames, u.Kind), "trade": u.Trade}
	for i, room := range rooms {
		if i > 0 {
			now["rooms"] += "、"
		}
		now["rooms"] += room.No
	}
	for _, field := range models.ReturnFieldsOf(u.Kind) {
		line := ReturnField{Word: field.Words, Now: now[field.Name]}
		for _, r := range field.Reasons {
			line.Choices = append(line.Choices, site.Choice{Value: r[0], Label: r[1], On: slices.Contains(f.All("why"), r[0])})
		}
		p.Fields = append(p.Fields, line)
	}
	return p, nil
}

// returnWord is what is asked of the landlord of a home.
func returnWord(u models.Unit) string {
	if u.Accepted() || u.Reviewed() {
		return "要求整改"
	}
	return "退回户主改"
}

// mendWords tell by when a home is to be put right.
func mendWords(by, today workday.Day) string {
	if by == 0 { // asked before days were kept
		return "请尽快改好"
	}
	if by < today {
		return "该在 " + by.Chinese() + "以前改好，超了 " + strconv.Itoa(int(today-by)) + " 天"
	}
	return by.Chinese() + "以前改好"
}

// TakeReturn is POST /o/u/:ref/return: why (several), note, rev.
func (d *Desk) TakeReturn(c echo.Context) error {
	f, err := site.ReadForm(c)
	redraw := func(err error) error {
		p, e := d.newReturn(c, f)
		if e != nil {
			return e
		}
		return d.Site.Redraw(c, p, f, err)
	}
	if err != nil {
		return redraw(err)
	}
	return d.tap(c, f, "/o/u/"+c.Param("ref"), "记下了。户主登录就看到改哪里，改好再交上来。", redraw, func(ctx context.Context) error {
		return d.Registry.ReturnUnit(ctx, d.Site.Actor(c), c.Param("ref"), registry.ReturnForm{Reasons: f.All("why"), Note: f.Get("note"), Seen: seen(f)}, d.Site.At(c))
	})
}

// seen is the revision of a home that stood on the page; one that is not there fits none.
func seen(f site.Form) int64 {
	rev, err := strconv.ParseInt(f.Get("rev"), 10, 64)
	if err != nil || rev <= 0 {
		return -1
	}
	return rev
}

package landlord

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// UnitMend is a home that was given back: the registration again, with what to put right at each field.
type UnitMend struct {
	site.Shell
	Ref, Address, Note string
	When, Fields       string
	By                 string // by when, of an accepted home; "" = it is not accepted
	Rev                int64
	Hangs, Open        bool // a plate of it was good before, and its code still is; it can be printed
	Asks               models.KindAsks
	Writes             map[string]bool // the fields that he writes
	Owner              bool            // the name is his own to write
	unit               models.Unit
	back               models.UnitReturn
}

// Template names the page.
func (*UnitMend) Template() string { return "landlord/unit_mend" }

// Kinds are the kinds of home.
func (*UnitMend) Kinds() []site.Choice { return pairs(models.KindNames) }

// Parted are the answers to whether sleeping and trade are kept apart.
func (*UnitMend) Parted() []site.Choice { return pairs(models.PartedNames) }

// NewRooms says whether the number of people is asked of rooms that he adds alone.
func (p *UnitMend) NewRooms() bool {
	return p.By != "" && !p.back.Names("cap") && p.Asks == models.AsksOf(p.unit.Kind)
}

// choose draws the form for a kind.
func (p *UnitMend) choose(kind string) {
	p.Writes = p.back.Writes(p.unit, kind)
	if !p.Writes["kind"] {
		kind = p.unit.Kind
	}
	p.Asks = models.AsksOf(kind)
}

// Lands are the kinds of land.
func (*UnitMend) Lands() []site.Choice { return pairs(models.LandNames) }

func (d *Desk) newUnitMend(c echo.Context) (*UnitMend, models.Unit, error) {
	u, err := d.unit(c, policy.UnitMend)
	if err != nil {
		return nil, u, err
	}
	if u.State != models.UnitRectify {
		return nil, u, models.Refuse(models.Conflict, "这处房子不用改了，已经交过或核实过")
	}
	back, err := d.Read.LastReturn(site.Ctx(c), u.ID)
	if err != nil {
		return nil, u, err
	}
	p := &UnitMend{Shell: task("照着改好，再交", site.Link{Href: at(u.Ref), Word: "返回这处房子"}), Ref: u.Ref, Address: u.Address, Rev: u.Rev,
		Note: back.Note, When: back.ReturnedAt.Day().Chinese(), Fields: back.Fields(), unit: u, back: back, Hangs: u.DoorAnswers(), Open: u.DoorOpen(), Owner: u.OwnerID == d.Site.Actor(c).UserID}
	p.choose(u.Kind)
	p.Faults = back.Faults()
	if u.Rectifying() || back.MendBy != 0 {
		p.By = mendWords(back.MendBy, d.Site.Moment(c).Day())
	}
	return p, u, nil
}

// mendWords ask to put a home right by a day.
func mendWords(by, today workday.Day) string {
	if by == 0 { // asked before days were kept
		return "请尽快改好"
	}
	if by < today {
		return "本该 " + by.Chinese() + "以前改好，请尽快改"
	}
	return "请在 " + by.Chinese() + "以前改好"
}

// ShowUnitMend is GET /h/u/:ref/mend: what stands in the register, and the faults at their fields.
func (d *Desk) ShowUnitMend(c echo.Context) error {
	p, u, err := d.newUnitMend(c)
	if err != nil {
		return err
	}
	rooms, err := d.Read.Rooms(site.Ctx(c), u.ID)
	if err != nil {
		return err
	}
	var numbers []string
	for _, r := range rooms {
		numbers = append(numbers, r.No)
	}
	typed := url.Values{"address": {u.Address}, "kind": {u.Kind}, "land": {u.Land}, "rooms": {strings.Join(numbers, " ")}, "owner_name": {d.Site.Actor(c).Name},
		"trade": {u.Trade}, "parted": {u.Parted}}
	if !u.EndsOn.IsZero() {
		y, m, day := u.EndsOn.Date()
		typed.Set("ends_on_y", strconv.Itoa(y))
		typed.Set("ends_on_m", strconv.Itoa(int(m)))
		typed.Set("ends_on_d", strconv.Itoa(day))
	}
	p.Typed, p.Told = site.NewForm(typed), true
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeUnitMend is POST /h/u/:ref/mend: the fields of 登记房子, kept and rev.
func (d *Desk) TakeUnitMend(c echo.Context) error {
	f, formErr := site.ReadForm(c)
	p, unit, err := d.newUnitMend(c)
	if models.IsKind(err, models.Conflict) {
		led, e := d.Registry.TapLed(site.Ctx(c), d.Site.Actor(c), f.Once())
		if e == nil && led != "" { // the first tap was faster
			return d.Site.Redirect(c, led, "已经交上去了，不用再点。")
		}
		err = cmp.Or(e, err)
	}
	if err != nil {
		return err
	}
	if err = formErr; err == nil {
		rev, _ := strconv.ParseInt(f.Get("rev"), 10, 64)
		err = d.Registry.MendUnit(registry.Tapped(site.Ctx(c), f.Once(), at(p.Ref)), d.Site.Actor(c), p.Ref, unitForm(f), max(rev, 1), d.Site.At(c))
	}
	if err != nil {
		if p.choose(f.Get("kind")); f.Get("land") == "" && p.Writes["land"] { // another kind asks for it: what is known stands there
			f = f.With("land", unit.Land)
		}
		return d.Site.RedrawChanged(c, p, f, "", err) // a check-in changes the home as well
	}
	back, err := d.Read.LastReturn(site.Ctx(c), unit.ID)
	if err != nil {
		return err
	}
	now, err := d.Read.UnitByRef(site.Ctx(c), p.Ref)
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, at(p.Ref), mendedWords(unit, now, back))
}

// mendedWords tell what becomes of a home that was handed in again.
func mendedWords(was, now models.Unit, back models.UnitReturn) string {
	words := "改好了，交上去了。民警看过就核实，房客照样能登记。"
	switch {
	case back.Kept:
		words = "交上去了，您写的话民警看得到。房客照样能登记。"
	case was.DoorOpen() && !now.DoorOpen():
		words = "改好了，交上去了。地址改过，等民警核实，证明才能开，门牌照新地址重打。门上的码照样能扫，房客照样能登记。"
	case was.Rectifying():
		words = "改好了，交上去了。民警看过没问题，整改就结束。"
	}
	if back.Unmended != "" && !back.Kept {
		words = strings.Replace(words, "改好了，交上去了。", "交上去了。没改的，您写的话民警看得到。", 1)
	}
	if models.PlainAddress(was.Address) != models.PlainAddress(now.Address) {
		words += "短名还叫“" + now.Label + "”，要改就在这一页改。"
	}
	return words
}

// sentBack asks to put right each home that an officer gave back.
func (d *Desk) sentBack(c echo.Context) ([]Errand, error) {
	homes, err := d.Read.ListReturned(site.Ctx(c), d.scope(c, policy.UnitMend), mostHomes)
	var errands []Errand
	today := d.Site.Moment(c).Day()
	for _, h := range homes {
		tag, by := "登记退回", h.ReturnedAt.Day().Chinese()+"民警退回的，改好再交。房客照样能登记"
		if h.Rectifying || h.MendBy != 0 {
			tag, by = "要整改", mendWords(h.MendBy, today)+"，再交。房客照样能登记"
		}
		errands = append(errands, Errand{Tag: site.Tag{Class: "warn", Word: tag, Icon: "alert"}, What: h.Label + "：要改" + h.Fields(),
			By: by, Href: at(h.UnitRef, "mend"), Go: "去改"})
	}
	return errands, err
}

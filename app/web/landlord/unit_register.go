package landlord

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// UnitRegister is the wizard 登记房子: one thing a page, because it is done once.
type UnitRegister struct {
	site.Shell
	D, Name     string
	Step        int // 1 address, 2 rooms, 3 how many in each, 4 check and sign
	Communities []site.Choice
	Rows        []site.Row
	Pledges     []Pledge
	Asks        models.KindAsks
}

// Template names the page.
func (*UnitRegister) Template() string { return "landlord/unit_register" }

const unitDraft, lastStep = "unit_register", 4

// Steps shows where the wizard stands.
func (p *UnitRegister) Steps() []site.Choice {
	all := []site.Choice{{Label: "1 地址"}, {Label: "2 房间"}, {Label: "3 人数"}, {Label: "4 核对"}}
	all[p.Step-1].On = true
	return all
}

// Kinds are the kinds of home.
func (*UnitRegister) Kinds() []site.Choice { return pairs(models.KindNames) }

// Parted are the answers to whether sleeping and trade are kept apart.
func (*UnitRegister) Parted() []site.Choice { return pairs(models.PartedNames) }

// Lands are the kinds of land.
func (*UnitRegister) Lands() []site.Choice { return pairs(models.LandNames) }

func pairs(words [][2]string) []site.Choice {
	var all []site.Choice
	for _, w := range words {
		all = append(all, site.Choice{Value: w[0], Label: w[1]})
	}
	return all
}

func wordOf(words [][2]string, key string) string {
	for _, w := range words {
		if w[0] == key {
			return w[1]
		}
	}
	return ""
}

// unitForm reads the draft as the verb takes it.
func unitForm(f site.Form) registry.UnitForm {
	return registry.UnitForm{
		Community: f.Get("community"), Address: f.Get("address"), Label: f.Get("label"), Kind: f.Get("kind"), Land: f.Get("land"),
		Name: f.Get("owner_name"), Floors: f.Get("floors"), PerFloor: f.Get("per_floor"), Rooms: f.Text("rooms"), Cap: f.Get("cap"), Pledge: f.On("pledge"),
		EndsOn: [3]string{f.Get("ends_on_y"), f.Get("ends_on_m"), f.Get("ends_on_d")}, Trade: f.Get("trade"), Parted: f.Get("parted"), Kept: f.Text("kept"),
	}
}

// stepOf says on which page a fault is mended.
var stepOf = map[string]int{"community": 1, "address": 1, "label": 1, "kind": 1, "owner_name": 1,
	"land": 2, "ends_on": 2, "ends_on_y": 2, "ends_on_m": 2, "ends_on_d": 2, "trade": 2, "parted": 2, "floors": 2, "per_floor": 2, "rooms": 2, "cap": 3, "pledge": 4}

func (d *Desk) newUnitRegister(c echo.Context, ref string, f site.Form, step int) (*UnitRegister, error) {
	p := &UnitRegister{Shell: task("登记房子", backHome), D: ref, Step: step, Name: d.Site.Actor(c).Name, Pledges: pledges}
	p.Typed = f
	if step > 1 {
		p.Back = site.Link{Href: fmt.Sprintf("/h/u/new?d=%s&step=%d", ref, step-1), Word: "返回上一步"}
	}
	p.Asks = models.AsksOf(f.Get("kind"))
	var err error
	if step == 1 {
		p.Communities, err = d.communities(c)
	}
	if step == lastStep {
		err = d.unitRows(c, p, f)
	}
	return p, err
}

// communities are all communities with the subdistrict before the name.
func (d *Desk) communities(c echo.Context) ([]site.Choice, error) {
	all, err := d.Read.AreasAt(site.Ctx(c), models.LevelCommunity)
	if err != nil {
		return nil, err
	}
	above, err := d.Read.AreasAt(site.Ctx(c), models.LevelSubdistrict)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, a := range above {
		names[a.ID] = a.Name + "·"
	}
	choices := []site.Choice{{Label: "请选社区"}}
	for _, a := range all {
		choices = append(choices, site.Choice{Value: a.Ref, Label: names[a.ParentID] + a.Name})
	}
	return choices, nil
}

// unitRows are the answers on the check page.
func (d *Desk) unitRows(c echo.Context, p *UnitRegister, f site.Form) error {
	form := unitForm(f)
	unit, rooms, err := d.Registry.ReadUnit(site.Ctx(c), form, 2, d.Site.At(c))
	if err != nil && models.AsError(err) == nil {
		return err
	}
	area, err := d.Read.AreaByRef(site.Ctx(c), form.Community)
	if err != nil && !models.IsKind(err, models.NotFound) {
		return err
	}
	var numbers []string
	for _, r := range rooms {
		numbers = append(numbers, r.No)
	}
	word, limit := "每间最多", form.Cap+" 人"
	switch {
	case p.Asks.Beds && form.Cap == "":
		word, limit = "每间床位", "没写"
	case p.Asks.Beds:
		word, limit = "每间床位", form.Cap+" 张"
	case form.Cap == "":
		limit = "按本地规定"
	}
	change := func(step int) string { return fmt.Sprintf("/h/u/new?d=%s&step=%d", p.D, step) }
	p.Rows = []site.Row{
		{Word: "社区", Value: area.Name, Change: change(1)}, {Word: "地址", Value: unit.Address, Change: change(1)},
		{Word: "短名", Value: unit.Label, Change: change(1)}, {Word: "种类", Value: wordOf(models.KindNames, unit.Kind), Change: change(1)},
		{Word: "户主", Value: form.Name, Change: change(1)}}
	if p.Asks.Land {
		p.Rows = append(p.Rows, site.Row{Word: "土地", Value: wordOf(models.LandNames, unit.Land), Change: change(2)})
	}
	if p.Asks.End {
		p.Rows = append(p.Rows, site.Row{Word: "工地到", Value: unit.EndsOn.ChineseFull(), Change: change(2)})
	}
	if p.Asks.Trade {
		p.Rows = append(p.Rows, site.Row{Word: "做什么生意", Value: unit.Trade, Change: change(2)},
			site.Row{Word: "和住人的地方", Value: wordOf(models.PartedNames, unit.Parted), Change: change(2)})
	}
	p.Rows = append(p.Rows, []site.Row{{Word: "房间", Value: strings.Join(numbers, "、"), More: fmt.Sprintf("%d 间", len(rooms)), Change: change(2)},
		{Word: word, Value: limit, Change: change(3)},
	}...)
	return nil
}

// unitDraftOf reads what was typed on the pages before.
func (d *Desk) unitDraftOf(c echo.Context, ref string) (site.Form, error) {
	if ref == "" {
		return site.Form{}, nil
	}
	body, err := d.Registry.Draft(site.Ctx(c), d.Site.Actor(c), unitDraft, ref, d.Site.At(c))
	if err != nil {
		return site.Form{}, err
	}
	values, err := url.ParseQuery(body)
	return site.NewForm(values), err
}

// ShowUnitRegister is GET /h/u/new?d=&step=.
func (d *Desk) ShowUnitRegister(c echo.Context) error {
	ref := c.QueryParam("d")
	f, err := d.unitDraftOf(c, ref)
	if err != nil {
		return err
	}
	step, _ := strconv.Atoi(c.QueryParam("step"))
	if step < 1 || step > lastStep || ref == "" {
		step = 1
	}
	p, err := d.newUnitRegister(c, ref, f, step)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

// TakeUnitRegister is POST /h/u/new: each page adds to the draft, the last one registers the home.
func (d *Desk) TakeUnitRegister(c echo.Context) error {
	f, typedErr := site.ReadForm(c)
	step, _ := strconv.Atoi(f.Get("step"))
	step = min(max(step, 1), lastStep)
	ref := f.Get("d")
	kept, err := d.unitDraftOf(c, ref)
	if err != nil {
		return err
	}
	// Unticked boxes and empty fields of this page replace what was kept.
	for field, page := range stepOf {
		if page == step {
			kept = kept.With(field, f.Text(field))
		}
	}
	if f.Has("_once") {
		kept = kept.With("_once", f.Get("_once"))
	}
	err = typedErr
	if err == nil {
		err = d.judgeUnit(c, kept, step)
	}
	if err != nil {
		return d.redrawUnit(c, ref, kept, step, err)
	}
	if step == lastStep {
		return d.registerUnit(c, ref, kept)
	}
	next, err := d.Registry.KeepDraft(site.Ctx(c), d.Site.Actor(c), unitDraft, ref, kept.Draft().Encode(), d.Site.At(c))
	if err != nil {
		return err
	}
	return d.Site.Redirect(c, fmt.Sprintf("/h/u/new?d=%s&step=%d", next, step+1), "")
}

// judgeUnit checks the pages up to this one; faults of pages still to come are left for them.
func (d *Desk) judgeUnit(c echo.Context, kept site.Form, step int) error {
	_, _, err := d.Registry.ReadUnit(site.Ctx(c), unitForm(kept), min(step, 3), d.Site.At(c))
	if step == 3 { // the third page asks how many; the pledge stands on the fourth
		_, _, err = d.Registry.ReadUnit(site.Ctx(c), unitForm(kept), 2, d.Site.At(c))
	}
	e := models.AsError(err)
	if e == nil {
		return err
	}
	var faults models.Faults
	for _, f := range e.Faults {
		if stepOf[f.Field] <= step {
			faults.Add(f.Field, f.Message)
		}
	}
	return faults.Err()
}

// redrawUnit shows the page on which the first fault is mended.
func (d *Desk) redrawUnit(c echo.Context, ref string, kept site.Form, step int, err error) error {
	if e := models.AsError(err); e != nil && len(e.Faults) > 0 && stepOf[e.Faults[0].Field] > 0 {
		step = stepOf[e.Faults[0].Field]
	}
	p, drawErr := d.newUnitRegister(c, ref, kept, step)
	if drawErr != nil {
		return drawErr
	}
	return d.Site.Redraw(c, p, kept, err)
}

func (d *Desk) registerUnit(c echo.Context, draft string, kept site.Form) error {
	ref, err := d.Registry.RegisterUnit(site.Ctx(c), d.Site.Actor(c), unitForm(kept), signed(), kept.Once(), d.Site.At(c))
	if err != nil {
		return d.redrawUnit(c, draft, kept, lastStep, err)
	}
	return d.Site.Redirect(c, at(ref), "登记好了："+kept.Get("address")+"。现在就能登记房客。")
}

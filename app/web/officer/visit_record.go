package officer

import (
	"cmp"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Visit is the form of what was found at a door, with a task behind it or without.
type Visit struct {
	site.Shell
	Action   string
	Place    string
	Why      string // the task, "" without one
	Match    string // whom 一致 confirms
	Results  []site.Choice
	Whole    bool // without a task: whom he met is asked, or that he met all
	People   []Seen
	Rooms    []site.Choice
	DocTypes []site.Choice
	Adding   bool // somebody unlisted was begun: the box stands open
	Fire     []FireLine
	Slip     string // address of the slip for a door that nobody opened
	Knocked  bool   // somebody was here today already
	D        string // of the draft; nothing is kept under it before something was typed
	Door     string // token of the plate that was scanned, "" when he did not come by the door
	Kept     string // when he typed what stands there and was not handed in, "" = nothing was taken up
	Anew     string // address of an empty form instead
	Again    bool   // its “一致” spoke of other people, and is asked for again
	unit     string
	flag     string
}

// Seen is one person of the roster: met, not met, or moved out.
type Seen struct {
	Ref, Room, Name string
	Met, Away, Left bool
	Trip            bool   // away for a while (暂时外出); Away is not met
	Until           string // the roster says that he is away: the day of return and whose word it is, "" = he is not away
	Home            bool   // he lives there now and is not away, so that 都见到了 speaks of him
}

// FireLine is one line of the checklist of fire safety.
type FireLine struct {
	models.HazardKind
	Open    string // since when it is known to be wrong and until when it is to be put right, "" = it is not
	OK, Bad bool
}

// Template names the page.
func (*Visit) Template() string { return "officer/visit_record" }

// Unit is the ref of the home.
func (p *Visit) Unit() string { return p.unit }

// Item is the ref of the task, "" without one.
func (p *Visit) Item() string { return p.flag }

// Ticked says whether somebody of the roster was marked, or is known to be away.
func (p *Visit) Ticked() bool {
	return slices.ContainsFunc(p.People, func(s Seen) bool { return s.Met || s.Away || s.Left || s.Trip || s.Until != "" })
}

// Shown are the refs of those of whom 都见到了 speaks, as the form hands them in.
func (p *Visit) Shown() []string {
	refs := make([]string, 0, len(p.People))
	for _, s := range p.People {
		if s.Home {
			refs = append(refs, s.Ref)
		}
	}
	return refs
}

// Burning says whether a line of the checklist was answered, or is known to be wrong.
func (p *Visit) Burning() bool {
	return slices.ContainsFunc(p.Fire, func(l FireLine) bool { return l.OK || l.Bad || l.Open != "" })
}

// ShowItemVisit is GET /o/items/:ref/visit.
func (d *Desk) ShowItemVisit(c echo.Context) error {
	p, err := d.itemVisit(c)
	if err != nil {
		return err
	}
	return d.showVisit(c, p)
}

// TakeItemVisit is POST /o/items/:ref/visit.
func (d *Desk) TakeItemVisit(c echo.Context) error {
	p, err := d.itemVisit(c)
	if err != nil {
		return err
	}
	return d.record(c, p, "/o/items/"+p.flag)
}

// ShowHomeVisit is GET /o/u/:ref/visit.
func (d *Desk) ShowHomeVisit(c echo.Context) error {
	p, err := d.homeVisit(c)
	if err != nil {
		return err
	}
	return d.showVisit(c, p)
}

// TakeHomeVisit is POST /o/u/:ref/visit.
func (d *Desk) TakeHomeVisit(c echo.Context) error {
	p, err := d.homeVisit(c)
	if err != nil {
		return err
	}
	return d.record(c, p, "/o/u/"+p.unit)
}

func (d *Desk) itemVisit(c echo.Context) (*Visit, error) {
	row, err := d.Read.FlagByRef(site.Ctx(c), d.scope(c, policy.VisitRecord), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	p := &Visit{Shell: task("记走访", site.Link{Href: "/o/items/" + row.Ref, Word: "回这一件"}), Action: "/o/items/" + row.Ref + "/visit",
		Place: place(row.Address, row.RoomNo), Why: row.Evidence + "。", Match: matchOf(row.Flag), unit: row.UnitRef, flag: row.Ref}
	return p, d.fillVisit(c, p)
}

func (d *Desk) homeVisit(c echo.Context) (*Visit, error) {
	unit, err := d.Read.Unit(site.Ctx(c), d.scope(c, policy.VisitRecord), c.Param("ref"))
	if err != nil {
		return nil, err
	}
	p := &Visit{Shell: task("记走访", site.Link{Href: "/o/u/" + unit.Ref, Word: "回这处房屋"}), Action: "/o/u/" + unit.Ref + "/visit",
		Place: unit.Address, Match: matchOf(models.Flag{}), Whole: true, unit: unit.Ref, Door: c.QueryParam("door")}
	return p, d.fillVisit(c, p)
}

// matchOf says whom 一致 confirms, with the task of a visit or the zero Flag.
func matchOf(flag models.Flag) string {
	switch {
	case flag.ID == 0:
		return "选“一致”，要么上面点“都见到了”，册里的人都记为上门核实，正在退房的、户主还没报的除外；要么在这里点“见到了”，就只记点了的。"
	case models.AnsweredAtDoor(flag.Rule):
		return "选“一致”，可以一个都不点：这一件问的人记为上门核实。点了“见到了”的，就只记点了的。"
	}
	return "点了“见到了”的，才记为上门核实。"
}

func (d *Desk) fillVisit(c echo.Context, p *Visit) error {
	view, err := d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), p.unit, "走访", d.Site.At(c))
	if err != nil {
		return err
	}
	p.Slip = "/o/u/" + p.unit + "/slip"
	roster := d.roster(view, d.Site.Moment(c), mayLook{})
	for _, person := range roster.people(false) {
		s := roster.stay(person.Ref)
		p.People = append(p.People, Seen{Ref: person.Ref, Room: person.Room, Name: person.Name, Until: roster.awayUntil(s),
			Home: s.ToMeet(roster.now.Day()) && !s.AwayOn(roster.now.Day())})
	}
	for _, room := range view.Rooms {
		p.Rooms = append(p.Rooms, site.Choice{Value: room.No, Label: room.No + " 房"})
	}
	for _, r := range models.VisitResults {
		p.Results = append(p.Results, site.Choice{Value: r[0], Label: r[1]})
	}
	for _, t := range idcard.Types() {
		p.DocTypes = append(p.DocTypes, site.Choice{Value: t.Code, Label: t.Name})
	}
	knocked, err := d.Read.Knocked(site.Ctx(c), []int64{view.Unit.ID}, workday.At(d.Site.Moment(c).Day().Start()))
	if err != nil {
		return err
	}
	p.Knocked = knocked[view.Unit.ID]
	if err := d.fillFire(c, p, view.Unit.ID); err != nil {
		return err
	}
	return d.fillDraft(c, p)
}

func (r roster) stay(ref string) models.Stay {
	for _, e := range r.Entries {
		if e.Stay.Ref == ref {
			return e.Stay
		}
	}
	return models.Stay{}
}

// awayUntil says of somebody who is away today when he comes back, and who said so.
func (r roster) awayUntil(s models.Stay) string {
	if !s.AwayOn(r.now.Day()) {
		return ""
	}
	return "现在暂离，" + s.AwayTo.Chinese() + "回来。" + models.SaidNames[s.AwaySaid]
}

// fillFire draws the checklist for those whose errand it is, with what is known to be wrong.
func (d *Desk) fillFire(c echo.Context, p *Visit, unitID int64) error {
	if !d.may(c, policy.HazardPhoto) {
		return nil
	}
	open, err := d.Read.Hazards(site.Ctx(c), []int64{unitID})
	for _, kind := range models.HazardKinds {
		line := FireLine{HazardKind: kind}
		for _, h := range open {
			if h.Kind == kind.Code {
				line.Open = h.FoundAt.Day().Chinese() + "记过：" + kind.Fault + "，" + h.DueOn.Chinese() + "前改好"
			}
		}
		p.Fire = append(p.Fire, line)
	}
	return err
}

func (d *Desk) record(c echo.Context, p *Visit, back string) error {
	f, err := site.ReadForm(c)
	p.Door = f.Get("door")
	p.keep(f)
	if err != nil {
		return d.Site.Redraw(c, p, p.now(f), err)
	}
	form := registry.VisitForm{Result: f.Get("result"), Heads: f.Get("heads"), Note: f.Text("note"), FlagRef: p.flag,
		AllSeen: p.Whole && f.On("all_seen"), Shown: f.All("shown"), Extra: f.Get("extra"), Door: p.Door, Fire: map[string]string{}, Away: map[string]string{}}
	for _, person := range p.People {
		if person.Met {
			form.Seen = append(form.Seen, person.Ref)
		} else if person.Away {
			form.Unseen = append(form.Unseen, person.Ref)
		} else if person.Left {
			form.Gone = append(form.Gone, person.Ref)
		} else if person.Trip {
			form.Away[person.Ref] = f.Get("back-" + person.Ref)
		}
	}
	for _, line := range p.Fire {
		if line.OK {
			form.Fire[line.Code] = registry.FireOK
		} else if line.Bad {
			form.Fire[line.Code] = registry.FireBad
		}
	}
	if p.Adding {
		form.AddFound = readFound(f)
	}
	if err := d.Registry.RecordVisit(site.Ctx(c), d.Site.Actor(c), p.unit, form, f.Once(), d.Site.At(c)); err != nil {
		return d.Site.Redraw(c, p, p.now(f), err)
	}
	if err := d.Registry.DropVisitDrafts(site.Ctx(c), d.Site.Actor(c), p.unit, p.D, d.Site.At(c)); err != nil {
		return err
	}
	words := "走访记好了：" + models.VisitWord(form.Result) + "。"
	if form.Result == models.VisitNobody {
		return d.Site.Redirect(c, "/o/u/"+p.unit, words+"请在门上留一张到访单，今天不再敲门。")
	}
	return d.Site.Redirect(c, back, words)
}

// keep draws the ticks and the open box again.
func (p *Visit) keep(f site.Form) {
	for i := range p.People {
		said := f.Get("p-" + p.People[i].Ref)
		p.People[i].Met, p.People[i].Away, p.People[i].Left, p.People[i].Trip = said == "met", said == "away", said == "left", said == "trip"
	}
	for i := range p.Fire {
		said := f.Get("fire_" + p.Fire[i].Code)
		p.Fire[i].OK, p.Fire[i].Bad = said == registry.FireOK, said == registry.FireBad
	}
	p.Door = cmp.Or(p.Door, f.Get("door"))
	p.Adding = f.Get("name") != "" || f.Get("doc_no") != "" || f.Get("phone") != ""
}

func readFound(f site.Form) *registry.StayForm {
	return &registry.StayForm{
		Room: f.Get("room"), Name: f.Get("name"), DocType: f.Get("doc_type"), DocNo: f.Get("doc_no"), DocX: f.On("doc_x"),
		Country: f.Get("doc_country"), Phone: f.Get("phone"), NoPhone: f.On("no_phone"), MovedIn: f.Get("moved_in"),
		MovedInY: f.Get("moved_in_y"), MovedInM: f.Get("moved_in_m"), MovedInD: f.Get("moved_in_d"),
		Guardian: f.Get("guardian_name"), GuardPhone: f.Get("guardian_phone"),
	}
}

package officer

import (
	"net/http"
	"slices"

	"anju/app/web/site"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"

	"github.com/labstack/echo/v4"
)

// Home is a home as staff see it: rooms, roster, tasks, visits, and the errands on it.
type Home struct {
	site.Shell
	Ref, Address, Under string
	Code                string // 房屋编号
	Facts               []site.Row
	OwnerPhone          string // drawn by masked
	Living, Waiting     int
	Empty, Rooms        int
	Floors              []Floor
	People, Left        []Person
	Items               []HomeItem
	Visits              []Step
	Grids               []site.Choice // grids of the community it may be put into
	NoGrid              bool
	Whole               bool // the home is in his care, and not a child in it alone
	CanAccept, CanDoor  bool
	Return              string // 退回户主改 or 要求整改; "" = it cannot be asked
	Rectifying          bool   // accepted, and being put right
	Rev                 int64
	Past, Texts, Checks []Step
	MorePast            bool
	SentBack            *Returned // the last time that it was given back
	Hangs               bool      // a plate of it was good before, and its code still is
	Plate               string    // the address on the plate at the door, where it is another one
	HasDoor, CanServe   bool
	Grade               site.Tag
	GradeWhy            []models.GradeReason
	Hazards             []HazardLine
	Missed              bool // nobody was met today: a slip is left
	Calls, CallOwner    bool // phones may be asked for; the landlord's, who left one
	CanHand             bool // nobody has claimed it: the officer may say whose it is
}

// HomeItem is an open flag on the home.
type HomeItem struct {
	Tag       site.Tag
	Href, Why string
}

// Template names the page.
func (*Home) Template() string { return "officer/unit_show" }

// ShowHome is GET /o/u/:ref.
func (d *Desk) ShowHome(c echo.Context) error {
	p, err := d.home(c)
	if err != nil {
		return err
	}
	return d.Site.Render(c, http.StatusOK, p)
}

func (d *Desk) home(c echo.Context) (*Home, error) {
	view, err := d.Registry.ViewRoster(site.Ctx(c), d.Site.Actor(c), c.Param("ref"), "看房屋", d.Site.At(c))
	if err != nil {
		return nil, err
	}
	u := view.Unit
	p := &Home{Shell: sheet(u.Address, "properties"), Ref: u.Ref, Address: u.Address, Code: u.ShortCode, NoGrid: u.GridID == 0,
		HasDoor: u.DoorOpen() && !u.Delisted(), OwnerPhone: view.Owner.Phone}
	// A child worker comes through the flag of the child: he visits for that flag, and the home stands on no list of his.
	if p.Whole = d.scope(c, policy.UnitView).Covers(policy.Record{AreaIDs: u.IDs()}); p.Whole {
		p.Back = site.Link{Href: "/o/properties", Word: "回房屋列表"}
	} else {
		p.Tab, p.Back = "queue", toQueue
	}
	p.Under = areaWords(view.Line)
	p.CanServe = d.may(c, policy.DeskServe)
	p.Facts = homeFacts(u, view.Owner.Name)
	looks := d.mayLook(c)
	r := d.roster(view, d.Site.Moment(c), looks)
	p.Calls, p.CallOwner = looks.phone, looks.phone && p.OwnerPhone != ""
	p.Floors, p.People, p.Left = r.rack(), r.people(false), r.people(true)
	p.tally(view.Rooms, r)
	for _, f := range view.Flags {
		tag, err := flagTag(f.Rule)
		if err != nil {
			return nil, err
		}
		p.Items = append(p.Items, HomeItem{Tag: tag, Href: "/o/items/" + f.Ref, Why: f.Evidence + "。"})
	}
	var signed []site.Row
	err = store.Together(func() error { return d.homeNow(c, p, view) }, func() (err error) {
		signed, err = d.homePast(c, p, u)
		return err
	})
	p.Facts = append(p.Facts, signed...)
	d.homeTools(c, p, view)
	return p, err
}

// homeNow reads how the home stands: who cannot be written to, the visits, the grade and what it rests on.
func (d *Desk) homeNow(c echo.Context, p *Home, view registry.RosterView) error {
	u := view.Unit
	if err := d.unreached(c, view, p.People); err != nil {
		return err
	}
	if err := d.homeVisits(c, p, u); err != nil {
		return err
	}
	rooms, beds := models.SizeOf(view.Rooms)
	grades, err := d.Registry.GradesOf(site.Ctx(c), []models.Unit{u}, map[int64]store.HomeSize{u.ID: {Rooms: rooms, Beds: beds}}, d.Site.At(c))
	if err != nil {
		return err
	}
	if p.Grade, err = site.GradeTag(grades[u.ID].Grade); err != nil {
		return err
	}
	p.GradeWhy = grades[u.ID].Why
	p.Hazards = d.hazards(c, grades[u.ID].Hazards)
	return d.sentBack(c, p, u)
}

// areaWords are the community and grid of a home, each with the dot that follows it.
func areaWords(line []models.Area) string {
	words := ""
	for i, area := range line {
		if i > 0 && models.LevelRank(area.Level) >= models.LevelRank(models.LevelCommunity) {
			words += area.Name + "·"
		}
	}
	return words
}

func homeFacts(u models.Unit, owner string) []site.Row {
	kind := u.Kind
	for _, k := range models.KindNames {
		if k[0] == u.Kind {
			kind = k[1]
		}
	}
	occupancy := map[string]string{models.OccupancyUnknown: "还不清楚", models.OccupancyOccupied: "有人住", models.OccupancyVacant: "户主说空着"}[u.Occupancy]
	facts := []site.Row{{Word: "备案", Value: u.StateName()}, {Word: "种类", Value: kind}, {Word: "住没住人", Value: occupancy}}
	if u.Land == "state" || u.Land == "collective" {
		facts = append(facts, site.Row{Word: "土地", Value: map[string]string{"state": "城镇国有", "collective": "村里集体"}[u.Land]})
	}
	facts = append(facts, site.KindFacts(u)...)
	if !u.CreatedAt.IsZero() {
		facts = append(facts, site.Row{Word: "登记", Value: u.CreatedAt.Day().ChineseFull()})
	}
	if !u.AcceptedAt.IsZero() {
		facts = append(facts, site.Row{Word: "核实", Value: u.AcceptedAt.Day().ChineseFull()})
	}
	switch {
	case u.Claim == models.ClaimOpen:
		facts = append(facts, site.Row{Word: "认领", Value: "未认领", More: "房东还没登录认过"})
	case u.Claim == models.ClaimRefused:
		facts = append(facts, site.Row{Word: "认领", Value: "房东没对上", More: u.ClaimedAt.Day().Chinese() + "说不是他的"})
	case u.Claimed():
		facts = append(facts, site.Row{Word: "认领", Value: "已认领", More: u.ClaimedAt.Day().Chinese()})
	}
	if owner != "" {
		facts = append(facts, site.Row{Word: "户主", Value: mask.Name(owner)})
	}
	if !u.LastConfirmedAt.IsZero() {
		facts = append(facts, site.Row{Word: "全册确认", Value: u.LastConfirmedAt.Day().Chinese(), More: models.HowNames[u.LastConfirmedHow]})
	}
	return facts
}

func (p *Home) tally(rooms []models.Room, r roster) {
	taken := map[string]bool{}
	for _, person := range p.People {
		if person.Tag.Class == "none" {
			continue // nothing is counted before the day of moving in (RULES 31)
		}
		taken[person.Room] = true
		if person.Tag.Class == "ok" || person.Tag.Class == "warn" {
			p.Living++
		} else {
			p.Waiting++
		}
	}
	p.Rooms = len(rooms)
	for _, room := range rooms {
		if !taken[room.No] {
			p.Empty++
		}
	}
}

func (d *Desk) homeVisits(c echo.Context, p *Home, u models.Unit) error {
	visits, err := d.Read.Visits(site.Ctx(c), d.scope(c, policy.QueueView), u.ID, visitsShown)
	if err != nil {
		return err
	}
	var ids []int64
	for _, v := range visits {
		ids = append(ids, v.UserID)
	}
	names, err := d.Read.NamesOf(site.Ctx(c), ids)
	if err != nil {
		return err
	}
	p.Missed = len(visits) > 0 && visits[0].Result == models.VisitNobody && visits[0].At.Day() == d.Site.Moment(c).Day()
	for _, v := range visits {
		p.Visits = append(p.Visits, visitStep(v, names[v.UserID]))
	}
	return d.lastFire(c, p, u, visits)
}

// visitsShown is how many visits stand on the page of a home.
const visitsShown = 10

// lastFire puts among the facts when fire safety was last looked at and as what; nobody is named. It is for those whose errand
// the house is. newest are its newest visits; an older one is looked for only where there may be more.
func (d *Desk) lastFire(c echo.Context, p *Home, u models.Unit, newest []models.Visit) (err error) {
	if !p.Whole || !d.may(c, policy.HazardMend) {
		return nil
	}
	var last models.Visit
	if i := slices.IndexFunc(newest, func(v models.Visit) bool { return v.Looked > 0 }); i >= 0 {
		last = newest[i]
	} else if len(newest) == visitsShown {
		last, err = d.Read.LastFire(site.Ctx(c), u.ID)
	}
	row := site.Row{Word: "消防", Value: "还没看过"}
	if last.ID != 0 {
		row.Value, row.More = last.At.Day().ChineseFull()+"看过", models.RoleNames[last.Role]
	}
	p.Facts = append(p.Facts, row)
	return err
}

// homeTools finds out which errands are worth offering.
func (d *Desk) homeTools(c echo.Context, p *Home, view registry.RosterView) {
	u := view.Unit
	p.CanAccept = (u.State == models.UnitSubmitted || u.State == models.UnitRectify) && d.may(c, policy.UnitAccept)
	if p.Rectifying = u.Rectifying(); u.CheckReturnable() == nil && d.may(c, policy.UnitReturn) {
		p.Return = returnWord(u)
	}
	p.Rev, p.Hangs = u.Rev, u.DoorAnswers()
	p.CanHand = (u.OwnerID == 0 || u.Claim == models.ClaimOpen) && d.may(c, policy.UnitHand)
	p.CanDoor = p.HasDoor && d.may(c, policy.DoorReissue)
	if !d.may(c, policy.UnitAssign) {
		return
	}
	for _, g := range view.Beside {
		if g.Level == models.LevelGrid && g.ID != u.GridID {
			p.Grids = append(p.Grids, site.Choice{Value: g.Ref, Label: g.Name})
		}
	}
}

package landlord

import (
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// house is one home in view: all that its landlord may know of it, and nothing of any other home.
type house struct {
	unit    models.Unit
	rooms   []models.Room
	entries []store.Entry
	helpers []models.Manager
	open    []models.Flag             // the open flags that he may see
	flags   map[int64][]string        // their codes, by stay
	stopped map[string]bool           // numbers that texts do not reach
	police  map[int64]models.Standing // how each stay stands with the police, where a page asked for it
	limits  models.Limits
	at      workday.Moment
	today   workday.Day
}

// house reads the home in the address.
func (d *Desk) house(c echo.Context, act policy.Action) (*house, error) {
	unit, err := d.unit(c, act)
	if err != nil {
		return nil, err
	}
	return d.fill(c, unit)
}

// policed is house, and reads how its stays stand with the police.
func (d *Desk) policed(c echo.Context, act policy.Action) (*house, error) {
	h, err := d.house(c, act)
	if err != nil {
		return nil, err
	}
	h.police, err = d.Registry.Standings(site.Ctx(c), h.entries)
	return h, err
}

// fill reads rooms, roster and flags of a home that was found inside the scope.
func (d *Desk) fill(c echo.Context, unit models.Unit) (*house, error) {
	now := d.Site.Moment(c)
	h := &house{unit: unit, limits: d.Registry.Limits(), at: now, today: now.Day(), flags: map[int64][]string{}}
	var err error
	if h.rooms, err = d.Read.Rooms(site.Ctx(c), unit.ID); err != nil {
		return nil, err
	}
	if h.entries, err = d.Read.Entries(site.Ctx(c), unit.ID); err != nil {
		return nil, err
	}
	if h.helpers, err = d.Read.Managers(site.Ctx(c), unit.ID, now); err != nil {
		return nil, err
	}
	var phones [][]byte
	for _, e := range h.entries {
		if len(e.Stay.PhoneIdx) > 0 {
			phones = append(phones, e.Stay.PhoneIdx)
		}
	}
	if h.stopped, err = d.Read.StoppedNumbers(site.Ctx(c), phones); err != nil {
		return nil, err
	}
	flags, err := d.Read.ListUnitFlags(site.Ctx(c), d.scope(c, policy.RosterView), unit.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range flags {
		if slices.Contains(shown, f.Rule) {
			h.open = append(h.open, f)
			h.flags[f.StayID] = append(h.flags[f.StayID], f.Rule)
		}
	}
	return h, nil
}

// twoCounts are the two facts of all who live there: how many were entered here, how many the police registered.
func (h *house) twoCounts() []site.Row {
	entered, registered, returned := 0, 0, 0
	for _, e := range h.entries {
		if !e.Stay.LivesOn(h.today) || !e.Stay.Reported(h.at) {
			continue
		}
		entered++
		st := h.police[e.Stay.ID]
		if st.Registered() {
			registered++
		}
		if st.State == models.PoliceReturned {
			returned++
		}
	}
	if entered == 0 {
		return nil
	}
	rows := []site.Row{{Word: "册上登记", Value: strconv.Itoa(entered) + " 人"}, {Word: "派出所", Value: strconv.Itoa(registered) + " 人登记了"}}
	if returned > 0 {
		rows[1].More = "退回 " + strconv.Itoa(returned) + " 人，要改"
	}
	return rows
}

// state is how a stay or a room stands for its landlord; the higher one wins on a tile.
type state int

const (
	empty state = iota
	away
	living
	looking // 不是我的房客: the grid looks
	waiting
	saidLeft // by the word of a visit; waits to be checked out
	stale
	crowded // of a room
	unfit   // of a room nobody may live in
	unregistered
)

// tags are the states as icon, word and colour.
var tags = map[state]site.Tag{
	empty:        {Class: "none", Word: "空房", Icon: "bed"},
	living:       {Class: "ok", Word: "在住", Icon: "check"},
	away:         {Class: "none", Word: "暂离", Icon: "clock"},
	looking:      {Class: "none", Word: "网格员在看", Icon: "walk"},
	waiting:      {Class: "info", Word: "等您确认", Icon: "info"},
	saidLeft:     {Class: "warn", Word: "说搬走了", Icon: "out"},
	crowded:      {Class: "over", Word: "超员", Icon: "over"},
	unfit:        {Class: "badc", Word: "不能住人", Icon: "alert"},
	stale:        {Class: "warn", Word: "待核实", Icon: "clock"},
	unregistered: {Class: "badc", Word: "未登记", Icon: "alert"},
}

// stateOf judges one stay. What the tenant declared himself waits in blue and is never 未登记: he did his part.
func (h *house) stateOf(s models.Stay) state {
	switch {
	case !s.OnRoster(h.today):
		return empty
	case s.SaidLeft(h.today):
		return saidLeft
	case s.State == models.StayReturned:
		return looking
	case s.SelfDeclared():
		return waiting
	case slices.Contains(h.flags[s.ID], "B01"):
		return unregistered
	case !s.Reported(h.at):
		return waiting
	case slices.Contains(h.flags[s.ID], "B05"):
		return stale
	case s.AwayOn(h.today):
		return away
	}
	return living
}

// ofRoom is the state that the room itself adds to that of its people.
func (h *house) ofRoom(room models.Room) state {
	top := empty
	for _, f := range h.open {
		switch {
		case f.RoomID != room.ID || f.StayID != 0:
		case f.Rule == "B13":
			top = max(top, unfit)
		case f.Rule == "B11" || f.Rule == "B12":
			top = max(top, crowded)
		}
	}
	return top
}

// in are those who stand on the roster of a room today.
func (h *house) in(room models.Room) []store.Entry {
	var all []store.Entry
	for _, e := range h.entries {
		if e.Stay.RoomID == room.ID && e.Stay.OnRoster(h.today) {
			all = append(all, e)
		}
	}
	return all
}

// room finds a room by its number.
func (h *house) room(no string) (models.Room, bool) {
	for _, r := range h.rooms {
		if r.No == no {
			return r, true
		}
	}
	return models.Room{}, false
}

// lettable says whether a room may be let for living (住房租赁条例 Art 7). Others are drawn only when somebody is in them.
func lettable(r models.Room) bool { return !r.NonLiving() }

// count is how many people stand in each state today.
func (h *house) count() map[state]int {
	n := map[state]int{}
	for _, e := range h.entries {
		if e.Stay.LivesOn(h.today) {
			n[h.stateOf(e.Stay)]++
		}
	}
	return n
}

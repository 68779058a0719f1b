package officer

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Person is one card of a roster as staff see it: numbers by their last four characters only.
type Person struct {
	ID, Ref, Room, Name string
	Tag                 site.Tag
	Facts               []site.Row
	Advice              string // what the police returned the stay for
	Doc, Phone          string // drawn by masked
	Flagged, Over       bool
	Full                bool   // the visitor may ask for the whole number
	Calls               bool   // and for the phone, which there is
	Item                string // ref of the task that leads there, "" = from the page of the home
}

// Floor is one row of the 房态图, Tile one room on it.
type Floor struct {
	Name  string
	Tiles []Tile
}

// Tile is one room.
type Tile struct {
	No, Holds, Href string
	Tag             site.Tag
}

// roster draws what ViewRoster answered.
type roster struct {
	registry.RosterView
	limits models.Limits
	now    workday.Moment
	looks  mayLook
}

func (d *Desk) roster(v registry.RosterView, now workday.Moment, looks mayLook) roster {
	return roster{RosterView: v, limits: d.Registry.Limits(), now: now, looks: looks}
}

// flagOn is the most urgent open flag on a stay; "" when none.
func (r roster) flagOn(stayID int64) string {
	for _, rule := range models.Rules {
		for _, f := range r.Flags {
			if f.StayID == stayID && f.Rule == rule.Code {
				return rule.Code
			}
		}
	}
	return ""
}

// tagOf is the state of a stay; the higher rank wins on a room's tile.
func (r roster) tagOf(s models.Stay) (rank int, tag site.Tag) {
	rank, class, word := 1, "ok", "在住"
	switch flag := r.flagOn(s.ID); {
	case s.Over(r.now.Day()) && s.State != models.StayLeaving:
		rank, class, word = 0, "none", "已搬走"
	case s.State == models.StayLeaving:
		rank, class, word = 0, "none", "说搬走了"
	case s.MovedInOn > r.now.Day():
		rank, class, word = 0, "none", "还没到日子"
	case flag != "":
		rule, _ := models.RuleOf(flag)
		rank, class, word = 4, rule.Tag, rule.Words
	case !s.DisputedAt.IsZero():
		rank, class, word = 3, "warn", "说不是他"
	case s.SaidLeft(r.now.Day()):
		rank, class, word = 2, "info", "说搬走了"
	case s.State == models.StayReturned:
		rank, class, word = 3, "warn", "户主说不是"
	case s.State == models.StayDeclared:
		rank, class, word = 2, "info", "等确认"
	}
	tag, err := site.NewTag(class, word)
	if err != nil {
		tag = site.Tag{Class: "info", Word: word, Icon: "info"}
	}
	return rank, tag
}

// people are the cards of those who live there now, or of those who left.
func (r roster) people(over bool) []Person {
	var all []Person
	for _, e := range r.Entries {
		if e.Stay.State == models.StayVoid || gone(e.Stay, r.now) != over {
			continue
		}
		all = append(all, r.person(e))
	}
	return all
}

func gone(s models.Stay, now workday.Moment) bool {
	return s.Over(now.Day()) || s.State == models.StayLeaving
}

func (r roster) person(e store.Entry) Person {
	_, tag := r.tagOf(e.Stay)
	p := Person{ID: "p" + e.Stay.Ref, Ref: e.Stay.Ref, Room: e.Room.No, Name: e.Tenant.Name, Tag: tag, Doc: e.Tenant.DocNo, Phone: e.Tenant.Phone,
		Flagged: r.flagOn(e.Stay.ID) != "", Over: gone(e.Stay, r.now), Full: r.looks.doc,
		Calls: r.looks.phone && e.Tenant.Phone+e.Stay.GuardPhone != ""}
	p.Facts = append(p.Facts, site.Row{Word: "入住", Value: e.Stay.MovedInOn.String()})
	if !e.Stay.MovedOutOn.IsZero() {
		p.Facts = append(p.Facts, site.Row{Word: "搬走", Value: e.Stay.MovedOutOn.String()})
	}
	if e.Stay.SaidLeft(r.now.Day()) {
		p.Facts = append(p.Facts, site.Row{Word: "走访", Value: e.Stay.SaidLeftAt.Day().Chinese() + "工作人员说搬走了",
			More: fmt.Sprintf("等户主退房，%d 个工作日，到 %s", r.limits.CheckoutDays, r.limits.Calendar.Add(e.Stay.SaidLeftAt.Day(), r.limits.CheckoutDays).Chinese())})
	}
	if !e.Stay.ConfirmedAt.IsZero() {
		p.Facts = append(p.Facts, site.Row{Word: "最近确认", Value: e.Stay.ConfirmedAt.Day().Chinese(), More: models.HowNames[e.Stay.ConfirmedHow]})
	}
	if !e.Stay.DisputedAt.IsZero() {
		p.Facts = append(p.Facts, site.Row{Word: "本人说", Value: "登记的不是他", More: e.Stay.DisputedAt.Day().Chinese() + "说的，先弄清再改"})
	}
	p.Facts = append(p.Facts, site.TwoFacts(e.Stay, r.Police[e.Stay.ID], r.now)...)
	p.Advice = site.PoliceAdvice(r.Police[e.Stay.ID])
	if e.Stay.Going(r.now.Day()) {
		p.Facts = append(p.Facts, site.Row{Word: "暂离", Value: "到 " + e.Stay.AwayTo.Chinese() + "回来", More: models.SaidNames[e.Stay.AwaySaid]})
	}
	if e.Stay.AsksGuardian(e.Tenant, r.now.Day()) {
		p.Facts = append(p.Facts, site.Row{Word: "监护人", Value: "还没得到同意", More: "未满 14 岁，请户主点“改信息”写上监护人，或到窗口变更"})
	} else if e.Stay.Guardian != "" {
		p.Facts = append(p.Facts, site.Row{Word: "监护人", Value: e.Stay.Guardian})
	}
	return p
}

// rack draws the rooms by floor.
func (r roster) rack() []Floor {
	var floors []Floor
	for _, room := range r.Rooms {
		name := strconv.Itoa(room.Floor) + " 楼"
		if len(floors) == 0 || floors[len(floors)-1].Name != name {
			floors = append(floors, Floor{Name: name})
		}
		last := &floors[len(floors)-1]
		last.Tiles = append(last.Tiles, r.tile(room))
	}
	return floors
}

func (r roster) tile(room models.Room) Tile {
	limit := room.CapOf(r.Unit.Kind, r.limits)
	best, n := -1, 0
	t := Tile{No: room.No, Href: "#people"}
	for _, e := range r.Entries {
		if e.Room.ID != room.ID || e.Stay.State == models.StayVoid || gone(e.Stay, r.now) || e.Stay.MovedInOn > r.now.Day() {
			continue
		}
		n++
		if rank, tag := r.tagOf(e.Stay); rank > best {
			best, t.Tag, t.Href = rank, tag, "#p"+e.Stay.Ref
		}
	}
	if n == 0 {
		t.Tag, t.Holds = site.Tag{Class: "none", Word: "空房", Icon: "bed"}, fmt.Sprintf("可住 %d 人", limit)
		return t
	}
	t.Holds = fmt.Sprintf("住 %d / 限 %d", n, limit)
	return t
}

// unreached says at the cards whose phone texts do not reach any more: whoever goes there asks for a new number.
func (d *Desk) unreached(c echo.Context, v registry.RosterView, people []Person) error {
	phones := map[string][]byte{}
	for _, e := range v.Entries {
		if len(e.Stay.PhoneIdx) > 0 {
			phones[e.Stay.Ref] = e.Stay.PhoneIdx
		}
	}
	stopped, err := d.Read.StoppedNumbers(site.Ctx(c), slices.Collect(maps.Values(phones)))
	for i, p := range people {
		if index := phones[p.Ref]; len(index) > 0 && stopped[string(index)] && !p.Over {
			people[i].Facts = append(p.Facts, site.Row{Word: "短信", Value: "连着三次没收到，已经停发", More: "请问一个新号码，让户主改上"})
		}
	}
	return err
}

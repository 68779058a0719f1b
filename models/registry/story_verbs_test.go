package registry_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// storyVerb is what somebody does in a story: what it needs, and the errand that does it.
type storyVerb struct {
	args    []string // 人 户 房 房况 日期 词; ? marks what may be missing
	options []string
	do      func(*stage, *testing.T, *cast, storyLine) error
}

var storyVerbs map[string]storyVerb

func init() {
	storyVerbs = map[string]storyVerb{
		"房东 登记":   {args: []string{"人", "房"}, options: []string{"入住", "关系", "监护"}, do: (*stage).checkInAs},
		"房东 点头":   {args: []string{"人"}, do: ofStay((*registry.Registry).AcceptStay)},
		"房东 不认":   {args: []string{"人"}, do: (*stage).reject},
		"房东 逐人确认": {args: []string{"人"}, do: ofStay((*registry.Registry).ConfirmStay)},
		"房东 全部确认": {args: []string{"户"}, do: (*stage).confirmAll},
		"房东 退房":   {args: []string{"人", "日期?"}, do: (*stage).checkOutOn},
		"房东 撤回退房": {args: []string{"人"}, do: ofStay((*registry.Registry).RecallCheckOut)},
		"房东 空置":   {args: []string{"户"}, do: ofHome((*registry.Registry).SayVacant, true)},
		"房东 有人住":  {args: []string{"户"}, do: ofHome((*registry.Registry).SayVacant, false)},
		"房东 停租":   {args: []string{"户"}, do: ofHome((*registry.Registry).Delist, true)},
		"房东 恢复出租": {args: []string{"户"}, do: ofHome((*registry.Registry).Delist, false)},
		"房东 加管理人": {args: []string{"户"}, do: (*stage).addManager},
		"房东 改租期":  {args: []string{"人", "日期"}, do: changing(func(c *registry.StayChange, word string) { c.LeaseEnd = dayForm(word) })},
		"房东 换房":   {args: []string{"人", "房"}, do: changing(func(c *registry.StayChange, word string) { c.Room = word })},
		"房东 改关系":  {args: []string{"人", "词"}, do: changing(func(c *registry.StayChange, word string) { c.Relation = word })},
		"房客 自己登记": {args: []string{"房"}, options: []string{"入住", "关系"}, do: (*stage).declareAs},
		"房客 自己确认": {do: ofStay((*registry.Registry).ConfirmStay)},
		"房客 说搬走":  {args: []string{"日期?"}, do: (*stage).checkOutOn},
		"房客 撤回退房": {do: ofStay((*registry.Registry).RecallCheckOut)},
		"房客 不是我":  {do: (*stage).disputeAs},
		"房客 不要普法": {do: (*stage).refuseLessons},
		"网格员 走访":  {args: []string{"户", "词"}, options: []string{"见到", "搬走", "新见"}, do: (*stage).visitAs},
		"民警 答复":   {args: []string{"人"}, do: (*stage).answerDispute},
		"导入":      {args: []string{"人", "房"}, options: []string{"入住", "登记", "确认", "租期", "搬走", "关系", "暂离", "住宿登记", "旧册"}, do: (*stage).importStay},
		"导入房间":    {args: []string{"房况"}, do: (*stage).importRoom},
	}
}

// actor is the tenant of the line, or the landlord of the home that it is about.
func (l storyLine) actor(c *cast, home *castHome) policy.Actor {
	if l.who == "" {
		return home.landlord
	}
	p, _ := c.person(l.who)
	return p.who
}

// subject is the person whom the line is about.
func (l storyLine) subject() string {
	if l.who != "" {
		return l.who
	}
	return l.args[0]
}

// ofStay does a verb on the stay of the line's person.
func ofStay[at any](verb func(*registry.Registry, context.Context, policy.Actor, string, at) error) func(*stage, *testing.T, *cast, storyLine) error {
	return func(s *stage, t *testing.T, c *cast, l storyLine) error {
		_, home := c.person(l.subject())
		return verb(s.Registry, context.Background(), l.actor(c, home), s.stay(t, c, l.subject()).Stay.Ref, any(l.at).(at))
	}
}

// ofHome does a verb of a landlord on a home.
func ofHome[at any](verb func(*registry.Registry, context.Context, policy.Actor, string, bool, at) error, yes bool) func(*stage, *testing.T, *cast, storyLine) error {
	return func(s *stage, _ *testing.T, c *cast, l storyLine) error {
		home := c.homes[l.args[0]]
		return verb(s.Registry, context.Background(), home.landlord, home.unit.Ref, yes, any(l.at).(at))
	}
}

// changing does 变更, all else left as it is.
func changing(change func(*registry.StayChange, string)) func(*stage, *testing.T, *cast, storyLine) error {
	return func(s *stage, t *testing.T, c *cast, l storyLine) error {
		e := s.stay(t, c, l.args[0])
		p, home := c.person(l.args[0])
		form := registry.StayChange{Rev: e.Stay.Rev, Room: e.Room.No, Phone: p.phone, Relation: e.Stay.Relation}
		if !e.Stay.LeaseEnd.IsZero() {
			form.LeaseEnd = dayForm(e.Stay.LeaseEnd.String())
		}
		word := l.args[1]
		if _, no, room := c.roomOf(word); room {
			word = no
		}
		change(&form, word)
		return s.ChangeStay(context.Background(), home.landlord, e.Stay.Ref, form, l.at)
	}
}

// dayForm fills the three boxes of a date.
func dayForm(day string) registry.DayForm {
	ymd := strings.SplitN(day, "-", 3)
	return registry.DayForm{Choice: "other", Y: ymd[0], M: ymd[1], D: ymd[2]}
}

// form fills a check-in form for somebody.
func (l storyLine) form(p *castPerson, room string) registry.StayForm {
	f := registry.StayForm{Room: room, Name: p.fullName, DocType: p.docType, DocNo: p.docNo, Country: p.country, Phone: p.phone,
		MovedIn: "today", Relation: l.options["关系"], Guardian: l.options["监护"]}
	if day := l.options["入住"]; day != "" {
		d := dayForm(day)
		f.MovedIn, f.MovedInY, f.MovedInM, f.MovedInD = d.Choice, d.Y, d.M, d.D
	}
	return f
}

func (s *stage) checkInAs(_ *testing.T, c *cast, l storyLine) error {
	p, _ := c.person(l.args[0])
	home, room, _ := c.roomOf(l.args[1])
	_, err := s.CheckIn(context.Background(), c.homes[home].landlord, c.homes[home].unit.Ref, []registry.StayForm{l.form(p, room)}, "", l.at)
	return p.came(home, err)
}

func (s *stage) declareAs(_ *testing.T, c *cast, l storyLine) error {
	p, _ := c.person(l.who)
	home, room, _ := c.roomOf(l.args[0])
	_, err := s.Declare(context.Background(), p.who, c.homes[home].unit.DoorToken, l.form(p, room), models.ViaDoor, "", l.at)
	return p.came(home, err)
}

// came keeps where somebody was entered last.
func (p *castPerson) came(home string, err error) error {
	if err == nil {
		p.home = home
	}
	return err
}

func (s *stage) reject(t *testing.T, c *cast, l storyLine) error {
	_, home := c.person(l.args[0])
	return s.RejectStay(context.Background(), home.landlord, s.stay(t, c, l.args[0]).Stay.Ref, "这个人没租过我的房", l.at)
}

func (s *stage) confirmAll(_ *testing.T, c *cast, l storyLine) error {
	home := c.homes[l.args[0]]
	_, err := s.ConfirmRoster(context.Background(), home.landlord, home.unit.Ref, l.at)
	return err
}

func (s *stage) addManager(_ *testing.T, c *cast, l storyLine) error {
	home := c.homes[l.args[0]]
	return s.AddManager(context.Background(), home.landlord, home.unit.Ref, fmt.Sprintf("1990008%02d00", c.number), "manager", l.at)
}

func (s *stage) checkOutOn(t *testing.T, c *cast, l storyLine) error {
	_, home := c.person(l.subject())
	day := registry.DayForm{Choice: "today"}
	if last := len(l.args) - 1; last >= 0 && strings.Count(l.args[last], "-") == 2 {
		day = dayForm(l.args[last])
	}
	return s.CheckOut(context.Background(), l.actor(c, home), s.stay(t, c, l.subject()).Stay.Ref, day, l.at)
}

func (s *stage) disputeAs(t *testing.T, c *cast, l storyLine) error {
	p, _ := c.person(l.who)
	_, err := s.DisputeStay(context.Background(), p.who, s.stay(t, c, l.who).Stay.Ref, l.at)
	return err
}

func (s *stage) refuseLessons(_ *testing.T, c *cast, l storyLine) error {
	p, _ := c.person(l.who)
	return s.ChooseEducation(context.Background(), p.who, false, l.at)
}

func (s *stage) answerDispute(t *testing.T, c *cast, l storyLine) error {
	stay := s.stay(t, c, l.args[0]).Stay
	all, err := s.Store.ListRequests(context.Background(), policy.Scope{All: true}, []string{registry.ToGrid}, 1000)
	must(t, err)
	for _, q := range all {
		if q.StayID == stay.ID && q.Kind == registry.RequestDispute && q.AnsweredAt.IsZero() {
			return s.AnswerRequest(context.Background(), s.officer, q.Ref, "当面核对过，是本人，手机号留错了，已经改好", l.at)
		}
	}
	return errNoDispute
}

func (s *stage) visitAs(t *testing.T, c *cast, l storyLine) error {
	home := c.homes[l.args[0]]
	var f registry.VisitForm
	for _, result := range models.VisitResults {
		if result[1] == l.args[1] {
			f.Result = result[0]
		}
	}
	for key, refs := range map[string]*[]string{"见到": &f.Seen, "搬走": &f.Gone} {
		for _, name := range strings.FieldsFunc(l.options[key], func(r rune) bool { return r == ',' }) {
			*refs = append(*refs, s.stay(t, c, name+"@"+l.args[0]).Stay.Ref)
		}
	}
	var found *castPerson
	for _, p := range c.people {
		if room, is := strings.CutPrefix(l.options["新见"], p.name); is {
			form := l.form(p, room)
			f.AddFound, found = &form, p
		}
	}
	if l.options["新见"] != "" && found == nil {
		return fmt.Errorf("nobody is called %s", l.options["新见"])
	}
	err := s.RecordVisit(context.Background(), s.worker, home.unit.Ref, f, "", l.at)
	if found != nil {
		return found.came(l.args[0], err)
	}
	return err
}

// errNoDispute: there is nothing to answer.
var errNoDispute = errors.New("no open dispute")

// errRow is a row that was handed back.
var errRow = errors.New("handed back")

func (s *stage) importStay(t *testing.T, c *cast, l storyLine) error {
	p, _ := c.person(l.args[0])
	home, room, _ := c.roomOf(l.args[1])
	row := fmt.Sprintf("unit_code=%s|room_no=%s|name=%s|doc_type=%s|doc_no=%s|doc_country=%s|phone=%s", c.homes[home].unit.UnitCode, room, p.fullName, p.docType, p.docNo, p.country, p.phone)
	for word, key := range map[string]string{"入住": "moved_in_on", "登记": "reported_at", "确认": "confirmed_at", "租期": "lease_end", "搬走": "moved_out_on",
		"关系": "relation", "住宿登记": "police_registered_on"} {
		row += "|" + key + "=" + strings.Replace(l.options[word], "T", " ", 1)
	}
	from, to, _ := strings.Cut(l.options["暂离"], "~")
	baseline, _ := workday.ParseDay(l.options["旧册"])
	return p.came(home, s.importRow(t, "stays", row+"|away_from="+from+"|away_to="+to, baseline))
}

func (s *stage) importRoom(t *testing.T, c *cast, l storyLine) error {
	home, _ := c.homeIn(l.args[0])
	room, err := readStoryRoom(strings.TrimPrefix(l.args[0], home))
	must(t, err)
	return s.importRow(t, "rooms", roomRow(c.homes[home].unit.UnitCode, room), 0)
}

func (s *stage) importRow(t *testing.T, kind, row string, baseline workday.Day) error {
	file, back := sheetOf(kind, row)
	verb := s.ImportStays
	if kind == "rooms" {
		verb = s.ImportRooms
	}
	done, err := verb(context.Background(), policy.SystemActor, file, registry.ImportHow{At: s.at, Baseline: baseline})
	must(t, err)
	if done.Failed > 0 {
		return fmt.Errorf("%w: %v", errRow, *back)
	}
	return nil
}

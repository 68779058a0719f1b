package registry_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// stage is the register in which the stories of one file pass, all facts brought in by verbs.
type stage struct {
	*house  // its register, its clock and what it sent
	file    *storyFile
	casts   []*cast
	worker  policy.Actor
	officer policy.Actor
}

// cast is who and what one story is about.
type cast struct {
	*story
	number int
	homes  map[string]*castHome
	people map[string]*castPerson
	read   map[string]int   // texts that a story has told of, by number and series
	risen  map[string]int64 // the flag that stood a minute before it rises, by rule and subject
	told   map[string]bool  // rule and subject of the flags that it has told of
}

type castHome struct {
	unit     models.Unit
	rooms    map[string]int64
	landlord policy.Actor
	phone    string
}

type castPerson struct {
	*storyPerson
	fullName, phone string
	who             policy.Actor
	home            string // where he was entered last
}

func newStage(t *testing.T, st *store.Store, f *storyFile, first time.Time) *stage {
	t.Helper()
	ctx := context.Background()
	p, err := profile.Load(f.place)
	must(t, err)
	s := &stage{file: f, house: &house{at: first, sent: &recorder{}}}
	s.Registry = &registry.Registry{Store: st, Rules: profile.NewLive(p), Texts: realTexts(t), Real: func() time.Time { return s.at }}
	must(t, s.SwitchSending(ctx, policy.SystemActor, true, s.at))
	s.bring(t, "areas", 3, 0, 0, "code=330200|level=city|name=云溪市", "code=3302001|parent_code=330200|level=community|name=柳岸社区",
		"code=33020011|parent_code=3302001|level=grid|name=青禾 03 网格|zone=urban")
	for login, role := range map[string]policy.Role{"chen01": policy.Auxiliary, "li01": policy.Officer} {
		_, _, err := s.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: login, Name: "陈青", Title: "网格员", Password: password, Role: string(role), AreaCode: "33020011"}, s.at)
		must(t, err)
		user, err := st.UserByLogin(ctx, login)
		must(t, err)
		who, err := st.Actor(ctx, user)
		must(t, err)
		if s.worker = who; role == policy.Officer {
			s.officer = who
		}
	}
	for i, told := range f.stories {
		s.casts = append(s.casts, s.gather(t, told, i+1))
	}
	return s
}

// realTexts are the texts that people get.
func realTexts(t *testing.T) models.Texts {
	t.Helper()
	data, err := os.ReadFile("../../templates/sms/sms_templates.json")
	must(t, err)
	var sheet struct {
		Signature            string
		Education, Reminders []models.SMSTemplate
	}
	must(t, json.Unmarshal(data, &sheet))
	all := models.Texts{Signature: sheet.Signature, ByID: map[string]models.SMSTemplate{}}
	for _, tpl := range append(sheet.Education, sheet.Reminders...) {
		all.ByID[tpl.ID] = tpl
	}
	return all
}

// gather brings the homes of a story in and makes the accounts of its people.
func (s *stage) gather(t *testing.T, told *story, number int) *cast {
	t.Helper()
	ctx := context.Background()
	c := &cast{story: told, number: number, homes: map[string]*castHome{}, people: map[string]*castPerson{}, read: map[string]int{}, risen: map[string]int64{}, told: map[string]bool{}}
	for i, h := range told.homes {
		home := &castHome{rooms: map[string]int64{}, phone: fmt.Sprintf("1990009%02d%02d", number, i)}
		if h.owner != h.name {
			home.phone = c.homes[h.owner].phone
		}
		row := fmt.Sprintf("unit_code=S%02d%02d|area_code=33020011|address=青禾路 %d 号 %d 室|kind=%s|land=国有|landlord_name=房东%s|landlord_phone=%s",
			number, i, number, i+1, kindOr(h.kind), h.owner, home.phone)
		if h.filed {
			row += "|accepted_on=" + workday.DayOf(s.at).String()
		}
		s.bring(t, "units", 1, 0, 0, row)
		var rooms []string
		for _, r := range h.rooms {
			rooms = append(rooms, roomRow(fmt.Sprintf("S%02d%02d", number, i), r))
		}
		s.bring(t, "rooms", len(rooms), 0, 0, rooms...)
		home.unit = storetest.UnitByCode(t, s.Store, fmt.Sprintf("S%02d%02d", number, i))
		all, err := s.Store.Rooms(ctx, home.unit.ID)
		must(t, err)
		for _, r := range all {
			home.rooms[r.No] = r.ID
		}
		home.landlord, err = s.AddPerson(ctx, policy.SystemActor, home.phone, "房东"+h.owner, s.at)
		must(t, err)
		must(t, s.ClaimUnit(ctx, home.landlord, home.unit.Ref, true, "", s.at))
		c.homes[h.name] = home
	}
	for i, p := range told.people {
		person := &castPerson{storyPerson: p, fullName: "房客" + p.name, phone: fmt.Sprintf("1990001%02d%02d", number, i)}
		switch {
		case p.same != "":
			p.docNo = c.people[p.same].docNo
		case p.docNo == "":
			p.docNo = idcard.WithCheckDigit(fmt.Sprintf("3399%02d%s%03d", number, strings.ReplaceAll(p.born, "-", ""), i+1))
		}
		var err error
		person.who, err = s.AddPerson(ctx, policy.SystemActor, person.phone, person.fullName, s.at)
		must(t, err)
		c.people[p.name] = person
	}
	return c
}

func kindOr(kind string) string {
	if kind == "" {
		return "自建房"
	}
	return kind
}

func roomRow(code string, r storyRoom) string {
	return "unit_code=" + code + "|room_no=" + r.no + "|room_type=" + r.use + "|usable_m2=" + r.area + "|beds=" + r.beds
}

// person finds somebody by his word in the story, 张 or 张@乙, and the home in which he is meant.
func (c *cast) person(word string) (*castPerson, *castHome) {
	name, home, at := strings.Cut(word, "@")
	p := c.people[name]
	if !at {
		home = p.home
	}
	return p, c.homes[home]
}

// stay finds the newest stay of somebody in a home.
func (s *stage) stay(t *testing.T, c *cast, word string) store.Entry {
	t.Helper()
	last, found := s.findStay(t, c, word)
	if !found {
		t.Fatalf("%s has no stay", word)
	}
	return last
}

func (s *stage) findStay(t *testing.T, c *cast, word string) (last store.Entry, found bool) {
	t.Helper()
	p, home := c.person(word)
	if home == nil {
		return last, false // has not come yet
	}
	entries, err := s.Store.Entries(context.Background(), home.unit.ID)
	must(t, err)
	index := s.Store.DocIndex(idcard.Key(p.docType, p.docNo))
	for _, e := range entries {
		if string(e.Stay.DocIndex) == string(index) && e.Stay.State != models.StayVoid && e.Stay.ID > last.Stay.ID {
			last = e
		}
	}
	return last, last.Stay.ID != 0
}

package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

var ctx = context.Background()

var at = workday.At(time.Date(2026, 11, 16, 10, 0, 0, 0, workday.Shanghai))

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// world is a made-up register with everything that a scope may hold or hide, and what the test itself knows of it.
type world struct {
	st       *store.Store
	rnd      *rand.Rand
	areas    []models.Area
	users    []models.User
	units    []models.Unit
	managers []models.Manager
	rooms    map[int64]models.Room
	stays    []models.Stay
	phoneOf  map[int64]string // by stay
	flags    []models.Flag
	requests []store.Request
	audits   []models.AuditEntry
}

func newWorld(t *testing.T, st *store.Store, seed uint64) *world {
	t.Helper()
	w := &world{st: st, rnd: rand.New(rand.NewPCG(seed, 7)), rooms: map[int64]models.Room{}, phoneOf: map[int64]string{}}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the world of seed %d", seed)
		}
	})
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		w.plantAreas(t, tx)
		for i := range 5 {
			u := models.User{Name: fmt.Sprintf("户主%d", i), Phone: fmt.Sprintf("1990000%04d", i)}
			must(t, tx.SaveUser(&u))
			w.users = append(w.users, u)
		}
		for i := range 14 + w.rnd.IntN(8) {
			w.build(t, tx, i)
		}
		for i := range 40 {
			w.moveIn(t, tx, i)
		}
		w.raise(t, tx)
		for i := range 30 {
			w.ask(t, tx, i)
		}
		return nil
	}))
	return w
}

var heights = []string{models.LevelCity, models.LevelCounty, models.LevelSubdistrict, models.LevelCommunity, models.LevelGrid}

// plantAreas grows two cities of four or five levels; branches may skip a level.
func (w *world) plantAreas(t *testing.T, tx *store.Tx) {
	add := func(parent int64, height int) {
		a := models.Area{Code: fmt.Sprintf("33%04d", len(w.areas)), ParentID: parent, Level: heights[height], Name: fmt.Sprintf("地区%d", len(w.areas))}
		must(t, tx.SaveArea(&a))
		w.areas = append(w.areas, a)
	}
	for range 2 {
		parent := int64(0)
		for height := range heights {
			add(parent, height)
			parent = w.areas[len(w.areas)-1].ID
		}
	}
	for range 12 {
		above := w.areas[w.rnd.IntN(len(w.areas))]
		height := models.LevelRank(above.Level) + w.rnd.IntN(2)
		if height < len(heights) {
			add(above.ID, height)
		}
	}
}

func (w *world) build(t *testing.T, tx *store.Tx, i int) {
	area := w.areas[w.rnd.IntN(len(w.areas))]
	anc, err := tx.AncestorsOf(ctx, area.ID)
	must(t, err)
	labels := []string{"青禾18", "B座", "b座", "100%", "a_b", "柳岸"}
	u := models.Unit{Label: labels[w.rnd.IntN(len(labels))], AreaID: area.ID, Ancestors: anc, Address: fmt.Sprintf("青禾路 %d 号%s", i%7, labels[w.rnd.IntN(len(labels))]),
		Kind: models.KindHome, State: models.UnitAccepted, OwnerID: w.users[w.rnd.IntN(len(w.users))].ID}
	must(t, tx.SaveUnit(&u))
	w.units = append(w.units, u)
	room := models.Room{UnitID: u.ID, No: "101", Floor: 1, Type: models.RoomBedroom}
	must(t, tx.SaveRoom(&room))
	w.rooms[u.ID] = room
	for range w.rnd.IntN(3) {
		m := models.Manager{UnitID: u.ID, UserID: w.users[w.rnd.IntN(len(w.users))].ID, Kind: "family", From: at + workday.Moment(w.rnd.IntN(4)-2)}
		if w.rnd.IntN(2) == 0 {
			m.To = m.From + workday.Moment(w.rnd.IntN(4))
			if m.To == 0 {
				m.To = 1
			}
		}
		must(t, tx.SaveManager(&m))
		w.managers = append(w.managers, m)
	}
}

func (w *world) moveIn(t *testing.T, tx *store.Tx, i int) {
	u := w.units[w.rnd.IntN(len(w.units))]
	phone := ""
	if w.rnd.IntN(4) > 0 {
		phone = w.users[w.rnd.IntN(len(w.users))].Phone
	}
	p := models.Tenant{UnitID: u.ID, Name: "何以安", DocType: "111", DocNo: fmt.Sprintf("D%d", i), DocIndex: tx.DocIndex(fmt.Sprintf("D%d", i)), Phone: phone}
	must(t, tx.SaveTenant(&p))
	s := models.Stay{UnitID: u.ID, RoomID: w.rooms[u.ID].ID, TenantID: p.ID, Ancestors: u.Ancestors, DocIndex: p.DocIndex,
		PhoneIdx: tx.PhoneIndex(phone), State: models.StayReported, MovedInOn: at.Day() - 10}
	must(t, tx.SaveStay(&s))
	w.stays = append(w.stays, s)
	w.phoneOf[s.ID] = phone
}

// raise puts flags on stays and units, many due at the same moment, some of them resolved.
func (w *world) raise(t *testing.T, tx *store.Tx) {
	var c models.Changes
	for _, s := range w.stays {
		for _, rule := range []string{"B01", "B05"} {
			if w.rnd.IntN(2) == 0 {
				continue
			}
			f := models.Flag{Rule: rule, UnitID: s.UnitID, RoomID: s.RoomID, StayID: s.ID, Ancestors: s.Ancestors, Level: 1 + w.rnd.IntN(3),
				RaisedAt: at, DueAt: at - workday.Moment(w.rnd.IntN(4)*1000),
				StepAt: workday.At((at.Day() + workday.Day(w.rnd.IntN(14)-4)).Start()), VisitedAt: workday.Moment(max(w.rnd.IntN(5)-3, 0))}
			key := f.Key()
			f.OpenKey = &key
			c.Open = append(c.Open, f)
		}
	}
	opened, _, err := tx.SaveChanges(c, 0)
	must(t, err)
	if opened != len(c.Open) {
		t.Fatalf("opened %d of %d", opened, len(c.Open))
	}
	var ids []int64
	for _, u := range w.units {
		ids = append(ids, u.ID)
	}
	w.flags, err = tx.OpenFlags(ctx, ids)
	must(t, err)
	for i := range w.flags {
		if w.rnd.IntN(4) == 0 {
			w.flags[i].ResolvedAt = at
			done, err := tx.CloseFlag(w.flags[i], 0)
			must(t, err)
			if !done {
				t.Fatal("an open flag did not close")
			}
		}
	}
}

func (w *world) ask(t *testing.T, tx *store.Tx, i int) {
	q := store.Request{No: fmt.Sprintf("%08d", i), Kind: "report", Audience: []string{"landlord", "grid", "police"}[w.rnd.IntN(3)], Body: "漏水", State: "open", FiledAt: at}
	if w.rnd.IntN(5) > 0 {
		u := w.units[w.rnd.IntN(len(w.units))]
		q.UnitID, q.Ancestors = u.ID, u.Ancestors
	}
	if w.rnd.IntN(3) == 0 {
		q.State, q.AnsweredAt = "answered", at+workday.Moment(w.rnd.IntN(100))
	}
	if w.rnd.IntN(2) == 0 {
		q.Contact = w.users[w.rnd.IntN(len(w.users))].Phone
	}
	must(t, tx.SaveRequest(&q))
	w.requests = append(w.requests, q)
	e := models.AuditEntry{At: at, Action: "x", Subject: "unit", Role: "person"}
	if w.rnd.IntN(5) > 0 {
		e.UnitID = w.units[w.rnd.IntN(len(w.units))].ID
	}
	must(t, tx.Audit(&e))
	w.audits = append(w.audits, e)
}

func (w *world) unit(id int64) models.Unit {
	for _, u := range w.units {
		if u.ID == id {
			return u
		}
	}
	return models.Unit{}
}

// record is what policy knows of a unit, put together from what the test remembers, not from the database.
func (w *world) record(unitID int64, phones ...string) policy.Record {
	u := w.unit(unitID)
	r := policy.Record{OwnerID: u.OwnerID}
	if u.ID != 0 {
		r.AreaIDs = w.line(u.AreaID)
	}
	for _, m := range w.managers {
		if m.UnitID == unitID && m.From <= at && (m.To == 0 || at < m.To) {
			r.Managers = append(r.Managers, m.UserID)
		}
	}
	for _, p := range phones {
		if p != "" {
			r.Phones = append(r.Phones, w.st.PhoneIndex(p))
		}
	}
	return r
}

func (w *world) line(areaID int64) []int64 {
	for _, a := range w.areas {
		if a.ID == areaID {
			return append(w.line(a.ParentID), a.ID)
		}
	}
	return nil
}

// scopes are nothing, everything, each account, each phone, and mixtures with one to four areas that may overlap.
func (w *world) scopes() map[string]policy.Scope {
	all := map[string]policy.Scope{"nothing": {}, "nothing, at a time": {At: at}, "everything": {All: true},
		"an area without an id": {At: at, Areas: []policy.Area{{Level: policy.County}, {Level: policy.Grid}}}}
	for i, u := range w.users {
		all[fmt.Sprintf("account %d", i)] = policy.Scope{At: at, User: u.ID}
		all[fmt.Sprintf("phone %d", i)] = policy.Scope{At: at, Phone: w.st.PhoneIndex(u.Phone)}
		all[fmt.Sprintf("account and phone %d", i)] = policy.Scope{At: at, User: u.ID, Phone: w.st.PhoneIndex(u.Phone)}
	}
	for i := range 12 {
		s := policy.Scope{At: at}
		for range 1 + w.rnd.IntN(4) {
			a := w.areas[w.rnd.IntN(len(w.areas))]
			s.Areas = append(s.Areas, policy.Area{ID: a.ID, Level: policy.Level(a.Level)})
		}
		all[fmt.Sprintf("areas %d %v", i, s.Areas)] = s
	}
	return all
}

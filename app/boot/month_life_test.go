package boot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// shape is what a landlord lets: so many homes of so many rooms.
type shape struct{ homes, rooms int }

// shapes are those of ten landlords: about nine rooms each.
var shapes = []shape{{3, 4}, {1, 9}, {1, 9}, {1, 9}, {1, 9}, {1, 9}, {1, 4}, {1, 4}, {1, 12}, {1, 12}}

const (
	cityGridHomes = 80
	cityGrids     = 5
)

// settle fills the city: who lives there moved in long ago, most homes were confirmed within ninety days, leases end on
// any day.
func (m *month) settle(owners, tenants int) {
	m.t.Helper()
	m.must(m.Registry.SwitchSending(context.Background(), policy.SystemActor, true, m.at))
	m.tenants = tenants
	today := workday.DayOf(m.start)
	for o := range owners {
		owner := &cityOwner{phone: fmt.Sprintf("198%08d", o), shape: shapes[o%len(shapes)], does: m.rnd.IntN(10) < 7}
		for range owner.shape.homes {
			n := len(m.homes)
			grid := n / cityGridHomes
			home := &cityHome{code: fmt.Sprintf("M%07d", n), grid: fmt.Sprintf("3399%04d%02d", grid/cityGrids, grid%cityGrids), owner: owner, rooms: owner.shape.rooms}
			owner.homes, m.homes = append(owner.homes, home), append(m.homes, home)
		}
		m.owners = append(m.owners, owner)
	}
	m.areas()
	units, rooms := m.list("units", "unit_code area_code address kind land landlord_name landlord_doc_type landlord_doc_no landlord_phone accepted_on"), m.list("rooms", "unit_code room_no room_type usable_m2 beds")
	stays := m.list("stays", "unit_code room_no name doc_type doc_no phone moved_in_on reported_at confirmed_at lease_end relation")
	n := 0
	for o, owner := range m.owners {
		confirmed := today - workday.Day(1+m.rnd.IntN(88))
		owner.asks = confirmed + 85
		for _, home := range owner.homes {
			units.add(home.code, home.grid, "云溪市青禾路 "+home.code+" 号", "home", []string{"state", "collective"}[o%2], "周桂芳", "111", idcard.Invent("3399", 2_000_000+o), owner.phone, "2026-01-05")
			for room := range home.rooms {
				rooms.add(home.code, roomOf(room), "bedroom", "15", "2")
			}
		}
		for _, home := range owner.homes {
			for room := range home.rooms {
				if n++; n > tenants {
					break
				}
				in := today - workday.Day(100+m.rnd.IntN(900))
				lease := ""
				if m.rnd.IntN(100) < 60 {
					lease = (today + workday.Day(m.rnd.IntN(360)) - 10).String()
				}
				stays.add(home.code, roomOf(room), "何以安", "111", idcard.Invent("3399", n), fmt.Sprintf("199%08d", n), in.String(), (in+1).String()+" 10:00",
					confirmed.String()+" 10:00", lease, "本人")
			}
		}
	}
	for _, l := range []*cityList{units, rooms, stays} {
		l.flush()
	}
}

func roomOf(n int) string { return fmt.Sprint(100*(n/4+1) + n%4 + 1) }

func (m *month) areas() {
	all := m.list("areas", "code parent_code level name zone")
	all.add("3399", "", models.LevelCity, "云溪市", "")
	for n, seen := 0, ""; n < len(m.homes); n++ {
		grid := m.homes[n].grid
		if community := grid[:8]; community != seen {
			seen = community
			all.add(community, "3399", models.LevelCommunity, "社区 "+community, "")
		}
		if n%cityGridHomes == 0 {
			all.add(grid, grid[:8], models.LevelGrid, "网格 "+grid, "urban")
		}
	}
	all.flush()
}

// cityList hands rows to the verb of their kind, some thousands at a time.
type cityList struct {
	m             *month
	kind, columns string
	rows          [][]string
}

func (m *month) list(kind, columns string) *cityList {
	return &cityList{m: m, kind: kind, columns: columns}
}

func (l *cityList) add(cells ...string) { l.rows = append(l.rows, cells) }

func (l *cityList) flush() {
	l.m.t.Helper()
	for rows := l.rows; len(rows) > 0; {
		n := min(len(rows), 50_000)
		l.m.must(l.m.Registry.ImportList(context.Background(), policy.SystemActor, l.kind, l.columns, rows[:n], registry.ImportHow{At: l.m.at, Claimed: true}))
		rows = rows[n:]
	}
}

func (m *month) landlord(o *cityOwner) policy.Actor {
	m.t.Helper()
	if !o.signed {
		user, err := m.Store.UserByPhone(context.Background(), o.phone)
		m.must(err)
		o.who, err = m.Store.Actor(context.Background(), user)
		m.must(err)
		o.signed = true
	}
	return o.who
}

// home is one of them by lot, with what its pages are found by.
func (m *month) home() *cityHome {
	m.t.Helper()
	h := m.homes[m.rnd.IntN(len(m.homes))]
	if h.ref == "" {
		m.find(h)
	}
	return h
}

func (m *month) find(h *cityHome) {
	m.t.Helper()
	unit := storetest.UnitByCode(m.t, m.Store, h.code)
	h.ref, h.door, h.id = unit.Ref, unit.DoorToken, unit.ID
}

// look lets landlords look at their rosters when it is time.
func (m *month) look() {
	m.t.Helper()
	for _, o := range m.owners {
		if !o.does || o.asks != workday.DayOf(m.at) {
			continue
		}
		for _, h := range o.homes {
			if h.ref == "" {
				m.find(h)
			}
			_, err := m.Registry.ConfirmRoster(context.Background(), m.landlord(o), h.ref, m.at)
			m.must(err)
		}
	}
}

type declared struct {
	home *cityHome
	stay string
}

func (m *month) accept() {
	m.t.Helper()
	for _, d := range m.waiting {
		m.must(m.Registry.AcceptStay(context.Background(), m.landlord(d.home.owner), d.stay, m.at))
	}
	m.waiting = nil
}

// arrive lets somebody move in.
func (m *month) arrive() {
	m.t.Helper()
	ctx, h := context.Background(), m.home()
	m.number++
	n := 1_000_000 + m.number
	f := registry.StayForm{Room: roomOf(m.rnd.IntN(h.rooms)), Name: "何以安", DocType: "111", DocNo: idcard.Invent("3399", n), Phone: fmt.Sprintf("199%08d", n),
		Relation: "本人", MovedIn: "today"}
	switch lot := m.rnd.IntN(100); {
	case lot < 10:
		m.declare(h, f)
		return
	case lot < 12:
		f.DocType, f.DocNo, f.Country = "414", fmt.Sprintf("P%07d", n), "USA"
	case lot < 13:
		f.Phone, f.NoPhone = "", true
	case lot < 26: // from another home of the city; of some the old landlord says nothing
		from, e, ok := m.livesIn(m.home())
		if !ok || from == h {
			return
		}
		if lot < 23 {
			m.must(m.Registry.CheckOut(ctx, m.landlord(from.owner), e.Stay.Ref, registry.DayForm{Choice: "today"}, m.at))
		}
		f.DocType, f.DocNo, f.Country, f.Phone = e.Tenant.DocType, e.Tenant.DocNo, e.Tenant.Country, e.Tenant.Phone
		f.NoPhone = f.Phone == ""
	}
	_, err := m.Registry.CheckIn(ctx, m.landlord(h.owner), h.ref, []registry.StayForm{f}, "", m.at)
	m.must(err)
	m.noted(f.Phone)
}

func (m *month) noted(phone string) {
	if phone != "" {
		m.arrived[phone] = append(m.arrived[phone], workday.DayOf(m.at))
	}
}

// declare lets somebody say himself that he moved in; most landlords say yes the next day, some never look.
func (m *month) declare(h *cityHome, f registry.StayForm) {
	m.t.Helper()
	who := m.person(f.Phone, "房客").who
	_, err := m.Registry.Declare(context.Background(), who, h.door, f, models.ViaDoor, "", m.at)
	m.must(err)
	entries, err := m.Store.ListEntries(context.Background(), policy.Scope{Phone: who.Phone}, 1)
	m.must(err)
	stay := entries[0].Stay.Ref
	m.noted(f.Phone)
	if m.ignored[h] || m.rnd.IntN(10) < 6 {
		m.waiting = append(m.waiting, declared{h, stay})
		return
	}
	m.ignored[h] = true
}

// livesIn is one of those who live in a home, reported and not on his way out.
func (m *month) livesIn(h *cityHome) (*cityHome, store.Entry, bool) {
	m.t.Helper()
	entries, err := m.Store.Entries(context.Background(), h.id)
	m.must(err)
	now := workday.At(m.at)
	for _, i := range m.rnd.Perm(len(entries)) {
		e := entries[i]
		if e.Stay.LivesOn(now.Day()) && e.Stay.Reported(now) && e.Stay.State != models.StayLeaving && e.Stay.MovedInOn < now.Day() && !strings.HasPrefix(e.Tenant.DocNo, "P") {
			return h, e, true
		}
	}
	return h, store.Entry{}, false
}

// depart lets somebody move out, as his landlord says.
func (m *month) depart() {
	m.t.Helper()
	h, e, ok := m.livesIn(m.home())
	if !ok {
		return
	}
	m.must(m.Registry.CheckOut(context.Background(), m.landlord(h.owner), e.Stay.Ref, registry.DayForm{Choice: "today"}, m.at.Add(time.Second)))
}

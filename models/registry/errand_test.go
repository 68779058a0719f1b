package registry_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// invented makes an ID number with a right check digit that belongs to nobody.
func invented(n int) string { return idcard.WithCheckDigit(fmt.Sprintf("33990019900101%03d", n)) }

// picture is how many rows each table holds and a print of their content.
type picture map[string]string

func pictureOf(t *testing.T, st *store.Store) picture {
	t.Helper()
	p := picture{}
	for _, table := range storetest.Tables(t, st) {
		p[table] = printOf(t, st, table)
	}
	return p
}

func printOf(t *testing.T, st *store.Store, table string) string {
	t.Helper()
	rows, err := st.SQL().Query("SELECT * FROM `" + table + "`")
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	var lines []string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		must(t, rows.Scan(into...))
		lines = append(lines, fmt.Sprintf("%q", values))
	}
	must(t, rows.Err())
	slices.Sort(lines)
	return fmt.Sprintf("%d rows, %x", len(lines), sha256.Sum256([]byte(strings.Join(lines, "\n"))))
}

// refuses runs an errand that must be refused, and holds that nothing at all has changed.
func refuses(t *testing.T, st *store.Store, name string, kind models.Kind, run func() error) {
	t.Helper()
	before := pictureOf(t, st)
	if err := run(); !models.IsKind(err, kind) {
		t.Errorf("%s: %v, should be %s", name, err, kind)
	}
	for table, now := range pictureOf(t, st) {
		if before[table] != now {
			t.Errorf("%s was refused and yet wrote to %s", name, table)
		}
	}
}

// does runs an errand that must be done and hands back its audit entries: one, unless said otherwise.
func does(t *testing.T, st *store.Store, name string, entries int, run func() error) []models.AuditEntry {
	t.Helper()
	ctx := context.Background()
	before, err := st.AuditCount(ctx)
	must(t, err)
	if err := run(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	after, err := st.AuditCount(ctx)
	must(t, err)
	if int(after-before) != entries {
		t.Errorf("%s: %d audit entries, should be %d", name, after-before, entries)
	}
	log, err := st.ListAudit(ctx, policy.Scope{All: true}, 0, int(after-before))
	must(t, err)
	return log
}

// people are a house with a helper of its landlord and others who have no business there.
type people struct {
	*house
	helper, other, officer, admin policy.Actor
	empty                         models.Unit // a second home of the landlord; nobody lives there
	helperID                      int64
}

func newPeople(t *testing.T, st *store.Store) *people {
	t.Helper()
	ctx := context.Background()
	p := &people{house: newHouse(t, st, shanghai("2026-11-16 10:00"))}
	helper, other := models.User{Name: "儿子", Phone: "19900000098"}, models.User{Name: "别家", Phone: "19900000097"}
	worker := models.User{Staff: true, Name: "小陈", Login: "chen02"}
	admin := models.User{Staff: true, Name: "管理员", Login: "admin02"}
	far := models.Area{Code: "33020012", ParentID: p.grid.ParentID, Level: models.LevelGrid, Name: "青禾 04 网格"}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		for _, u := range []*models.User{&helper, &other, &worker, &admin} {
			must(t, tx.SaveUser(u))
		}
		must(t, tx.SaveArea(&far))
		for role, u := range map[policy.Role]models.User{policy.Officer: worker, policy.Admin: admin} {
			must(t, tx.SaveGrant(u.ID, policy.Grant{Role: role, AreaID: far.ID, Level: policy.Grid, From: 1}))
		}
		p.empty = p.unit
		p.empty.ID, p.empty.Ref, p.empty.DoorToken, p.empty.ShortCode, p.empty.UnitCode, p.empty.Address, p.empty.Label = 0, "", "", "", "", "青禾路 19 号", "青禾19"
		must(t, tx.SaveUnit(&p.empty))
		for _, unit := range []int64{p.unit.ID, p.empty.ID} {
			m := models.Manager{UnitID: unit, UserID: helper.ID, Kind: "family", From: 1}
			must(t, tx.SaveManager(&m))
			p.helperID = m.ID
		}
		theirs := p.unit
		theirs.ID, theirs.Ref, theirs.DoorToken, theirs.ShortCode, theirs.UnitCode, theirs.Address, theirs.OwnerID = 0, "", "", "", "", "青禾路 20 号", other.ID
		return tx.SaveUnit(&theirs)
	}))
	for who, u := range map[*policy.Actor]models.User{&p.helper: helper, &p.other: other, &p.officer: worker, &p.admin: admin} {
		var err error
		*who, err = st.Actor(ctx, u)
		must(t, err)
	}
	p.admin.Fresh = true // the code was given just now
	return p
}

// checkIn enters somebody as the landlord and answers the ref of the stay.
func (p *people) checkIn(t *testing.T, n int) string {
	t.Helper()
	f := form("101", "何以安", invented(n), fmt.Sprintf("1990001%04d", n))
	done, err := p.CheckIn(context.Background(), p.landlord, p.unit.Ref, []registry.StayForm{f}, "", p.at)
	must(t, err)
	return done.StayRef
}

// declare enters somebody as the tenant himself does at the door.
func (p *people) declare(t *testing.T, n int) string {
	t.Helper()
	ctx := context.Background()
	number := fmt.Sprintf("1990001%04d", n)
	who := policy.Actor{UserID: int64(1000 + n), Phone: p.Store.PhoneIndex(number)}
	_, err := p.Declare(ctx, who, p.unit.DoorToken, form("102", "邵雨晴", invented(n), number), models.ViaDoor, "", p.at)
	must(t, err)
	entries, err := p.Store.ListEntries(ctx, policy.Scope{Phone: who.Phone}, 1)
	must(t, err)
	return entries[0].Stay.Ref
}

// errand is one verb on one home or stay. ready makes the record it is about and answers its ref; run does it.
type errand struct {
	name, action string
	ready        func(p *people, t *testing.T, n int) string
	run          func(p *people, who policy.Actor, ref string, n int) error
	ownerOnly    bool // the helper may not
	sameKind     bool // staff of other areas have this action too, and so get NotFound
}

func TestEveryErrandIsPutDownOnceAndARefusalLeavesNoTrace(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		for i, e := range errands {
			t.Run(e.name, func(t *testing.T) { p.try(t, e, 2*i+1, 2*i+2) })
		}
	})
}

// try lets everybody have a go at an errand; odd is the number of the first person it is about, even of the second.
func (p *people) try(t *testing.T, e errand, odd, even int) {
	st, nowhere := p.Store, "aaaaaaaaaaaaaaaaaaaa"
	ref := e.ready(p, t, odd)
	run := func(who policy.Actor, ref string, n int) func() error {
		return func() error { return e.run(p, who, ref, n) }
	}
	staff := models.Forbidden
	if e.sameKind {
		staff = models.NotFound
	}
	for _, r := range []string{ref, nowhere} { // the answer must not tell that the record exists
		refuses(t, st, "a stranger", models.Unsigned, run(policy.Actor{}, r, odd))
		refuses(t, st, "another landlord", models.NotFound, run(p.other, r, odd))
		refuses(t, st, "an officer of another grid", staff, run(p.officer, r, odd))
		refuses(t, st, "an administrator", models.Forbidden, run(p.admin, r, odd))
	}
	refuses(t, st, "the landlord on a record that is not there", models.NotFound, run(p.landlord, nowhere, odd))
	if e.ownerOnly {
		refuses(t, st, "the helper", models.Forbidden, run(p.helper, ref, odd))
	} else {
		log := does(t, st, "the helper", 1, run(p.helper, ref, odd))
		if x := log[0]; x.OnBehalf != p.landlord.UserID || x.UserID != p.helper.UserID || x.Role != "person" || x.Action != e.action || x.UnitID == 0 || x.At != workday.At(p.at) {
			t.Errorf("the helper's act is put down as %+v", x)
		}
	}
	log := does(t, st, "the landlord", 1, run(p.landlord, e.ready(p, t, even), even))
	if x := log[0]; x.OnBehalf != 0 || x.UserID != p.landlord.UserID || x.Action != e.action || x.UnitID == 0 {
		t.Errorf("the landlord's act is put down as %+v", x)
	}
}

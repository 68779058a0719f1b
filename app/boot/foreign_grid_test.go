package boot

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anju/app/config"
	"anju/app/demo"
	"anju/app/web"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"
)

// fort is the demo's community with its own staff, and people from outside: each has one grid in which nobody lives.
type fort struct {
	*App
	t      *testing.T
	guide  demo.Guide
	routes []web.Route
	site   http.Handler
	route  func(method, path string) string // the pattern of the route that answers, "" for none
	places *places
	guests map[string]*guest
	secret []string // what must never be seen from outside: refs, codes, addresses, names
}

// TestNobodyOfAnotherGridSeesOrChangesAnything tries every page and form of the staff with the records of a filled
// community, in the session of people whose grant is for another grid: the pages and forms that the community's own staff
// come to by following every link, and besides each route of the table with the ref of each kind of record. Nothing of the
// community is seen, no row changes, and each refusal is put down.
func TestNobodyOfAnotherGridSeesOrChangesAnything(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		f := newFort(t, db)
		for _, who := range []demo.Login{f.guide.Worker, f.guide.Officer, f.guide.Supervisor, f.guide.Child} {
			f.places.walk(f.signIn(who))
		}
		f.places.guess(f)
		for _, role := range walkers {
			f.signIn(outside(role))
		}
		before := f.rows()
		for _, role := range walkers {
			f.attack(role)
		}
		f.sameRows(before)
		f.formsWork(before)
	})
}

func newFort(t *testing.T, db string) *fort {
	t.Helper()
	dir := t.TempDir()
	options := map[string]string{"ANJU_DB": db, "ANJU_KEY_FILE": filepath.Join(dir, "anju.key"), "ANJU_SMS": "file:" + filepath.Join(dir, "sms.jsonl"),
		"ANJU_NOW": "2026-11-25 10:00"}
	cfg, err := config.Load(func(key string) string { return options[key] })
	f := &fort{t: t, guests: map[string]*guest{}}
	f.must(err)
	f.App, err = Open(context.Background(), Start{Config: cfg, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Migrate: true, Demo: true})
	f.must(err)
	t.Cleanup(func() { _ = f.Store.Close() })
	f.must(f.hurried(context.Background(), func() (err error) {
		f.guide, err = demo.Build(context.Background(), f.Registry, f.Runner, f.Clock.Now())
		return err
	}))
	s, err := f.Site()
	f.must(err)
	f.routes = slices.DeleteFunc(f.Routes(s), func(r web.Route) bool { return !staffPath(r.Path) })
	e, err := web.New(s, f.Routes(s))
	f.must(err)
	f.site = e
	f.route = func(method, path string) string {
		c := e.NewContext(nil, nil)
		e.Router().Find(method, path, c)
		return c.Path()
	}
	f.places = newPlaces(f)
	f.secret = f.secrets()
	f.hireOutside()
	return f
}

func (f *fort) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func staffPath(path string) bool {
	return path == "/o" || path == "/a" || strings.HasPrefix(path, "/o/") || strings.HasPrefix(path, "/a/")
}

// walkers are the roles whose grants say where.
var walkers = []policy.Role{policy.Auxiliary, policy.Officer, policy.Supervisor, policy.ChildWorker}

// outside are the accounts of the people from outside, by role.
func outside(role policy.Role) demo.Login {
	return demo.Login{Name: "wai-" + string(role), Password: demo.Password}
}

// hireOutside makes a grid in another subdistrict and gives it staff of every role that goes to people.
func (f *fort) hireOutside() {
	f.t.Helper()
	ctx, at := context.Background(), f.Clock.Now()
	city, err := f.Store.AreaByCode(ctx, "339900")
	f.must(err)
	parent := city.Code
	for _, a := range [][3]string{{"33990909", "community", "外头社区"}, {"3399090901", "grid", "外头 01 网格"}} {
		area, err := f.Registry.AddArea(ctx, policy.SystemActor, parent, areaOf(a), at)
		f.must(err)
		parent = area.Code
	}
	for _, role := range walkers {
		secret, _, err := f.Registry.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: outside(role).Name, Name: "外人", Title: "外头的人",
			Password: demo.Password, Role: string(role), AreaCode: parent}, at)
		f.must(err)
		f.places.codes[outside(role).Name] = secret
	}
}

// attack tries everything as one of the people from outside.
func (f *fort) attack(role policy.Role) {
	f.t.Helper()
	v := f.signIn(outside(role))
	put, tried := f.putDown(), 0
	for _, front := range []string{"/h", "/me"} { // our own pages lead there, and they name nobody
		if v.get(front); v.code < 400 || f.putDown() != put {
			f.t.Errorf("%s: %s answers %d, and he is said to pry", role, front, v.code)
		}
	}
	for _, page := range f.places.pages {
		v.get(page)
		tried += f.judge(role, "GET "+page, v)
	}
	for _, form := range f.places.forms {
		v.post(form.action, form.fields)
		tried += f.judge(role, "POST "+form.action, v)
	}
	if got := f.putDown() - put; got != tried {
		f.t.Errorf("%s was refused %d times, %d of them are put down", role, tried, got)
	}
	f.t.Logf("%s: %d pages, %d forms, %d refused", role, len(f.places.pages), len(f.places.forms), tried)
}

// judge looks at one answer: what names a record of the community is not there; nothing of it stands on any page.
func (f *fort) judge(role policy.Role, what string, v *guest) (refused int) {
	f.t.Helper()
	_, path, _ := strings.Cut(what, " ")
	switch v.code {
	case http.StatusNotFound, http.StatusForbidden:
		refused = 1
	case http.StatusOK, http.StatusSeeOther, http.StatusUnprocessableEntity, http.StatusConflict, http.StatusNoContent, http.StatusUnsupportedMediaType:
		method, _, _ := strings.Cut(what, " ")
		if pattern := f.route(method, strings.Split(path, "?")[0]); strings.Contains(pattern, ":") && !f.named(pattern) {
			f.t.Errorf("%s: %s answers %d", role, what, v.code)
		}
	default:
		f.t.Errorf("%s: %s answers %d", role, what, v.code)
	}
	for _, secret := range f.secret {
		if strings.Contains(v.page, secret) && !strings.Contains(path, secret) && !v.typed(secret) {
			f.t.Errorf("%s: %s shows %q", role, what, secret)
			break
		}
	}
	return refused
}

// named are the routes whose parameter is a word of the program and no record.
func (f *fort) named(pattern string) bool {
	return slices.Contains([]string{"/a/texts/:kind", "/o/import/template/:kind", "/a/import/template/:kind"}, pattern)
}

// putDown counts the refusals in the audit.
func (f *fort) putDown() int {
	return storetest.Count(f.t, f.Store, "SELECT COUNT(*) FROM audit_entries WHERE action = 'look.refuse'")
}

// sameRows holds the whole register against what it was: only sessions and the audit of refusals and of entering may differ.
func (f *fort) sameRows(before map[string]map[string]int) {
	f.t.Helper()
	after := f.rows()
	for table, rows := range after {
		for row, n := range rows {
			if before[table][row] != n {
				f.t.Errorf("from outside a row came into %s: %s", table, row)
			}
		}
		for row, n := range before[table] {
			if rows[row] != n {
				f.t.Errorf("from outside a row of %s changed: %s", table, row)
			}
		}
	}
	if n := storetest.Count(f.t, f.Store, "SELECT COUNT(*) FROM audit_entries a JOIN users u ON u.id = a.user_id WHERE u.login LIKE 'wai-%' AND a.action <> 'look.refuse' AND a.unit_id <> 0"); n > 0 {
		f.t.Errorf("%d errands of people from outside touched a home", n)
	}
}

// formsWork posts the same forms in the sessions of the community's own staff: were they all refused there too, the test
// above would say nothing.
func (f *fort) formsWork(before map[string]map[string]int) {
	f.t.Helper()
	done := map[string]bool{}
	for _, who := range []demo.Login{f.guide.Worker, f.guide.Officer, f.guide.Supervisor} {
		v := f.signIn(who)
		for _, form := range f.places.forms {
			v.post(form.action, form.fields)
			if v.code == http.StatusSeeOther || v.code == http.StatusOK {
				done[f.route(http.MethodPost, form.action)] = true
			}
		}
	}
	changed := 0
	for table, rows := range f.rows() {
		if !maps.Equal(rows, before[table]) {
			changed++
		}
	}
	if len(done) < 15 || changed < 8 {
		f.t.Errorf("at home only %d kinds of form are taken, and %d tables change: %v", len(done), changed, slices.Sorted(maps.Keys(done)))
	}
	f.t.Logf("at home %d kinds of form are taken, %d tables change", len(done), changed)
}

func (f *fort) signIn(who demo.Login) *guest {
	f.t.Helper()
	if v := f.guests[who.Name]; v != nil {
		return v
	}
	v := &guest{f: f, name: who.Name}
	f.guests[who.Name] = v
	v.get("/staff/login")
	v.post("/staff/login", url.Values{"login": {who.Name}, "password": {who.Password}})
	v.post(v.goesTo("/staff/login/totp"), url.Values{"totp": {f.places.code(who, f.Clock.Real())}})
	if v.code != http.StatusSeeOther {
		f.t.Fatalf("%s is not let in: %d", who.Name, v.code)
	}
	v.get("/o")
	return v
}

package officer_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/pquerna/otp/totp"

	"anju/app/web"
	"anju/app/web/lists"
	"anju/app/web/officer"
	"anju/app/web/site"
	"anju/app/web/webtest"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

const (
	password  = "lantern-river-48"
	wholeDoc  = "339900199001010011"
	wholeCall = "19900000013"
)

// town is a register with two grids, a home in the first with one person reported long ago, and the site over it.
type town struct {
	*registry.Registry
	t       testing.TB
	at      time.Time
	home    models.Unit
	secrets map[string]string
	handler http.Handler
	log     *slog.Logger // nowhere when nil
}

var must, shanghai = webtest.Must, webtest.Shanghai

func newTown(t testing.TB, st *store.Store) *town {
	t.Helper()
	ctx := context.Background()
	w := &town{t: t, at: shanghai("2026-06-01 10:00"), secrets: map[string]string{}}
	w.Registry = &registry.Registry{Store: st, Rules: webtest.Rules(t), Texts: models.Texts{}, Real: func() time.Time { return w.at }}
	for _, a := range [][3]string{{"", "770000", models.LevelCity}, {"770000", "77000001", models.LevelCommunity},
		{"77000001", "7700000101", models.LevelGrid}, {"77000001", "7700000102", models.LevelGrid}} {
		_, err := w.AddArea(ctx, policy.SystemActor, a[0], models.Area{Code: a[1], Level: a[2], Name: "区域" + a[1]}, w.at)
		must(t, err)
	}
	for _, s := range [][3]string{{"chen01", "auxiliary", "7700000101"}, {"wu01", "auxiliary", "7700000102"}, {"li01", "officer", "77000001"}, {"admin", "admin", ""}} {
		w.hire(s[0], s[1], s[2])
	}
	w.settle(st)
	w.serve(st)
	return w
}

// newTownOver is the site over a register that is filled already.
func newTownOver(t testing.TB, reg *registry.Registry, st *store.Store, at time.Time) *town {
	w := &town{t: t, at: at, secrets: map[string]string{}, Registry: reg}
	reg.Real = func() time.Time { return w.at }
	w.serve(st)
	return w
}

// hire gives somebody an account over an area ("" = none).
func (w *town) hire(login, role, area string) {
	w.t.Helper()
	secret, _, err := w.AddStaff(context.Background(), policy.SystemActor, registry.StaffForm{Login: login, Name: "工作人员", Password: password, Role: role, AreaCode: area}, w.at)
	must(w.t, err)
	w.secrets[login] = secret
}

// settle files the home, which lies at its community until an officer puts it into the first grid, and its person.
func (w *town) settle(st *store.Store) {
	ctx := context.Background()
	owner := models.User{Name: "周桂芳", Phone: "19900000099"}
	must(w.t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveUser(&owner) }))
	who, err := st.Actor(ctx, owner)
	must(w.t, err)
	community, err := st.AreaByCode(ctx, "77000001")
	must(w.t, err)
	ref, err := w.RegisterUnit(ctx, who, registry.UnitForm{Community: community.Ref, Address: "青禾路 18 号", Label: "青禾18", Kind: "home",
		Land: "unknown", Name: "周桂芳", Rooms: "101 102 103", Pledge: true}, nil, "", w.at)
	must(w.t, err)
	_, err = w.CheckIn(ctx, who, ref, []registry.StayForm{{Room: "101", Name: "何以安", DocType: "111", DocNo: wholeDoc, Phone: wholeCall, MovedIn: "today"}}, "", w.at)
	must(w.t, err)
	w.home, err = st.UnitByRef(ctx, ref)
	must(w.t, err)
}

func (w *town) toGrid(code string) {
	w.t.Helper()
	grid, err := w.Store.AreaByCode(context.Background(), code)
	must(w.t, err)
	must(w.t, w.AssignGrid(context.Background(), policy.SystemActor, w.home.Ref, grid.Ref, w.at))
}

// night lets the rules judge at a moment.
func (w *town) night(at string) {
	w.t.Helper()
	w.at = shanghai(at)
	_, err := w.RaiseFlags(context.Background(), policy.SystemActor, w.at)
	must(w.t, err)
}

func (w *town) serve(st *store.Store) {
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	var s *site.Site
	s, err := site.New(site.Options{
		Now: func() time.Time { return w.at }, BaseURL: "http://anju.test", Secret: make([]byte, 32), Log: w.log,
		Who: func(c echo.Context) (policy.Actor, error) {
			if site.Quietly(c) {
				return w.WhoOn(c.Request().Context(), s.Session(c), "", true)
			}
			return w.Who(c.Request().Context(), s.Session(c))
		},
	})
	must(w.t, err)
	must(w.t, s.Need(append(officer.Pages(), lists.Pages()...)...))
	w.handler, err = web.New(s, web.Routes(web.Desks{Officer: &officer.Desk{Site: s, Registry: w.Registry, Read: st.Reader, Cost: func(n int) float64 { return float64(n) * 0.05 }},
		Lists: &lists.Desk{Site: s, Registry: w.Registry, Read: st.Reader, Audience: site.Officer, Base: "/o/import", Action: policy.ListImport}}))
	must(w.t, err)
}

// browser keeps cookies and the page in view, and follows a saved form.
type browser struct {
	*town
	jar  webtest.Jar
	code int
	page string
	path string
	head http.Header
	raw  []byte // as it came
	// follow leads from a saved form to the page it answers with.
	follow bool
}

func (w *town) browser() *browser { return &browser{town: w, jar: webtest.Jar{}, follow: true} }

func (b *browser) send(method, target string, form url.Values) *browser {
	b.t.Helper()
	for range 5 {
		rec := b.jar.Send(b.handler, method, "http://anju.test"+target, form)
		b.code, b.page, b.path, b.head, b.raw = rec.Code, html.UnescapeString(rec.Body.String()), target, rec.Header(), rec.Body.Bytes()
		if rec.Code != http.StatusSeeOther || !b.follow {
			return b
		}
		method, target, form = http.MethodGet, rec.Header().Get("Location"), nil
	}
	b.t.Fatal("redirects without end")
	return b
}

func (b *browser) get(path string) *browser { return b.send(http.MethodGet, path, nil) }

var nextPage = regexp.MustCompile(`href="(/o/queue[^"]*after=[^"]*)"`)
var csrf = regexp.MustCompile(`name="_csrf" value="([^"]*)"`)
var once = regexp.MustCompile(`name="_once" value="([^"]*)"`)
var rev = regexp.MustCompile(`name="rev" value="([^"]*)"`)
var held = regexp.MustCompile(`name="held" value="([^"]*)"`)

// post sends a form with the hidden marks of the page in view.
func (b *browser) post(path string, pairs ...string) *browser {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	for name, mark := range map[string]*regexp.Regexp{"_csrf": csrf, "_once": once, "rev": rev, "held": held} {
		if m := mark.FindStringSubmatch(b.page); m != nil {
			form.Set(name, m[1])
		}
	}
	return b.send(http.MethodPost, path, form)
}

func (b *browser) signIn(login string, shift bool) *browser {
	b.t.Helper()
	b.get("/staff/login").post("/staff/login", "login", login, "password", password)
	code, err := totp.GenerateCode(b.secrets[login], b.at)
	must(b.t, err)
	pairs := []string{"totp", code}
	if shift {
		pairs = append(pairs, "shift", "1")
	}
	next := b.follow
	b.follow = login != "admin" // the pages of the administrator are not served here
	b.post("/staff/login/totp", pairs...)
	b.follow = next
	if b.code != http.StatusOK && b.code != http.StatusSeeOther {
		b.t.Fatalf("%s cannot sign in: %d at %s", login, b.code, b.path)
	}
	return b
}

func (b *browser) find(pattern string) string {
	b.t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(b.page)
	if m == nil {
		b.t.Fatalf("%s is not on %s (%d)", pattern, b.path, b.code)
	}
	return m[len(m)-1]
}

func (b *browser) shows(words ...string) *browser {
	b.t.Helper()
	for _, w := range words {
		if !strings.Contains(b.page, w) {
			b.t.Errorf("%s (%d) does not show %q", b.path, b.code, w)
		}
	}
	return b
}

func each(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) { test(t, newTown(t, st)) })
}

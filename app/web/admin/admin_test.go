package admin_test

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

	"anju/app/web"
	"anju/app/web/admin"
	"anju/app/web/site"
	"anju/app/web/webtest"
	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// office is an empty register with its administrator at the desk.
type office struct {
	*registry.Registry
	t       *testing.T
	missing []string
	at      time.Time
	secret  string // of the administrator's authenticator
	who     policy.Actor
	signed  bool // who asks comes from the session, not from who
	handler http.Handler
	jar     webtest.Jar
	answer  int
	page    string
	head    http.Header
}

var must = webtest.Must

func newOffice(t *testing.T, st *store.Store) *office {
	t.Helper()
	var err error
	o := &office{t: t, jar: webtest.Jar{}, at: time.Date(2026, 11, 16, 10, 0, 0, 0, workday.Shanghai)}
	o.Registry = &registry.Registry{Store: st, Rules: webtest.Rules(t), Real: func() time.Time { return o.at }}
	o.secret, _, err = o.AddStaff(context.Background(), policy.SystemActor, registry.StaffForm{Login: "admin", Name: "管理员", Password: "lantern-river-48", Role: "admin"}, o.at)
	must(t, err)
	user, err := st.UserByLogin(context.Background(), "admin")
	must(t, err)
	o.who, err = st.Actor(context.Background(), user)
	must(t, err)
	o.who.Fresh = true // the code was given just now
	var s *site.Site
	s, err = site.New(site.Options{
		Now: func() time.Time { return o.at }, BaseURL: "http://anju.test", Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
		Who: func(c echo.Context) (policy.Actor, error) {
			if o.signed {
				return o.Registry.Who(c.Request().Context(), s.Session(c))
			}
			return o.who, nil
		},
	})
	must(t, err)
	must(t, s.Need(admin.Pages()...))
	desk := &admin.Desk{Site: s, Registry: o.Registry, Read: st.Reader, Missing: func() []string { return o.missing },
		Cost:    func(parts int) float64 { return float64(parts) * 0.05 },
		BasisOf: func(models.SMSTemplate) (string, string, error) { return "住房租赁条例", "2026-11-01", nil }}
	runner := &jobs.Runner{Registry: o.Registry, Node: "one", Now: o.Real, Real: o.Real, Log: slog.Default()}
	desk.Rehearse = runner.StartRehearsal
	o.handler, err = web.New(s, web.Routes(web.Desks{Admin: desk}))
	must(t, err)
	return o
}

func (o *office) send(method, target string, form url.Values) *office {
	o.t.Helper()
	for range 3 {
		rec := o.jar.Send(o.handler, method, "http://anju.test"+target, form)
		o.answer, o.page, o.head = rec.Code, html.UnescapeString(rec.Body.String()), rec.Header()
		if rec.Code != http.StatusSeeOther {
			return o
		}
		method, target, form = http.MethodGet, rec.Header().Get("Location"), nil
	}
	return o
}

func (o *office) get(path string) *office { return o.send(http.MethodGet, path, nil) }

var csrf = regexp.MustCompile(`name="_csrf" value="([^"]*)"`)

func (o *office) post(path string, pairs ...string) *office {
	form := url.Values{"_csrf": {csrf.FindStringSubmatch(o.page)[1]}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return o.send(http.MethodPost, path, form)
}

func (o *office) shows(words ...string) *office {
	o.t.Helper()
	for _, w := range words {
		if !strings.Contains(o.page, w) {
			o.t.Errorf("the page (%d) does not show %q", o.answer, w)
		}
	}
	return o
}

func TestAWorkerIsAddedAndTheSecretShownOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.get("/a").shows("要办的事", "先加上才能登记房子")
		o.get("/a/grids").post("/a/grids", "level", "grid", "name", "青禾 05 网格", "code", "7705").shows("加好了：青禾 05 网格", "7705")
		o.get("/a/grids").post("/a/grids", "parent_code", "7705", "level", "community", "name", "倒过来", "code", "9")
		if o.answer != http.StatusUnprocessableEntity {
			t.Errorf("a community below a grid: %d", o.answer)
		}
		o.shows(`id="f-level-error"`, `value="倒过来"`)
		o.get("/a/users").post("/a/users", "login", "X", "password", "short")
		if o.answer != http.StatusUnprocessableEntity || strings.Contains(o.page, `value="short"`) {
			t.Errorf("a bad form: %d", o.answer)
		}
		o.shows(`id="f-login-error"`, `id="f-name-error"`, `id="f-password-error"`, `id="f-role-error"`, `id="f-area_code-error"`)
		o.post("/a/users", "login", "sun01", "name", "小孙", "password", "lantern-river-48", "role", "auxiliary", "area_code", "7705")
		secret := regexp.MustCompile(`<b class="num">([A-Z2-7]{32})</b>`).FindStringSubmatch(o.page)
		if secret == nil || strings.Count(o.page, `<li class="num">`) != 8 || o.head.Get("Cache-Control") != "no-store" {
			t.Fatalf("secret and recovery codes are not there, or may be kept: %d", o.answer)
		}
		if o.get("/a/users"); strings.Contains(o.page, secret[1]) {
			t.Error("the secret is shown again")
		}
		o.shows("小孙", "sun01", "青禾 05 网格")
	})
}

func TestSendingWaitsForWhatTheLawAsks(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.missing = []string{"影响评估日期"}
		o.get("/a/sms").post("/a/sms", "sending", "on")
		if on, err := o.SendingOn(context.Background()); err != nil || on || o.answer != http.StatusUnprocessableEntity {
			t.Fatalf("sending is %v, answer %d: %v", on, o.answer, err)
		}
		o.shows("影响评估日期", `id="f-sending-error"`)
		o.missing = nil
		o.get("/a/sms").post("/a/sms", "sending", "on").shows("现在：正在发")
		o.post("/a/sms", "sending", "off").shows("没开，只发验证码")
	})
}

// TestTheAdministratorKnowsWhatTheNightWillDoBeforeHeSwitchesSendingOn, and the register is as it was.
func TestTheAdministratorKnowsWhatTheNightWillDoBeforeHeSwitchesSendingOn(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.signIn()
		o.get("/a/sms").shows("还没有算过")
		o.post("/a/sms/tonight").shows("在算了")
		o.get("/a/sms").shows("新开 0 件提示，发 0 条短信", "再算一次", "11 月 16 日 10:00 算的")
		if on, err := o.SendingOn(context.Background()); err != nil || on {
			t.Errorf("sending is on: %v", err)
		}
	})
}

// TestTheAdministratorReadsWhatTheTextsSay, and learns of no child who lives alone.
func TestTheAdministratorReadsWhatTheTextsSay(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		o.signIn()
		o.Texts = models.Texts{Signature: "【安居名册】", ByID: map[string]models.SMSTemplate{
			"R02": {Text: "{home}登记过期{d}天，请补上。"}, "E02": {Text: "遇到难处打12345。"}, "R05": {Text: "{home}的名册请确认。"}, "R07": {Text: "{home}租约快到。"}}}
		kept := registry.Outlook{At: workday.At(o.at), Opened: 9, Sent: 10, Numbers: 8, Segments: 11,
			Flags: map[string]int{"B01": 7, "B15": 2}, Texts: map[string]int{"R02": 5, "E02": 3, "R05": 1, "R07": 1}}
		if err := o.KeepOutlook(context.Background(), policy.SystemActor, kept); err != nil {
			t.Fatal(err)
		}
		o.get("/a/sms").shows("新开 7 件提示，发 10 条短信给 8 个号码", "【安居名册】○○登记过期○○天，请补上。", "【安居名册】遇到难处打12345。", "【安居名册】○○的名册请确认。")
		for _, hidden := range []string{"租约快到。", "孩子独住"} {
			if strings.Contains(o.page, hidden) {
				t.Errorf("the page shows %s", hidden)
			}
		}
	})
}

func TestNobodyButTheAdministratorComesIn(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		for name, who := range map[string]policy.Actor{
			"officer":  {UserID: 7, Staff: true, Grants: []policy.Grant{{Role: policy.Officer, AreaID: 1, Level: policy.City}}},
			"landlord": {UserID: 8},
		} {
			o.who = who
			for _, path := range []string{"/a", "/a/users", "/a/grids", "/a/rules", "/a/topics", "/a/areas", "/a/areas/aaaaaaaaaaaaaaaaaaaa", "/a/areas/aaaaaaaaaaaaaaaaaaaa/move", "/a/areas/aaaaaaaaaaaaaaaaaaaa/merge", "/a/areas/aaaaaaaaaaaaaaaaaaaa/split", "/a/sms", "/a/sms/log", "/a/sms/charts", "/a/sms/ways", "/a/sms/log/aaaaaaaaaaaaaaaaaaaa"} {
				if o.get(path); o.answer != http.StatusForbidden {
					t.Errorf("%s reads %s: %d", name, path, o.answer)
				}
			}
		}
		if _, _, err := o.AddStaff(context.Background(), policy.Actor{UserID: 8}, registry.StaffForm{}, o.Real()); !models.IsKind(err, models.Forbidden) {
			t.Errorf("a landlord adds staff: %v", err)
		}
	})
}
